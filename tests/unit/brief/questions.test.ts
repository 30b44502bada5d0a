import { describe, expect, test } from 'vitest'
import { makeBrief } from '../../../electron/brief/brief.ts'
import type { Told } from '../../../electron/brief/read.ts'

const now = Date.UTC(2026, 5, 10, 12)

/** `<` theirs, `>` ours, ten minutes apart in one chat. */
function history(said: readonly string[], more: (index: number) => Partial<Told> = () => ({})): Told[] {
  return said.map((line, id) => ({
    id,
    at: now - (said.length - id) * 600_000,
    channel: 'chat',
    direction: line.startsWith('<') ? 'in' : 'out',
    text: line.slice(2),
    automatic: false,
    files: 0,
    thread: 'chat',
    ...more(id),
  }))
}

/** What is still open. */
const open = (told: Told[]) =>
  makeBrief(told, now, 'Europe/Madrid').flatMap(line => (line.kind === 'question' ? [told[line.interaction]?.text] : []))

describe('nobody waits for an answer', () => {
  test.each([
    ['done in one word', '< Please cancel my order', '> Cancelled. Anything else?', '< no'],
    [
      'a closing question of ours',
      '< Where is it?',
      '> It is in the van, it comes today.',
      '> Would that be all for today?',
      '< thanks bye',
    ],
    ['a tag', '< can you move my slot to Thursday', '> Done, you are booked for Thursday', "< that was quick, wasn't it? Thanks"],
    ['a verb for an answer', '> We hope all is well. Did the new lamp arrive safely?', '< It did, thank you!'],
    ['hecho en una palabra', '< Quería anular el pedido 8812', '> Anulado. ¿Necesita algo más?', '< Nada más, gracias'],
    ['una pregunta de cierre', '> Le llamaba por su factura, está todo bien. ¿Alguna pregunta?', '< ninguna, gracias'],
    ['retórica', '< ¿Está ya arreglado?', '> Sí, desde ayer', '< Menos mal. ¿Qué les costaba avisar?'],
    ['asombro', '< ¿Ya está? ¿Así de fácil? Gracias'],
  ])('%s', (_, ...said) => expect(open(history(said))).toEqual([]))
})

describe('somebody waits', () => {
  test.each([
    ['a request that begins like a word of courtesy', '< internet is down', '> Please restart the router'],
    ['asked without a mark', '< I was wondering whether you open on Saturday.'],
    ['dicho sin signos', '< Les escribo para preguntar si abren el sábado.'],
    ['un imperativo cortés', '< no me llega internet', '> Reinicie el router, por favor'],
    ['after the answer to another', '< ¿A qué hora vienen?', '> Entre las 9 y las 11', '< ¿Y no puede ser por la tarde?'],
  ])('%s', (_, ...said) => expect(open(history(said))).toEqual([said.at(-1)?.slice(2)]))
})

test('what is asked in a solved case is not open, in another case it is', () => {
  const said = ['< Where is my lamp?', '< And what does the chair cost?']
  expect(open(history(said, id => ({ case: { id, over: id === 0 }, thread: String(id) })))).toEqual(['And what does the chair cost?'])
  expect(open(history(said, id => ({ case: { id, over: true }, thread: String(id) })))).toEqual([])
})

test('a matter is its case, whatever its words say', () => {
  const said = ['< My lamp is broken', '> We send another one.', '< Is it true that you sell chairs?']
  const since = (cases: readonly number[]) =>
    makeBrief(
      history(said, id => ({ case: { id: cases[id] ?? 0, over: false } })),
      now,
      'UTC',
    ).find(({ kind }) => kind === 'matter')?.interaction
  expect(since([1, 1, 1])).toBe(0)
  expect(since([1, 1, 2])).toBe(2)
})
