import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '../../../electron/ingest/prepare.ts'
import type { Prepared } from '../../../electron/ingest/prepared.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { search } from '../../../electron/search/search.ts'
import { learnWords } from '../../../electron/search/vocabulary.ts'
import { indexableNames } from '../../../electron/search/words.ts'
import { type Db, openDatabase } from '../../../electron/store/database.ts'
import { parseQuery } from '../../../shared/model/query.ts'
import { fold } from '../../../shared/search/fold.ts'
import { highlight, marksOf } from '../../../shared/search/mark.ts'

const texts = [
  'Die Telefonrechnung ist falsch, Straße 5; Frau Müller war da, groß',
  'Meine Rechnung vom Telefon fehlt. Strasse, Mueller, gross',
  'Proszę o fakturę, Łódź, złoty, Wałęsa',
  'مرحبًا، مُحَمَّد يريد الفاتورة ٤٤٧١. أحمد، مدرسة',
  'محمد يريد فاتورة، احمد، مدرسه',
  '청구서를 받았습니다. 인터넷요금이 이상해요',
  'สวัสดีครับ ใบแจ้งหนี้ของผมผิด',
  'हिन्दी में नमस्ते, बिल गलत है',
  'Παρακαλώ στείλτε μου το τιμολόγιο, λόγος',
  'Счёт пришёл неправильный. Королёв',
  'Øresund Åse Bjørn Đặng Nguyễn ışık',
  'call me at 600 111 222 or (0)911-22-33-44, in Nürnberg +49 (0)911 778899',
  'Order 12-3456-789, ref AB-2024-188412, amount 1.234,56 € (AT-167025) and $2,345.67',
  'カード番号はＡＢＣ１２３、ﾓﾃﾞﾑが壊れた。髙橋',
  `ガス料金 ${'ガス かぎ 한국어'.normalize('NFD')}`,
  "L’intervention de l'équipe d’Orange, שָׁלוֹם, ofﬁce",
  '先日の請求書の件でご連絡しました。東京都在住です。𠮷野家',
  '您好，我的宽带无法连接，发票也没有收到。',
  'The quick, brown fox - jumps',
  'My Wi-Fi is slow, I can’t log in, 佐藤 花子',
  'webmail, login, zeroday',
  'りんごを買いました',
  'リンゴジュースとﾘﾝｺﾞ飴',
  'We write it in Old C: category C, then C++ and c#, on .NET; see plan.pdf',
  'A car of class C comes with net and gross prices, canal tv',
  'Firmware v2.3.1 breaks it, 2.4.0 does not',
  'Ticket INC0012345 and case CS-778899',
  'about inc12345 now',
  'José Mª García, M.ª Paz, 2ª planta',
  'my cousin josé maria',
  '我的手機收不到發票，後台顯示錯誤',
]
const names: Readonly<Record<number, string>> = { 2: 'Łukasz Dörfler', 21: 'やまだ はなこ', 28: 'José Mª García' }
const nameOf = (index: number) => names[index] ?? 'Ana'
/** More than a page of a word, and newer ones that hold it within another. */
const many = Array.from({ length: 60 }, (_, index) => `${index % 10 === 9 ? 'Mietvertrag' : 'Vertrag'} ${index}`)
const AT = Date.UTC(2024, 0, 1)
const folder = mkdtempSync(join(tmpdir(), 'hilo-found-'))
let db: Db

