import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Client } from '#shared/contract/index.ts'
import { type Mail, mail as rendered, writeMbox } from './support/mail.ts'
import { suggested } from './support/suggested.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const OWN = ['support@us.example']
const at = (day: number) => new Date(Date.UTC(2025, 0, day)).toISOString()
const mail = (id: string, from: string, day: number, text = 'Hello'): Mail => ({
  id: `${id}@x`,
  from,
  to: 'support@us.example',
  at: at(day),
  text,
})

/** Ana by two addresses, of which one signs with a number; and enough others to know how common names are. */
const people: Mail[] = [
  mail('a1', 'Ana Quiroga <ana.quiroga@one.example>', 1, 'Where is order AB-778812?'),
  mail('a2', 'Ana Quiroga <quiroga@two.example>', 2, 'My order AB-778812 is late.\n\nKind regards\nAna Quiroga\n+34 600 111 222'),
  ...['Bea Lopez', 'Carl Braun', 'Dora Klein', 'Emil Wolf', 'Fay Green', 'Gus Hall', 'Hal Ward', 'Ivy Stone'].map((name, i) =>
    mail(`o${i}`, `${name} <${name.replace(' ', '.').toLowerCase()}@x.example>`, 3 + i),
  ),
]

async function opened(mails = people) {
  const app = await openTestApp()
  await importFiles(app.client, [writeMbox(join(testFolder(), 'people.mbox'), mails)], OWN)
  return app
}

const one = (count: number) => count === 1

