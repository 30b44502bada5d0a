import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkDerived } from '../../../electron/audit/derived.ts'
import { addIdentity } from '../../../electron/customers/ops-identities.ts'
import { prepare } from '../../../electron/ingest/prepare.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { openDatabase } from '../../../electron/store/database.ts'
import { undoOp } from '../../../electron/suggestions/undo.ts'

const START = Date.UTC(2025, 0, 1)
const OUR = 'us@alba.example'
/** Written by the Hilo before these: what an agent settled kept people waiting, and an address was spelt as it came. */
const BEFORE_SETTLED_WAITING = 26
/** Written by the Hilo before this: who was in copy of a question waited too. */
const BEFORE_COPIES = 30

test('a database of before: who was settled waits no more, and an address in Punycode is the one that it stands for, in what is undone too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-migrate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const opened = () => openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
  const old = opened()
  const people = ['open', 'pending', 'solved', 'answered', 'no case']
  const items = people.flatMap((name, i) =>
    ['in', 'in', ...(name === 'answered' ? ['out'] : [])].flatMap((direction, turn) => {
      const them = { kind: 'email', address: `p${i}@x.example`, name } as const
      const us = { kind: 'email', address: OUR } as const
      const out = direction === 'out'
      const ready = prepare(
        {
          sourceId: `${i} ${turn}`,
          channel: 'email',
          direction: out ? 'out' : 'in',
          occurredAt: START + turn * 60_000 + i,
          from: out ? us : them,
          to: [out ? them : us],
          text: name,
        },
        { region: 'ES', own: new Set([OUR]) },
      )
      return ready ?? []
    }),
  )
  writeBatch(old, { connector: 'test', items })
  for (const [i, state] of ['open', 'pending', 'solved'].entries()) {
    old
      .prepare(
        `INSERT INTO "case" (key, identity_id, subject, state, state_at, opened_at, made_at) SELECT ?, id, '', ?, 1, 1, 1 FROM identity WHERE value = ?`,
      )
      .run(state, state, `p${i}@x.example`)
    // Of those that wait only the first is in it: the second asks for itself.
    old
      .prepare(
        `INSERT INTO case_interaction (interaction_id, case_id, reason) SELECT i.id, c.id, '{"why":"first"}' FROM interaction i, "case" c
       WHERE c.key = ? AND (i.source_id = ? OR (c.key = 'solved' AND i.source_id = ?))`,
      )
      .run(state, `${i} 0`, `${i} 1`)
  }
  old.exec(`UPDATE customer SET waiting_since = ${START} WHERE name <> 'answered'`)
  const owner = old.prepare<[], number>("SELECT id FROM customer WHERE name = 'open'").pluck().get() ?? 0
  const { op } = addIdentity(old, { customer: owner, kind: 'email', value: 'ana@xn--mnchen-3ya.example', at: START })
  for (const value of ['eva@xn--mnchen-3ya.example', 'eva@münchen.example'])
    addIdentity(old, { customer: owner, kind: 'email', value, at: START })
  old.pragma(`user_version = ${BEFORE_SETTLED_WAITING}`)
  old.close()

  const db = opened()
  onTestFinished(() => void db.close())
  const waiting = db.prepare<[], [string, number | null]>('SELECT name, waiting_since FROM customer ORDER BY id').raw().all()
  expect(waiting).toEqual([
    ['open', START],
    ['pending', START + 60_001],
    ['solved', null],
    ['answered', null],
    ['no case', START + 4],
  ])
  expect(checkDerived(db)).toEqual([])
  const mails = () => db.prepare<[], string>("SELECT value FROM identity WHERE value LIKE '%nchen%' ORDER BY value").pluck().all()
  expect(mails()).toEqual(['ana@münchen.example', 'eva@münchen.example', 'eva@xn--mnchen-3ya.example'])
  expect(db.prepare("SELECT count(*) FROM identity_fts WHERE identity_fts MATCH 'münchen'").pluck().get()).toBe(2)
  undoOp(db, { op, at: START })
  expect(mails()).toHaveLength(2)
})

test('a database of before: who was only in copy waits no more, nor for longer than for what they asked themselves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-migrate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const opened = () => openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
  const old = opened()
  const person = (name: string) => ({ kind: 'email', address: `${name}@Xn--Mnchen-3ya.example`, name }) as const
  const us = { kind: 'email', address: OUR } as const
  const mails = [
    { from: person('asks'), cc: ['copied', 'later', 'settled'] },
    { from: person('later'), cc: ['asks'] },
    { from: us, cc: [], to: 'answered' },
    { from: person('answered'), cc: ['copied'] },
    { from: person('settled'), cc: [] },
    { from: us, cc: ['answered'], to: 'settled' },
    { from: person('settled'), cc: ['answered'] },
  ]
  const items = mails.flatMap(({ from, cc, to }, minute) => {
    const out = from === us
    const ready = prepare(
      {
        sourceId: `${minute}`,
        channel: 'email',
        direction: out ? 'out' : 'in',
        occurredAt: START + minute * 60_000,
        from,
        to: [to === undefined ? us : person(to)],
        cc: cc.map(person),
        text: 'a word',
      },
      { region: 'ES', own: new Set([OUR]) },
    )
    return ready ?? []
  })
  writeBatch(old, { connector: 'test', items })
  const told = (db: typeof old) =>
    db.prepare<[], [string, number | null]>('SELECT name, waiting_since FROM customer ORDER BY name').raw().all()
  const rows = 'SELECT identity_id, interaction_id, asks FROM participation ORDER BY 1, 2'
  const now = { told: told(old), rows: old.prepare(rows).all() }
  const minute = (n: number) => START + n * 60_000
  expect(now.told).toEqual([
    ['answered', null],
    ['asks', minute(0)],
    ['copied', null],
    ['later', minute(1)],
    ['settled', minute(6)],
  ])
  old.exec(`UPDATE participation SET asks = 1 WHERE asks IS NULL;
    UPDATE customer SET waiting_since = ${minute(0)} WHERE name IN ('copied', 'later');
    UPDATE customer SET waiting_since = ${minute(6)} WHERE name = 'answered'`)
  // Kept in Punycode: what it stands for was there, too.
  const respell = (db: typeof old, before: string, after: string) =>
    db.prepare("UPDATE identity SET value = replace(value, ?, ?) WHERE value LIKE 'asks@%'").run(before, after)
  respell(old, '@münchen', '@xn--mnchen-3ya')
  old.pragma(`user_version = ${BEFORE_COPIES}`)
  old.close()

  const db = opened()
  onTestFinished(() => void db.close())
  respell(db, '@xn--mnchen-3ya', '@münchen')
  expect({ told: told(db), rows: db.prepare(rows).all() }).toEqual(now)
  expect(checkDerived(db)).toEqual([])
})
