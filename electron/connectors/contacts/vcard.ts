import { readFile, stat } from 'node:fs/promises'
import { BATCH_ITEMS, type Batch, type Check } from '../connector.ts'
import type { FileFormat, FileSettings, Preview, Probe } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { cardsOf } from './card.ts'

/** An address book with photos; what is larger is none. */
const LARGEST = 200_000_000
const SHOWN = 5

/** An address book: vCard 2.1, 3.0 (RFC 2426) or 4.0 (RFC 6350), one card or many. Its cards are no interactions: they say which addresses are one person's. */
export const vcard: FileFormat = {
  kind: 'vcard',
  source: 'vcard',

  recognise(probe: Probe): number {
    return !probe.folder && /^\s*BEGIN:VCARD[ \t]*[\r\n]/i.test(textOf(probe.head)) ? 1 : 0
  },

  async check({ path }: FileSettings): Promise<Check> {
    try {
      await stat(path)
      return { ok: true }
    } catch (error) {
      return { ok: false, problem: fileProblem(path, error) }
    }
  },

  async *read(settings: FileSettings, _cursor: unknown, signal: AbortSignal): AsyncGenerator<Batch> {
    yield* batches(settings.path, signal)
  },

  async preview({ path }: FileSettings, signal: AbortSignal): Promise<Preview> {
    const contacts: NonNullable<Preview['contacts']> = []
    const problems: Preview['problems'] = []
    for await (const batch of batches(path, signal)) {
      problems.push(...batch.problems)
      for (const { name = '', parties } of batch.cards ?? []) contacts.push({ name, addresses: parties.map(({ address }) => address) })
      if (contacts.length >= SHOWN) break
    }
    return { items: [], problems, ownGuess: [], participants: [], contacts: contacts.slice(0, SHOWN) }
  },
}

async function* batches(path: string, signal: AbortSignal): AsyncGenerator<Batch> {
  try {
    const { size } = await stat(path)
    if (size > LARGEST) {
      yield { items: [], problems: [{ file: path, code: 'too-large' }], done: size }
      return
    }
    let batch: Required<Pick<Batch, 'items' | 'cards' | 'problems'>> = { items: [], cards: [], problems: [] }
    for (const found of cardsOf(textOf(await readFile(path)))) {
      if (signal.aborted) return
      if ('card' in found) batch.cards.push(found.card)
      else batch.problems.push({ file: path, code: found.problem, line: found.line })
      if (batch.cards.length + batch.problems.length < BATCH_ITEMS) continue
      yield { ...batch, done: 0, total: size }
      batch = { items: [], cards: [], problems: [] }
    }
    yield { ...batch, done: size, total: size }
  } catch (error) {
    yield { items: [], problems: [fileProblem(path, error)], done: 0 }
  }
}

/** One character for each byte of the text, whose properties may be in different charsets; UTF-16 as UTF-8. */
function textOf(bytes: Uint8Array): string {
  const [first, second, third] = bytes
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined
  if (wide) return Buffer.from(new TextDecoder(wide).decode(bytes), 'utf8').toString('latin1')
  return Buffer.from(first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes).toString('latin1')
}