beforeAll(() => {
  db = openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
  const items = [...texts, ...many].map((text, index) =>
    prepare(
      {
        sourceId: `${index}`,
        channel: 'email',
        direction: 'in',
        occurredAt: AT + index * 60_000,
        from: { kind: 'email', address: `p${index}@x.example`, name: nameOf(index) },
        to: [{ kind: 'email', address: 'us@alba.example' }],
        text,
      },
      { region: 'ES', own: new Set(['us@alba.example']) },
    ),
  )
  writeBatch(db, { connector: 'mail', items: items.filter((one): one is Prepared => one !== undefined) })
  while (!learnWords(db).done);
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const ask = (text: string) => search(db, { text, timeZone: 'UTC', limit: 200 })

/** Which texts were found, and what was marked in each; undefined when something else was searched for instead. */
function found(text: string): Record<number, string[]> | undefined {
  const { hits, instead } = ask(text)
  if (instead !== undefined) return undefined
  return Object.fromEntries(hits.map(hit => [(hit.occurredAt - AT) / 60_000, hit.snippet.filter(part => part.hit).map(part => part.text)]))
}

describe('is found and marked', () => {
  test.each<[string, Record<number, string[]>]>([
    ['rechnung', { 0: ['rechnung'], 1: ['Rechnung'] }],
    ['strasse', { 0: ['Straße'], 1: ['Strasse'] }],
    ['mueller', { 0: ['Müller'], 1: ['Mueller'] }],
    ['muller', { 0: ['Müller'], 1: ['Mueller'] }],
    ['"frau mueller"', { 0: ['Frau Müller'] }],
    ['"strasse 5"', { 0: ['Straße 5'] }],
    ['lodz walesa', { 2: ['Łódź', 'Wałęsa'] }],
    ['محمد', { 3: ['مُحَمَّد'], 4: ['محمد'] }],
    ['أحمد مدرسة', { 3: ['أحمد', 'مدرسة'], 4: ['احمد', 'مدرسه'] }],
    ['4471', { 3: ['٤٤٧١'] }],
    ['요금', { 5: ['요금'] }],
    ['หนี้', { 6: ['หนี้'] }],
    ['नमस्ते', { 7: ['नमस्ते'] }],
    ['τιμολογιο ΛΟΓΟΣ', { 8: ['τιμολόγιο', 'λόγος'] }],
    ['счет королев', { 9: ['Счёт', 'Королёв'] }],
    ['oresund dang isik', { 10: ['Øresund', 'Đặng', 'ışık'] }],
    ['600111222', { 11: ['600 111 222'] }],
    ['+34 600 11 12 22', { 11: ['600 111 222'] }],
    ['111222', { 11: ['111 222'] }],
    ['911223344', { 11: ['911-22-33-44'] }],
    ['+49911778899', { 11: ['0)911 778899'] }],
    ['123456789', { 12: ['12-3456-789'] }],
    ['AB2024188412', { 12: ['AB-2024-188412'] }],
    ['AT167025', { 12: ['AT-167025'] }],
    ['2024 188412', { 12: ['2024-188412'] }],
    ['"ref AB-2024-188412"', { 12: ['ref AB-2024-188412'] }],
    ['"call me at 600 111 222"', { 11: ['call me at 600 111 222'] }],
    ['1234,56', { 12: ['1.234,56'] }],
    ['2345.67', { 12: ['2,345.67'] }],
    ['abc123 モデム', { 13: ['ＡＢＣ１２３', 'ﾓﾃﾞﾑ'] }],
    ['高橋', { 13: ['髙橋'] }],
    ['ｶﾞｽ', { 14: ['ガス', 'ガス'.normalize('NFD')] }],
    ['カス', {}],
    ['ガ', { 14: ['ガ', 'ガ'.normalize('NFD')] }],
    ['한국', { 14: ['한국'.normalize('NFD')] }],
    ['"l\'équipe d\'orange"', { 15: ["l'équipe d’Orange"] }],
    ['שלום office', { 15: ['שָׁלוֹם', 'ofﬁce'] }],
    ['"件"', { 16: ['件'] }],
    ['𠮷野', { 16: ['𠮷野'] }],
    ['“quick brown”', { 18: ['quick, brown'] }],
    ['«brown fox»', { 18: ['brown fox'] }],
    ['"quick fox"', {}],
    ['wifi', { 19: ['Wi-Fi'] }],
    ['cant', { 19: ['can’t'] }],
    ['login', { 19: ['log in'], 20: ['login'] }],
    ['log-in', { 19: ['log in'], 20: ['login'] }],
    ['web-mail', { 20: ['webmail'] }],
    ['"web-mail"', {}],
    ['りんご', { 21: ['りんご'], 22: ['リンゴ', 'ﾘﾝｺﾞ'] }],
    ['リンゴ', { 21: ['りんご'], 22: ['リンゴ', 'ﾘﾝｺﾞ'] }],
    ['ﾘﾝｺﾞ', { 21: ['りんご'], 22: ['リンゴ', 'ﾘﾝｺﾞ'] }],
    ['"りんごを"', { 21: ['りんごを'] }],
    ['c++', { 23: ['C++'] }],
    ['C#', { 23: ['c#'] }],
    ['.net', { 23: ['.NET'] }],
    ['.pdf', { 23: ['.pdf'] }],
    ['"c++"', { 23: ['C++'] }],
    ['c++ old', { 23: ['Old', 'C++'] }],
    // Nobody writes it with its sign.
    ['canal+', { 24: ['canal'] }],
    ['2.3.1', { 25: ['v2.3.1'] }],
    ['v2.4.0', { 25: ['2.4.0'] }],
    ['v2.4', { 25: ['2.4'] }],
    ['INC12345', { 26: ['INC0012345'], 27: ['inc12345'] }],
    ['INC0012345', { 26: ['INC0012345'], 27: ['inc12345'] }],
    ['INC-0012345', { 26: ['INC0012345'], 27: ['inc12345'] }],
    ['inc1234', { 26: ['INC001234'], 27: ['inc1234'] }],
    ['cs0778899', { 26: ['CS-778899'] }],
    ['jose ma', { 28: ['José', 'Mª', 'M.ª'], 29: ['josé', 'ma'] }],
    ['jose maria', { 28: ['José', 'Mª', 'M.ª'], 29: ['josé', 'maria'] }],
    ['"jose maria"', { 29: ['josé maria'] }],
    ['mª paz', { 28: ['Mª', 'M.ª', 'Paz'] }],
    ['2a planta', { 28: ['2ª', 'planta'] }],
    ['手机', { 30: ['手機'] }],
    ['手機', { 30: ['手機'] }],
    ['发票', { 17: ['发票'], 30: ['發票'] }],
    ['發票', { 17: ['发票'], 30: ['發票'] }],
    ['"手机收不到发票"', { 30: ['手機收不到發票'] }],
    ['后台', { 30: ['後台'] }],
    ['機', { 30: ['機'] }],
    ['机', { 30: ['機'] }],
    ['寬帶無法 -手机', { 17: ['宽带无法'] }],
    ['发票 -手机', { 17: ['发票'] }],
    ['rechnung AND frau', { 0: ['rechnung', 'Frau'] }],
    ['webmail OR wifi', { 19: ['Wi-Fi'], 20: ['webmail'] }],
    ['webmail OR "quick brown" OR 600111222', { 11: ['600 111 222'], 18: ['quick, brown'], 20: ['webmail'] }],
    ['login webmail OR lodz', { 20: ['webmail', 'login'] }],
    ['lodz OR 600 11 12 22', { 2: ['Łódź'], 11: ['600 111 222'] }],
    ['lodz OR', { 2: ['Łódź'] }],
    ['佐藤花子', { 19: ['佐藤 花子'] }],
    ['rechnung -telefonrechnung', { 1: ['Rechnung'] }],
    ['rechnung -"vom telefon"', { 0: ['rechnung'] }],
    ['-fox from:"p18@x.example"', {}],
    ['-wolf from:"p18@x.example"', { 18: [] }],
    ['-"the 12 monkeys" has:attachment', {}],
    ['from:p18@x.example before:2025 channel:email -rechnung', { 18: [] }],
  ])('%s', (text, wanted) => {
    expect(found(text)).toEqual(wanted)
  })
})

test.each([
  ['Łukasz Dörfler', ['lukasz', 'Łukasz', 'doerfler', 'dörfler', 'dorfler', 'nobody OR lukasz']],
  ['José Mª García', ['jose ma', 'ma garcia', 'José María', 'mª', '28', 'garcia jose OR josef']],
  ['やまだ はなこ', ['ヤマダ', 'はなこ', 'ﾔﾏﾀﾞ', 'やまだはなこ', 'ヤマダハナコ']],
])('%s is found as others would type it', (name, all) => {
  for (const typed of all) expect([typed, ask(typed).customers.map(one => one.name)]).toEqual([typed, [name]])
})

test('one letter beside filters finds each text in which a word begins with it, and no other', () => {
  const begins = (text: string, letter: string) =>
    fold(text)
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .some(word => word.startsWith(letter))
  for (const letter of ['r', 'f', 'م', 'λ', 'к', '6', 'b', 'q']) {
    for (const [index, text] of texts.entries()) {
      const isThere = begins(`${text} p${index} x example us alba ${nameOf(index)}`, letter)
      const hits = search(db, { text: `${letter} from:p${index}@x.example`, timeZone: 'UTC', limit: 5 }).hits
      expect([letter, index, hits.map(hit => (hit.occurredAt - AT) / 60_000)]).toEqual([letter, index, isThere ? [index] : []])
    }
    const ids = (query: string) => ask(query).hits.map(({ id }) => id)
    for (const filter of ['channel:email', 'after:2023 channel:email']) expect(ids(`${letter} ${filter}`)).toEqual(ids(letter))
  }
  const newer = new Date(AT + 40 * 60_000).toISOString().slice(0, 10)
  expect(ask(`vertrag after:${newer}`).hits).toHaveLength(60)
  expect(ask(`vertrag before:${newer}`).hits).toEqual([])
})

const firstWord = (id: number) =>
  db.prepare<[number], string>("SELECT substr(text, 1, instr(text, ' ') - 1) FROM body WHERE interaction_id = ?").pluck().get(id)

test('a longer list begins as the shorter one did, and nobody is in it twice', () => {
  for (const order of ['best', 'newest'] as const) {
    for (const grouped of [false, true]) {
      const list = (limit: number) => search(db, { text: 'vertrag', timeZone: 'UTC', order, grouped, limit }).hits.map(({ id }) => id)
      const all = list(200)
      expect(new Set(all).size).toBe(60)
      // Words as they were typed before those they are within.
      if (order === 'best' && !grouped) expect(all.slice(-6).map(firstWord)).toEqual(Array(6).fill('Mietvertrag'))
      for (const limit of [10, 40, 59, 60]) expect(list(limit)).toEqual(all.slice(0, limit))
    }
  }
})

test('whatever stands in a text is found by any part of it that a word begins with, or any part at all without blanks; and is marked', () => {
  const words = fc.constantFrom(...texts.entries()).chain(([index, text]) => {
    const all =
      text
        // Mª is not Ma but another spelling of it.
        .replace(/\S*ª/g, '')
        .normalize('NFKC')
        .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}]+|[\p{L}\p{M}]+/gu) ?? []
    return fc.constantFrom(...all).chain(word => {
      const letters = Array.from(word.matchAll(/\P{M}\p{M}*/gu), match => match[0])
      const anywhere = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(word)
      return fc
        .record({ from: fc.nat(anywhere ? letters.length - 1 : 0), length: fc.integer({ min: 1, max: letters.length }) })
        .map(({ from, length }) => ({ index, part: letters.slice(from, from + length).join('') }))
    })
  })
  fc.assert(
    fc.property(words, ({ index, part }) => {
      const hits = found(part)
      expect(hits?.[index]?.length ?? 0).toBeGreaterThan(0)
      // Nothing is found that does not hold it in some spelling; names and addresses are not among what is marked.
      if (part.length < 3) return
      for (const other of Object.keys(hits ?? {})) expect([other, hits?.[Number(other)]]).not.toEqual([other, []])
    }),
    { numRuns: 100 },
  )
})

