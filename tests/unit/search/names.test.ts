import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeCustomers, moveIdentity, splitCustomer } from '../../../electron/customers/ops.ts'
import { addIdentity } from '../../../electron/customers/ops-identities.ts'
import { prepare } from '../../../electron/ingest/prepare.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { eraseCustomer } from '../../../electron/privacy/erase.ts'
import { setField } from '../../../electron/profile/values.ts'
import { matchingIdentities } from '../../../electron/search/identities.ts'
import { type Db, openDatabase } from '../../../electron/store/database.ts'
import { Refusal } from '../../../electron/store/protocol.ts'
import { undoOp } from '../../../electron/suggestions/undo.ts'
import { fold } from '../../../shared/search/fold.ts'

const OUR = 'us@alba.example'
const START = Date.UTC(2025, 0, 1)
const names = [
  '山田太郎',
  '王芳',
  '王 山',
  '山田 太郎',
  'ｶﾞｽ 髙橋',
  '김민준',
  'สมชาย ใจดี',
  'Łukasz Wu',
  'Ana de la Ó',
  'Ng, Mei-Li',
  'Жанна Юн',
  'محمد علي',
  'हरि',
  '𠮷野 J',
  'ana',
]
const asked = [
  '山田太郎',
  '王山',
  '山',
  '山田',
  '田太',
  '王',
  '王芳',
  '王 山',
  'ガ',
  'カス',
  '高橋',
  '민',
  '김민',
  'ชา',
  'l',
  'Łu',
  'wu',
  'ó',
  'de',
  'li',
  'ng',
  'ж',
  'ЮН',
  'مح',
  'عل',
  'ह',
  '𠮷',
  '吉野',
  'j',
  'a',
  'an',
  'p',
  'p1',
  'x',
  'ana l',
  '王 p',
  '山 wu',
  'mei li',
  '芳王',
  'k',
]
const RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}]/u
const PEOPLE = 6

const folder = mkdtempSync(join(tmpdir(), 'hilo-names-'))
let db: Db
let mails = 0

beforeAll(() => {
  db = openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
  for (let person = 0; person < PEOPLE; person++) mail(person, names[person] ?? '')
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

/** Something comes from them, under this name. */
function mail(person: number, name: string): void {
  const at = START + ++mails * 60_000
  const item = prepare(
    {
      sourceId: `${mails}`,
      channel: 'email',
      direction: 'in',
      occurredAt: at,
      from: them(person, name),
      to: [{ kind: 'email', address: OUR }],
      text: 'x',
    },
    { region: 'ES', own: new Set([OUR]) },
  )
  if (item) writeBatch(db, { connector: 'test', items: [item] })
}
const them = (person: number, name: string) => ({ kind: 'email', address: `p${person}@x.example`, ...(name !== '' && { name }) }) as const
const idOf = (person: number) =>
  db.prepare<[string], number>('SELECT id FROM identity WHERE value = ?').pluck().get(`p${person}@x.example`) ?? 0
const ownerOf = (person: number) =>
  db.prepare<[number], number>('SELECT customer_id FROM identity WHERE id = ?').pluck().get(idOf(person)) ?? 0

/** By looking at each: what a word begins with, or holds in scripts without blanks; three characters anywhere. */
function scanned(text: string): number[] {
  const rows = db
    .prepare<[], { id: number; name: string; value: string; given: string | null }>(
      `SELECT i.id, coalesce(i.name, '') AS name, i.value, n.value AS given FROM identity i
       LEFT JOIN attribute_now n ON n.customer_id = i.customer_id AND n.field = 'name' ORDER BY i.id DESC`,
    )
    .all()
  const holds = (where: string) => {
    const folded = fold(where).replace('@x.example', '')
    const joined = folded.replaceAll(' ', '')
    return fold(text)
      .split(' ')
      .every(word =>
        [...word].length > 2 || RUN.test(word)
          ? folded.includes(word) || (RUN.test(word) && [...word].length > 2 && joined.includes(word))
          : ` ${folded}`.split(/[^\p{L}\p{N}\p{M}]+/u).some(one => one.startsWith(word)),
      )
  }
  return rows.filter(({ name, value, given }) => holds(`${name} ${value}`) || (given !== null && holds(given))).map(({ id }) => id)
}

const person = fc.nat(PEOPLE - 1)
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('mail', 'mail', 'name', 'unname', 'merge', 'move', 'split', 'add', 'undo', 'erase'),
    a: person,
    b: person,
    name: fc.constantFrom(...names, ''),
  }),
  { minLength: 1, maxLength: 8 },
)

test('who is found by one or two characters is who a look at everybody finds, whatever was imported, renamed, merged, split, undone and erased', () => {
  fc.assert(
    fc.property(steps, list => {
      db.exec('BEGIN')
      try {
        const ops: string[] = []
        for (const { kind, a, b, name } of list) {
          const at = START + ++mails
          try {
            const [customer, into, identity] = [ownerOf(a), ownerOf(b), idOf(a)]
            if (kind === 'mail') mail(a, name)
            else if (kind === 'name') setField(db, { customer, field: 'name', value: name || null, at })
            else if (kind === 'unname') setField(db, { customer, field: 'name', value: null, at })
            else if (kind === 'merge') ops.push(mergeCustomers(db, { from: customer, into, at }).op)
            else if (kind === 'move') ops.push(moveIdentity(db, { identity, into, at }).op)
            else if (kind === 'split') ops.push(splitCustomer(db, { customer, identities: [identity], at }).op)
            else if (kind === 'add') ops.push(addIdentity(db, { customer, kind: 'handle', value: `whatsapp:${name} ${mails}`, at }).op)
            else if (kind === 'erase') eraseCustomer(db, { customer, at, backups: [] })
            else undoOp(db, { op: ops.pop() ?? '', at })
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
        }
        for (const text of asked) expect([text, matchingIdentities(db, text, 1000)]).toEqual([text, scanned(text)])
      } finally {
        db.exec('ROLLBACK')
      }
    }),
    { numRuns: 40 },
  )
})
