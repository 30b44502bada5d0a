import { createHash } from 'node:crypto'
import type { Problem } from '#shared/model/problem.ts'
import type { Batch, Incoming } from '../connector.ts'
import type { Preview } from '../file-format.ts'

const PREVIEW_ITEMS = 20
const PREVIEW_SAMPLE = 2000

/** A source id for a source that has none: the same parts give the same id, always. */
export function hashId(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

/** The first items as the import will bring them, and who takes part in the first two thousand. */
export async function previewBatches(batches: AsyncIterable<Batch>, ownGuess: (items: Incoming[]) => string[]): Promise<Preview> {
  const items: Incoming[] = []
  const problems: Problem[] = []
  for await (const batch of batches) {
    items.push(...batch.items)
    problems.push(...batch.problems)
    if (items.length >= PREVIEW_SAMPLE || problems.length >= PREVIEW_SAMPLE) break
  }
  return {
    items: items.slice(0, PREVIEW_ITEMS),
    problems: problems.slice(0, PREVIEW_ITEMS),
    ownGuess: ownGuess(items),
    participants: byActivity(items).slice(0, 20),
  }
}

function byActivity(items: Incoming[]): string[] {
  const counts = new Map<string, number>()
  for (const item of items) {
    for (const party of [item.from, ...item.to]) {
      if (party.kind === 'phone') counts.set(party.address, (counts.get(party.address) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([address]) => address)
}

/** Numbers on our side of the calls, and any other that takes part in more than a third of them. */
export function ownByActivity(items: Incoming[]): string[] {
  const parties = items.map(item => [item.from, ...item.to])
  const ours = new Set(parties.flatMap(call => call.filter(party => party.own && party.kind === 'phone').map(party => party.address)))
  const share = (address: string) => parties.filter(call => call.some(party => party.address === address)).length / parties.length
  return byActivity(items)
    .slice(0, 20)
    .filter(address => items.length > 1 && (ours.has(address) || share(address) > 1 / 3))
    .slice(0, 5)
}
