import type { Problem } from '#shared/model/problem.ts'
import { BATCH_ITEMS, type Batch, type Incoming } from './connector.ts'

const BATCH_BYTES = 4_000_000

/** Cuts what comes in into batches within their limits (connector.ts). Has no cursor: for sources that are harmless to read again. */
export class BatchBuilder {
  #ready: Pick<Batch, 'items' | 'problems'>[] = []
  #items: Incoming[] = []
  #problems: Problem[] = []
  #bytes = 0
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  add(item: Incoming): void {
    this.#items.push(item)
    this.#bytes += item.text.length * 2
    for (const attachment of item.attachments ?? []) this.#bytes += attachment.content?.length ?? 0
    if (this.#items.length >= BATCH_ITEMS || this.#bytes >= BATCH_BYTES) this.#seal()
  }

  problem(code: Problem['code'], line?: number, detail?: string): void {
    this.reject({ file: this.#file, code, ...(line !== undefined && { line }), ...(detail !== undefined && { detail }) })
  }

  reject(problem: Problem): void {
    this.#problems.push(problem)
    if (this.#problems.length >= BATCH_ITEMS) this.#seal()
  }

  #seal(): void {
    this.#ready.push({ items: this.#items, problems: this.#problems })
    this.#items = []
    this.#problems = []
    this.#bytes = 0
  }

  /** The full batches since the last call. */
  *full(done: number, total: number): Generator<Batch> {
    for (const batch of this.#ready.splice(0)) yield { ...batch, done, total }
  }

  /** All that is left; at least one batch, so that the last word on progress is said. */
  *rest(done: number, total: number): Generator<Batch> {
    this.#seal()
    yield* this.full(done, total)
  }
}
