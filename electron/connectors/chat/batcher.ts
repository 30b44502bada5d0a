import type { Problem } from '#shared/model/problem.ts'
import type { Batch, Incoming } from '../connector.ts'
import { BATCH_ITEMS } from '../connector.ts'

const BATCH_BYTES = 4_000_000

/** Gathers items and problems until there are enough for a batch. Has no cursor: reading again is harmless, ids stay the same. */
export class Batcher {
  #items: Incoming[] = []
  #problems: Problem[] = []
  #bytes = 0

  add(item: Incoming): void {
    this.#items.push(item)
    this.#bytes += item.text.length * 2
    for (const attachment of item.attachments ?? []) this.#bytes += attachment.content?.length ?? 0
  }

  reject(problem: Problem): void {
    this.#problems.push(problem)
  }

  get full(): boolean {
    return this.#items.length >= BATCH_ITEMS || this.#problems.length >= BATCH_ITEMS || this.#bytes >= BATCH_BYTES
  }

  take(done: number, total: number): Batch {
    const batch = { items: this.#items, problems: this.#problems, done, total }
    this.#items = []
    this.#problems = []
    this.#bytes = 0
    return batch
  }
}
