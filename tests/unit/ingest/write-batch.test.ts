import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Incoming } from '../../../electron/connectors/connector.ts'
import type { Packed } from '../../../electron/connectors/live.ts'
import { summarise } from '../../../electron/customers/summary.ts'
import { joined, Packer, unpack } from '../../../electron/ingest/pack.ts'
import { prepare } from '../../../electron/ingest/prepare.ts'
import type { Prepared, Text } from '../../../electron/ingest/prepared.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { type Db, openDatabase } from '../../../electron/store/database.ts'

const START = Date.UTC(2024, 0, 1)
const own = new Set(['us@alba.example'])
const folder = mkdtempSync(join(tmpdir(), 'hilo-write-'))
let db: Db
let round = 0

beforeAll(() => {
  db = openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

/** A mail from or to one of a few people, others in copy, at some minute, with or without a name. */
const mail = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  minute: fc.integer({ min: 0, max: 40 }),
  out: fc.boolean(),
  name: fc.constantFrom(undefined, 'Ana', 'Ana García', 'Anita'),
  copies: fc.subarray([0, 1, 2]),
})
type Mail = typeof mail extends fc.Arbitrary<infer T> ? T : never

function mailOf({ who, minute, out, name, copies }: Mail, sourceId: string, references: string[] = []): Incoming {
  const us = { kind: 'email', address: 'us@alba.example' } as const
  const them = { kind: 'email', address: `p${who}-${round}@x.example`, ...(name !== undefined && { name }) } as const
  return {
    sourceId,
    channel: 'email',
    direction: out ? 'out' : 'in',
    occurredAt: START + minute * 60_000,
    from: out ? us : them,
    to: [out ? them : us],
    cc: copies.map(copy => ({ kind: 'email', address: `p${copy}-${round}@x.example` }) as const),
    text: `text ${sourceId}`,
    references,
  }
}

/** Since when one of them waits: the first question of their own after our last word to them. */
function waits(mails: readonly Mail[], who: number): number | undefined {
  let since: number | undefined
  for (const mail of mails.toSorted((a, b) => a.minute - b.minute)) {
    if (mail.out && [mail.who, ...mail.copies].includes(who)) since = undefined
    else if (!mail.out && mail.who === who) since ??= START + mail.minute * 60_000
  }
  return since
}

function prepared(mail: Mail, sourceId: string, references: string[] = []): Prepared {
  const ready = prepare(mailOf(mail, sourceId, references), { region: 'ES', own })
  if (!ready) throw new Error('nobody')
  return ready
}

function packed(items: readonly Prepared[]) {
  const packer = new Packer()
  for (const item of items) packer.add(item)
  return packer.take()
}

test('in whatever order and batches mail arrives, a customer is summed up as if it had all been there at once', () => {
  const rows = db.prepare('SELECT id, name, last_id, waiting_since, interactions, channels FROM customer ORDER BY id')
  const waiting = db
    .prepare<[string], number | null>('SELECT c.waiting_since FROM identity d JOIN customer c ON c.id = d.customer_id WHERE d.value = ?')
    .pluck()
  fc.assert(
    fc.property(fc.array(fc.array(mail, { maxLength: 6 }), { minLength: 1, maxLength: 4 }), fc.boolean(), (batches, asBytes) => {
      round++
      for (const [b, batch] of batches.entries()) {
        const items = batch.map((one, i) => prepared(one, `${round}-${b}-${i}`))
        expect(writeBatch(db, { connector: 'email', items: asBytes ? packed(items) : items }).added).toBe(items.length)
      }
      const grown = rows.all()
      for (const id of db.prepare<[], number>('SELECT id FROM customer').pluck().all()) summarise(db, id)
      expect(grown).toEqual(rows.all())
      for (const who of [0, 1, 2]) expect(waiting.get(`p${who}-${round}@x.example`) ?? undefined).toBe(waits(batches.flat(), who))
    }),
    { numRuns: 40 },
  )
})

/** With its texts as strings again. */
function unpacked(items: Packed): Prepared[] {
  const read = (text: Text) => (typeof text === 'string' ? text : Buffer.from(text).toString())
  return Array.from(unpack(items), ({ text, quoted, html, words, attachments, ...rest }) => ({
    ...rest,
    attachments: attachments.map(({ content, ...known }) => ({ ...known, ...(content && { content: new Uint8Array(content) }) })),
    text: read(text),
    ...(quoted !== undefined && { quoted: read(quoted) }),
    ...(html !== undefined && { html: read(html) }),
    words: {
      ...words,
      ...(words.text !== undefined && { text: read(words.text) }),
      ...(words.quoted !== undefined && { quoted: read(words.quoted) }),
    },
  }))
}

