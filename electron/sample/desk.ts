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