test('an address book joins what is one person, keeps apart what is not, and each join can be undone', async () => {
  const { client } = await opened()
  const before = await client.customers.list({ limit: 100 })
  const book = join(testFolder(), 'book.vcf')
  const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
  writeFileSync(
    book,
    card(
      'FN:Ana Quiroga',
      'EMAIL:ana.quiroga@one.example',
      'EMAIL:Quiroga@two.example',
      'TEL:+34 910 000 111',
      'TEL:+34 600 000 111',
      'ORG:Alba',
      'BDAY:1980-02-03',
    ) +
      // The family's phone, and a mailbox of many.
      card('FN:Luis Quiroga', 'EMAIL:luis@two.example', 'TEL:+34 910 000 111', 'EMAIL:info@two.example'),
  )
  expect(await importFiles(client, [book])).toMatchObject({ state: 'done', read: 2, added: 2, rejected: 0 })
  const { rows } = await client.customers.list({ limit: 100 })
  expect(rows).toHaveLength(before.rows.length - 1)
  const ana = rows.find(({ name }) => name === 'Ana Quiroga')?.id ?? 0
  const profile = await client.customers.get({ id: ana })
  expect(profile.identities.map(({ value, source }) => [value, source]).sort()).toEqual([
    ['+34600000111', 'vcard'],
    ['ana.quiroga@one.example', 'email'],
    ['quiroga@two.example', 'email'],
  ])
  const { fields } = await client.profile.details({ customer: ana })
  expect(fields.map(({ attribute, value, origin }) => [attribute.name, value, origin?.by])).toEqual([
    ['Company', 'Alba', 'book.vcf'],
    ['Birthday', '1980-02-03', 'book.vcf'],
  ])
  expect(await importFiles(client, [book])).toMatchObject({ read: 2, added: 0, duplicates: 2 })
  // Who never wrote is in no list, but found by name and number; and anybody by what is known of them.
  expect(rows.map(({ name }) => name)).not.toContain('Luis Quiroga')
  expect((await client.customers.find({ text: 'luis', limit: 5 })).rows).toEqual([{ id: expect.any(Number), name: 'Luis Quiroga' }])
  expect((await client.customers.find({ text: 'quiroga', limit: 5 })).rows.map(({ name }) => name)).toEqual(['Ana Quiroga', 'Luis Quiroga'])
  const found = await client.search.query({ text: 'álb', timeZone: 'UTC' })
  expect(found.customers).toEqual([
    {
      id: ana,
      name: 'Ana Quiroga',
      // By what is known of her, not by an address: no `kind`.
      match: [
        { text: 'Alb', hit: true },
        { text: 'a', hit: false },
      ],
    },
  ])

  // A book is taken back as a whole; what an agent said since stays.
  writeFileSync(book, card('FN:Nora Nord', 'TEL:+34 910 000 222', 'NOTE:Shy') + card('FN:Olga Ost', 'TEL:+34 910 000 333', 'NOTE:Loud'))
  const job = await importFiles(client, [book])
  const [olga] = (await client.customers.find({ text: 'olga', limit: 5 })).rows
  const note = (await client.profile.attributes({})).attributes.find(({ name }) => name === 'Note')?.id ?? ''
  await client.profile.set({ customer: olga?.id ?? 0, field: note, value: 'Calls on Mondays' })
  expect(await client.imports.undo({ job: job.id })).toEqual({ kept: 1 })
  expect((await client.customers.find({ text: 'nora', limit: 5 })).rows).toEqual([])
  const told = await client.profile.details({ customer: olga?.id ?? 0 })
  expect(told.fields.find(({ attribute }) => attribute.id === note)).toMatchObject({ value: 'Calls on Mondays', others: [] })
  await expect(client.imports.undo({ job: job.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await client.imports.jobs()).jobs[0]).toMatchObject({ id: job.id, undo: 'done' })

  for (const { id } of profile.history) await client.customers.undo({ op: id })
  expect((await client.customers.list({ limit: 100 })).rows).toHaveLength(before.rows.length)
})

test('two addresses of one person are suggested with the reasons and the mail they were read in', async () => {
  const address = 'nv4471@work.example'
  const { client } = await opened([
    ...people,
    mail(
      'm1',
      'Nora Vidal <nora@one.example>',
      13,
      `I have moved: please send what you have for me to ${address} from now on.\n\nThank you`,
    ),
    mail('m2', address, 14),
  ])
  const [found, mentioned] = await suggested(client, count => count === 2)
  expect([found?.a.name, found?.b.name]).toEqual(['Ana Quiroga', 'Ana Quiroga'])
  expect(found?.score).toBeGreaterThan(0.9)
  const reference = found?.reasons.find(({ code }) => code === 'reference-same')
  expect(reference).toMatchObject({ a: 'AB-778812', origin: { at: Date.parse(at(1)) } })
  const { interaction = 0 } = reference?.origin ?? {}
  expect((await client.timeline.get({ id: interaction })).text).toContain('AB-778812')
  // Who wrote an address of somebody's may be them: never joined unasked.
  expect(mentioned?.reasons).toMatchObject([{ code: 'mention-same', a: address, b: address, origin: { at: Date.parse(at(13)) } }])
})

test('what is several people’s proves nothing, nor what somebody else wrote with them in copy; one mailbox is one by whatever name its provider takes', async () => {
  const signed = (name: string, number: string) => `Hello\n\nKind regards\n${name}\n${number}`
  const forwarded = (above: string) =>
    `${above}---------- Forwarded message ---------\nFrom: Jens Kraft <jens@c.example>\nDate: Thu, 16 Jan 2025 10:00\n\n${signed('Jens Kraft', '+49 30 12345678')}`
  const mails = [
    // A family's phone, a firm's mailbox with its switchboard, a list.
    mail('f1', 'Luis Ruiz <luis@fam.example>', 3, signed('Luis Ruiz', '+34 910 000 111')),
    mail('f2', 'Nuria Ruiz <nuria@fam.example>', 4, signed('Nuria Ruiz', '+34 910 000 111')),
    mail('i1', 'Firma <info@firma.example>', 5, signed('Marta Gil', '+34 910 000 222')),
    mail('i2', 'Firma <info@firma.example>', 6, signed('Pedro Sanz', '+34 910 000 222')),
    mail('i3', 'Marta Gil <marta@firma.example>', 7, `${signed('Marta Gil', '+34 910 000 222')}\ninfo@firma.example`),
    mail('i4', 'Pedro Sanz <pedro@firma.example>', 8, `${signed('Pedro Sanz', '+34 910 000 222')}\ninfo@firma.example`),
    mail('l1', 'Luis Ruiz via Friends <friends@lists.example>', 9),
    mail('l2', 'Iris Vela via Friends <friends@lists.example>', 10),
    // A couple's order, and one first name.
    mail('c1', 'Iris Vela <iris@a.example>', 11, 'Order CD-55443'),
    mail('c2', 'Raul Paz <raul@b.example>', 12, 'Order CD-55443'),
    mail('n1', 'Mila <mila1@a.example>', 13),
    mail('n2', 'Mila <mm@b.example>', 14),
    // A colleague in copy.
    mail('k1', 'Ursula Weber <ursula@c.example>', 15, 'Please write to my colleague Jens Kraft <jens@c.example>'),
    {
      ...mail('k2', 'Jens Kraft <jens@c.example>', 16, signed('Jens Kraft', '+49 30 12345678')),
      headers: ['Cc: Ursula Weber <ursula@c.example>'],
    },
    // Forwarded mail ends with somebody else's signature.
    mail('w1', 'Olga Fink <olga@d.example>', 23, forwarded('Please see below.\n\n')),
    mail('w2', 'Nils Holm <nils@e.example>', 24, forwarded('')),
    ...['pat.doe', 'patdoe+a', 'p.atdoe+b'].map((local, i) => mail(`g${i}`, `${local}@gmail.com`, 17 + i)),
    ...['quin', 'quin+a', 'q.uin'].map((local, i) => mail(`q${i}`, `${local}@firm.example`, 20 + i)),
  ]
  const { client } = await opened([...people, ...mails])
  const found = await suggested(client, count => count > 1)
  const pairs = found.map(({ a, b }) =>
    [a, b]
      .map(side => side.identities[0]?.value)
      .sort()
      .join(' '),
  )
  expect(pairs.sort()).toEqual([
    'ana.quiroga@one.example quiroga@two.example',
    'p.atdoe+b@gmail.com pat.doe@gmail.com',
    'p.atdoe+b@gmail.com patdoe+a@gmail.com',
    'pat.doe@gmail.com patdoe+a@gmail.com',
  ])
  const ursula = (await client.customers.list({ text: 'Ursula' })).rows[0]?.id ?? 0
  expect((await client.suggestions.mentioned({ customer: ursula })).rows.map(({ value }) => value)).toEqual(['jens@c.example'])
  // A name that an agent gives is known, too.
  const nobody = (await client.customers.list({ text: 'q.uin' })).rows[0]?.id ?? 0
  await client.profile.set({ customer: nobody, field: 'name', value: 'Jens Kraft' })
  const named = await suggested(client, count => count > 4)
  expect(named.some(({ a, b }) => a.name === 'Jens Kraft' && b.name === 'Jens Kraft')).toBe(true)

  // A number is Otto's as far as is known, until Paula signs with it, too.
  const later = (...more: Mail[]) => importFiles(client, [writeMbox(join(testFolder(), 'later.mbox'), more)], OWN)
  const chat = join(testFolder(), 'WhatsApp Chat with +34 912 345 678.txt')
  writeFileSync(chat, '12/01/2025, 10:00 - +34 912 345 678: Hello\n12/01/2025, 10:01 - +34 912 345 678: Are you there?\n')
  await importFiles(client, [chat], OWN)
  await later(mail('s1', 'Otto Lang <otto@z.example>', 26, signed('Otto Lang', '+34 912 345 678')))
  const withOtto = await suggested(client, count => count > named.length)
  expect(withOtto.find(({ b }) => b.name === 'Otto Lang')?.reasons[0]).toMatchObject({ code: 'phone-same', a: '+34912345678' })
  await later(mail('s2', 'Paula Moll <paula@z.example>', 27, signed('Paula Moll', '+34 912 345 678')))
  await suggested(client, count => count === named.length)
})

test('yes merges, undoing brings the suggestion back, and all of it is listed', async () => {
  const { client } = await opened()
  const [found] = await suggested(client, one)
  if (!found) throw new Error('a suggestion')
  const pair = { a: found.a.customer, b: found.b.customer }
  const { op } = await client.suggestions.answer({ ...pair, answer: 'yes' })
  expect((await client.customers.get({ id: found.stays })).identities).toHaveLength(2)
  expect((await client.suggestions.list({})).rows).toEqual([])
  await expect(client.suggestions.answer({ ...pair, answer: 'no' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await client.customers.undo({ op })
  expect((await client.customers.get({ id: pair.a })).identities).toHaveLength(1)
  await suggested(client, one)
  expect((await client.suggestions.decided({})).rows).toMatchObject([{ op, answer: 'yes', undone: true }])
})

test('a no holds whoever the two are merged with, and is forgotten when it is undone', async () => {
  const { client } = await opened()
  const [found] = await suggested(client, one)
  if (!found) throw new Error('a suggestion')
  const pair = { a: found.a.customer, b: found.b.customer }
  const { op } = await client.suggestions.answer({ ...pair, answer: 'no' })
  // It is told to who merges them all the same, and still holds when that is undone.
  const { said } = await client.suggestions.apart(pair)
  expect(said?.at).toBe((await client.suggestions.decided({})).rows[0]?.at)
  const [theirs] = (await client.customers.get({ id: pair.a })).identities
  const merged = await client.customers.merge({ from: pair.a, into: pair.b })
  await client.customers.undo(merged)
  // Nor does it go unsaid of the address alone; of one that came since nothing was said.
  expect(await client.suggestions.apart({ ...pair, identity: theirs?.id ?? 0 })).toEqual({ said })
  const added = await client.customers.add({ customer: pair.a, address: '+34600000999' })
  const since = (await client.customers.get({ id: pair.a })).identities.find(({ id }) => id !== theirs?.id)
  expect(await client.suggestions.apart({ ...pair, identity: since?.id ?? 0 })).toEqual({})
  await client.customers.undo(added)
  expect(await client.suggestions.apart(pair)).toEqual({ said })
  const { rows } = await client.customers.list({})
  const bea = rows.find(({ name }) => name === 'Bea Lopez')
  if (!bea) throw new Error('Bea')
  // Ana's customer is now another one, and new mail makes her be looked at again, together with somebody who is to be suggested.
  await client.customers.merge({ from: found.a.customer, into: bea.id })
  const more = [
    mail('a3', 'Ana Quiroga <quiroga@two.example>', 20),
    mail('c1', 'Carl Braun <carl.braun@x.example>', 21, 'Order CB-445566'),
    mail('c2', 'Carl Braun <carl@three.example>', 22, 'My order CB-445566'),
  ]
  await importFiles(client, [writeMbox(join(testFolder(), 'more.mbox'), more)], OWN)
  expect((await suggested(client, count => count > 0)).map(({ a }) => a.name)).toEqual(['Carl Braun'])
  await client.customers.undo({ op })
  await suggested(client, count => count === 2)
  expect(await client.suggestions.apart(pair)).toEqual({})
})

test('later comes back when there is something new', async () => {
  const { client } = await opened()
  const [found] = await suggested(client, one)
  if (!found) throw new Error('a suggestion')
  await client.suggestions.answer({ a: found.a.customer, b: found.b.customer, answer: 'later' })
  expect((await client.suggestions.list({})).rows).toEqual([])
  const text = 'Hello\n\nKind regards\nAna Quiroga\nquiroga@two.example'
  await importFiles(
    client,
    [writeMbox(join(testFolder(), 'more.mbox'), [mail('a4', 'Ana Quiroga <ana.quiroga@one.example>', 21, text)])],
    OWN,
  )
  const [again] = await suggested(client, one)
  expect(again?.reasons.map(({ code }) => code)).toContain('mail-same')
})

test('what was found is there after a restart, and what was not looked at is looked at', async () => {
  const { app, client, folder } = await opened()
  await suggested(client, one)
  await importFiles(
    client,
    [
      writeMbox(join(testFolder(), 'late.mbox'), [
        mail('b', 'Bea Lopez <bea@three.example>', 22, 'Order ZX-991100'),
        mail('b2', 'Bea Lopez <bea.lopez@x.example>', 23, 'Order ZX-991100'),
      ]),
    ],
    OWN,
  )
  await app.close()
  const again = await openTestApp({ folder })
  await suggested(again.client, count => count === 2)
})

test('an added number is theirs at once, what comes from it too; undone it is nobody’s again', async () => {
  const { client } = await opened()
  const { rows } = await client.customers.list({})
  const [a, b] = rows
  if (!a || !b) throw new Error('two customers')
  await client.workspace.settings({ region: 'ES' })
  await expect(client.customers.add({ customer: a.id, address: 'nothing' })).rejects.toMatchObject({ data: { reason: 'no-address' } })
  await expect(client.customers.add({ customer: a.id, address: 'support@us.example' })).rejects.toMatchObject({ data: { reason: 'ours' } })
  const { op } = await client.customers.add({ customer: a.id, address: '600 33 44 55' })
  expect((await client.customers.get({ id: a.id })).identities.map(({ value }) => value)).toContain('+34600334455')
  await expect(client.customers.add({ customer: a.id, address: '+34 600334455' })).rejects.toMatchObject({
    data: { reason: 'same-customer' },
  })
  await client.customers.undo({ op })
  expect((await client.customers.get({ id: a.id })).identities).toHaveLength(1)
  const wrote = rows.find(({ snippet }) => snippet.includes('My order'))?.id ?? 0
  const { rows: touches } = await client.timeline.page({ customer: wrote })
  const said = { customer: wrote, interaction: touches[0]?.id ?? 0 }
  expect((await client.suggestions.mentioned(said)).rows).toMatchObject([{ value: '+34600111222', written: '+34 600 111 222' }])
  await client.customers.add({ customer: wrote, address: '+34600111222' })
  expect((await client.suggestions.mentioned(said)).rows).toEqual([])
  const mail = (await client.customers.get({ id: b.id })).identities[0]?.value ?? ''
  const taken = await client.customers.add({ customer: a.id, address: mail.toUpperCase() })
  expect((await client.customers.get({ id: b.id })).id).toBe(a.id)
  await client.customers.undo({ op: taken.op })
  expect((await client.customers.get({ id: b.id })).identities.map(({ value }) => value)).toEqual([mail])
})

test('an address of ours leaves the customers and the list, and comes back when undone', async () => {
  const { client } = await opened()
  const before = (await client.customers.list({})).rows
  const [row] = before
  const identity = row && (await client.customers.get({ id: row.id })).identities[0]
  if (!row || !identity) throw new Error('a customer')
  const { op } = await client.customers.ours({ identity: identity.id })
  expect((await client.customers.list({})).rows.map(({ id }) => id)).not.toContain(row.id)
  expect((await client.workspace.get()).settings.own).toContain(identity.value)
  await client.customers.undo({ op })
  expect((await client.customers.list({})).rows).toEqual(before)
  expect((await client.workspace.get()).settings.own).toEqual(OWN)
})

test('a merged customer keeps the name of the one that took the other over', async () => {
  const { client } = await opened([
    mail('a', 'Jo <jo@x.example>', 1),
    mail('b', 'Josephine van den Berg <jb@x.example>', 2),
    mail('c', 'nobody@x.example', 3),
  ])
  const named = async (name: string) => (await client.customers.list({})).rows.find(row => row.name === name)?.id ?? 0
  const [jo, berg, nobody] = [await named('Jo'), await named('Josephine van den Berg'), await named('nobody@x.example')]
  const first = await client.customers.merge({ from: berg, into: jo })
  expect((await client.customers.get({ id: jo })).name).toBe('Jo')
  await client.customers.undo({ op: first.op })
  await client.customers.merge({ from: berg, into: nobody })
  expect((await client.customers.get({ id: nobody })).name).toBe('Josephine van den Berg')
})

const SIX = 6
const six = Array.from({ length: SIX * 2 }, (_, i) => mail(`m${i}`, `P${i % SIX} <p${i % SIX}@x.example>`, i + 1, `word${i}`))
const identityOf = async (client: Client, who: number) => {
  for (const { id } of (await client.customers.list({ limit: 200 })).rows) {
    const found = (await client.customers.get({ id })).identities.find(({ value }) => value === `p${who}@x.example`)
    if (found) return { identity: found.id, customer: id }
  }
  throw new Error('everybody is there')
}

test('undoing one move among others moves exactly that identity back', async () => {
  const { client } = await opened(six)
  const [a, b, c, d] = await Promise.all([0, 1, 2, 3].map(who => identityOf(client, who)))
  if (!a || !b || !c || !d) throw new Error('four customers')
  await client.customers.merge({ from: b.customer, into: a.customer })
  const first = await client.customers.move({ identity: b.identity, into: c.customer })
  const second = await client.customers.move({ identity: c.identity, into: d.customer })
  await client.customers.undo({ op: first.op })
  expect((await identityOf(client, 1)).customer).toBe(a.customer)
  await client.customers.undo({ op: second.op })
  expect((await identityOf(client, 2)).customer).toBe(c.customer)
})

test('what an account brought goes with it, though somebody said no to it; what an agent typed stays', async () => {
  const { client } = await opened()
  const folder = testFolder()
  writeFileSync(join(folder, 'one.eml'), rendered(mail('e1', 'Gone Person <gone@x.example>', 9, 'Order GG-123456')))
  writeFileSync(join(folder, 'two.eml'), rendered(mail('e2', 'Gone Person <gone@y.example>', 10, 'Order GG-123456')))
  const { id } = await client.connectors.add({ kind: 'folder', settings: { path: folder, rest: 0.05, every: 0.1 }, secrets: {} })
  const found = (await suggested(client, count => count === 2)).find(({ a }) => a.name === 'Gone Person')
  if (!found) throw new Error('a suggestion')
  await client.suggestions.answer({ a: found.a.customer, b: found.b.customer, answer: 'no' })
  const [stays] = (await client.customers.list({ text: 'Bea Lopez' })).rows
  await client.customers.add({ customer: stays?.id ?? 0, address: 'bea@typed.example' })
  await client.connectors.remove({ id, history: 'remove' })
  expect((await client.customers.list({ text: 'Gone' })).rows).toEqual([])
  expect((await client.customers.get({ id: stays?.id ?? 0 })).identities.map(({ value }) => value)).toContain('bea@typed.example')
})