test('what is handed over as bytes comes out whole, by time, and stays in order within one moment', () => {
  fc.assert(
    fc.property(fc.array(mail, { maxLength: 30 }), fc.nat({ max: 30 }), (mails, cut) => {
      const items = mails.map((one, i) => prepared(one, `${i}`))
      const sorted = items.toSorted((a, b) => a.occurredAt - b.occurredAt)
      expect(unpacked(packed(items))).toEqual(sorted)
      expect(unpacked(joined([packed(items.slice(0, cut)), packed([]), packed(items.slice(cut))]))).toEqual(sorted)
    }),
  )
})

test('texts, files and words of every kind come out as they were put in, and lie in the store so', () => {
  const bodies = db.prepare(
    'SELECT text, quoted, html FROM body b JOIN interaction i ON i.id = b.interaction_id WHERE source_id LIKE ? ORDER BY i.id',
  )
  const piece = fc.constantFrom('', 'hola', 'ñandú 🤖', '請求書を送ります', '日本', 'a\nb', '\u0000x', '> alt')
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.option(piece), fc.option(piece), fc.uint8Array({ maxLength: 9 })), { maxLength: 5 }), rows => {
      round++
      const items = rows.map(([text, quoted, html, content], i) => {
        const ready = prepare(
          {
            ...mailOf({ who: 0, minute: i, out: false, name: 'Ana', copies: [] }, `${round}-${i}`),
            text,
            ...(quoted !== null && { quoted }),
            ...(html !== null && { html }),
            attachments: [
              { name: 'ñ.bin', type: 'x/y', size: content.length, content },
              { name: 'b', type: 'x/z', size: 1 },
            ],
          },
          { region: 'ES', own },
        )
        if (!ready) throw new Error('nobody')
        return ready
      })
      expect(unpacked(packed(items))).toEqual(items)
      expect(writeBatch(db, { connector: 'email', items: packed(items) }).added).toBe(items.length)
      expect(bodies.all(`${round}-%`)).toEqual(rows.map(([text, quoted, html]) => ({ text, quoted, html })))
    }),
  )
})

test('an interaction that is there already is counted and left as it is', () => {
  round++
  const items = [prepared({ who: 0, minute: 1, out: false, name: 'Ana', copies: [] }, `${round}-a`)]
  writeBatch(db, { connector: 'email', items })
  expect(writeBatch(db, { connector: 'email', items: packed(items) })).toMatchObject({ added: 0, duplicates: 1, customers: [] })
})

test('a batch goes into the index in one piece, also where it makes one thread of two', () => {
  round++
  const apart = mkdtempSync(join(folder, 'pieces-'))
  const other = openDatabase({ folder: apart, key: new Uint8Array(32).fill(7), readonly: false })
  try {
    // Segments, by SQLite's fts5_index.c, "FTS5_SEGMENT_ROWID".
    const pieces = other.prepare<[], number>('SELECT count(DISTINCT id >> 37) FROM interaction_fts_data WHERE id >> 37 > 0').pluck()
    const threads = other.prepare<[], number>('SELECT count(DISTINCT thread_id) FROM thread_key').pluck()
    const one = (minute: number) => ({ who: 0, minute, out: false, name: undefined, copies: [] })
    // Newest first: what the second batch brings was answered by the first.
    const chains = [1, 2, 3, 4, 5]
    writeBatch(other, { connector: 'email', items: chains.map(n => prepared(one(30 + n), `c${n}`, [`b${n}`])) })
    const before = pieces.get() ?? 0
    const older = chains.flatMap(n => [prepared(one(10 + n), `a${n}`), prepared(one(20 + n), `b${n}`, [`a${n}`])])
    writeBatch(other, { connector: 'email', items: older })
    expect(threads.get()).toBe(chains.length)
    expect(pieces.get()).toBe(before + 1)
  } finally {
    other.close()
  }
})

test('attachments survive being handed over as bytes', () => {
  round++
  const [item] = [prepared({ who: 0, minute: 1, out: false, name: undefined, copies: [] }, `${round}-f`)]
  if (!item) throw new Error('nobody')
  const content = new Uint8Array([1, 2, 3])
  item.attachments = [{ name: 'a.bin', type: 'application/octet-stream', size: 3, content, hash: new Uint8Array(32).fill(round) }]
  const [again] = unpack(packed([item]))
  expect(Uint8Array.from(again?.attachments[0]?.content ?? [])).toEqual(content)
})
