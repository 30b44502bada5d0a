import * as Y from 'yjs'
import { NOTE_FIELD } from '#shared/model/note.ts'
import { agents } from './names.ts'

/** What the telephone company's agents did with its cases: made up, but done by the same calls as anybody's. */
export const desk = {
  queues: ['Averías', 'Facturación', 'Altas y bajas'],
  agents: [...agents.es, ...agents.en].slice(0, 5).map(({ name }) => name),
  details: [
    { name: 'Contrato', type: 'text' as const, choices: [] },
    { name: 'Causa', type: 'choice' as const, choices: ['Red', 'Equipo', 'Factura', 'Otra'] },
  ],
  /** What a customer who comes back often answered over the months, and what others did lately. */
  answers: [3, 4, 2, 4, 5, 4, 5, 5],
  comments: ['', 'Muy amables y rápidos.', 'Tuve que llamar dos veces.', '', '', 'Todo resuelto el mismo día.', '', ''],
}

/** A note's document as the editor writes it: one paragraph, with `@name` as a mention where it is given. */
export function noteUpdate(text: string, mention?: string): Uint8Array {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  const before = mention === undefined ? [] : [mentionOf(mention)]
  paragraph.insert(0, [...before, new Y.XmlText(mention === undefined ? text : ` ${text}`)])
  doc.getXmlFragment(NOTE_FIELD).insert(0, [paragraph])
  return Y.encodeStateAsUpdate(doc)
}

function mentionOf(name: string): Y.XmlElement {
  const node = new Y.XmlElement('mention')
  node.setAttribute('id', name)
  node.setAttribute('label', name)
  return node
}