test('every character is told apart by the index as it is by folding it', () => {
  const all = Array.from({ length: 0xffff }, (_, code) => code).filter(code => code >= 0x80 && (code < 0xd800 || code > 0xf8ff))
  db.exec(`CREATE VIRTUAL TABLE temp.one USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE temp.one_term USING fts5vocab(temp, one, instance)`)
  const insert = db.prepare('INSERT INTO temp.one (rowid, text) VALUES (?, ?)')
  db.transaction(() => {
    for (const code of all) {
      const text = `a${String.fromCharCode(code)}b`
      insert.run(code * 2, indexableNames(text))
      insert.run(code * 2 + 1, indexableNames(fold(text)))
    }
  })()
  const terms = new Map<number, string>()
  for (const { doc, term } of db
    .prepare<[], { doc: number; term: string }>('SELECT doc, term FROM temp.one_term ORDER BY doc, offset')
    .all()) {
    terms.set(doc, `${terms.get(doc) ?? ''} ${term}`)
  }
  expect(all.filter(code => terms.get(code * 2) !== terms.get(code * 2 + 1)).map(code => code.toString(16))).toEqual([])
})

test('nothing that can be typed breaks it', () => {
  const hostile = [
    '\ud800',
    '\udc00x',
    '"\ud800',
    '+1(0)2',
    '-"',
    '-',
    '--x',
    '(0)',
    '+',
    '00',
    '-from:ana',
    'x'.repeat(500),
    'a '.repeat(250),
    '1 '.repeat(250),
    '請'.repeat(250),
    'é́́́'.repeat(100),
    '.*+?^$()|[]\\',
    '‮abc‬',
    '🙂🙂',
    'NEAR("a" "b", 2)',
    'text:x',
    '{a b}:c',
    '^a',
    'a + b',
  ]
  for (const text of hostile) ask(text)
  expect(ask('fox -from:ana is:lost').ignored).toEqual(['-from:ana', 'is:lost'])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), text => {
      ask(text)
      expect(highlight('', marksOf(parseQuery(text, 'UTC')))).toEqual([])
    }),
    { numRuns: 100 },
  )
})
