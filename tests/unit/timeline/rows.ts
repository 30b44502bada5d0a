import type { Interaction } from '#shared/contract/timeline.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A Monday, 10:00 in Madrid. */
export const monday = Date.UTC(2025, 2, 3, 9)

/** An interaction at `at` (ms after that Monday); ids run in time order as the store's do. */
export function interaction(at: number, more: Partial<Interaction> = {}): Interaction {
  const direction = more.direction ?? 'in'
  return {
    id: (monday + at) * 1024,
    channel: 'chat',
    direction,
    occurredAt: monday + at,
    from: { kind: 'phone', address: direction === 'in' ? '+34600111222' : '+34919000100', own: direction === 'out' },
    to: [],
    cc: [],
    text: 'hola',
    cut: false,
    hasHtml: false,
    marks: [],
    attachments: [],
    source: { connector: 'whatsapp' },
    ...more,
  }
}
