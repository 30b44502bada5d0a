import { describe, expect, it } from 'vitest'
import { fixture, mail, mailOf, problemOrMail, SUPPORT } from './support.ts'

const text = async (name: string) => (await mailOf(fixture(name))).text

describe('charsets', () => {
  it('reads ISO-2022-JP, labelled and not', async () => {
    const labelled = await mailOf(fixture('iso-2022-jp.eml'))
    expect(labelled).toMatchObject({ from: { name: '山田太郎' }, subject: '注文について' })
    expect(labelled.text).toBe('お世話になっております。\n注文番号12345について質問があります。')
    const bare = await mailOf(fixture('iso-2022-jp-unlabelled.eml'))
    expect(bare.subject).toBe('注文について')
    expect(bare.text).toBe(labelled.text)
  })

  it('reads bytes whose label is wrong', async () => {
    expect(await text('windows-1252-as-utf-8.eml')).toBe('El envío llegó roto – ¿qué hago? Cuesta 20 €.')
    expect(await text('utf-8-as-us-ascii.eml')).toBe('¿Dónde está mi pedido? Señora Muñoz')
  })

  it('takes the charset of the header for a body without one', async () => {
    expect(await text('koi8-r.eml')).toBe('Здравствуйте! Где мой заказ?')
    expect(await text('koi8-r-unlabelled.eml')).toBe('Здравствуйте! Где мой заказ?')
  })

  it('reads headers in raw 8-bit and in UTF-8', async () => {
    const raw = await mailOf(fixture('raw-8bit-header.eml'))
    expect(raw).toMatchObject({ from: { name: 'José Muñoz' }, subject: 'Devolución', text: 'Hola, qué tal' })
    expect(await mailOf(fixture('utf-8-header.eml'))).toMatchObject({ subject: 'Größe fehlt — 注文', text: 'Straße' })
  })

  it('keeps a good text in which one character is cut in half', async () => {
    const cut = Buffer.concat([
      Buffer.from(mail({ 'Content-Type': 'text/plain; charset=utf-8' }, 'Señor Muñoz, mañana ')),
      Buffer.from([0xc3]),
    ])
    expect((await mailOf(cut)).text).toBe('Señor Muñoz, mañana \ufffd')
  })

  it('reads bytes whose label nobody knows, and raw names of attachments', async () => {
    expect((await mailOf(mail({ 'Content-Type': 'text/plain; charset=x-unknown' }, 'señor\n'))).text).toBe('señor')
    const part = '--b\nContent-Type: application/pdf; name="\xe9t\xe9.pdf"\n\nx\n--b--\n'
    const named = await mailOf(Buffer.from(mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, part), 'latin1'))
    expect(named.attachments?.[0]?.name).toBe('été.pdf')
  })

  it('does not rewrite UTF-8 text that shows mojibake on purpose', async () => {
    const shown = mail({ 'Content-Type': 'text/plain; charset=utf-8' }, 'Your page shows SeÃ±or\n')
    expect((await mailOf(shown)).text).toBe('Your page shows SeÃ±or')
  })
})

describe('bodies', () => {
  it('decodes quoted-printable and base64', async () => {
    expect(await text('quoted-printable.eml')).toBe('Precio: 20 €, una línea muy larga que el programa de correo ha partido en dos.')
    expect(await text('base64.eml')).toBe('Wo ist meine Bestellung? Grüße')
  })

  it('joins flowed lines and folds quotation and signature', async () => {
    const flowed = await mailOf(fixture('flowed.eml'))
    expect(flowed.text).toBe('This paragraph was wrapped by the mail program and reads as one line.')
    expect(flowed.quoted).toContain('> Did it ')
    expect(flowed.quoted).toContain('Shop Ltd')
  })

  it('takes nested multiparts apart', async () => {
    const nested = await mailOf(fixture('nested.eml'))
    expect(nested.text).toBe('See the picture.')
    expect(nested.html).toContain('<b>picture</b>')
    expect(nested.attachments?.map(({ name, type, contentId }) => ({ name, type, contentId }))).toEqual([
      { name: 'façade.png', type: 'image/png', contentId: 'pic1@x' },
      { name: 'factura número 12.pdf', type: 'application/pdf', contentId: undefined },
      { name: 'invite.ics', type: 'text/calendar', contentId: undefined },
      { name: 'message.eml', type: 'message/rfc822', contentId: undefined },
      { name: 'smime.p7s', type: 'application/pkcs7-signature', contentId: undefined },
    ])
    expect(Buffer.from(nested.attachments?.[1]?.content ?? []).toString()).toBe('%PDF-1.4\n')
    expect(nested.attachments?.every(part => part.size === part.content?.byteLength)).toBe(true)
  })

  it('derives text from HTML when there is no other', async () => {
    const html = await mailOf(fixture('html-reply.eml'))
    expect(html.text).toBe('Gracias & saludos,\nAna\n\nPrecio < 20 €')
    expect(html.quoted).toContain('¿Algo más?')
    expect(html.html).toContain('<style>')
  })

  it('finds the parts of a multipart that names a wrong boundary', async () => {
    const body = '--b\nContent-Type: text/plain\n\nwords\n--b--\n'
    expect((await mailOf(mail({ 'Content-Type': 'multipart/mixed; boundary=other' }, body))).text).toBe('words')
  })

  it('names attachments by the last step of a path', async () => {
    const body = '--b\nContent-Disposition: attachment; filename="..\\\\..\\\\C:\\\\evil\\\\a.txt"\n\nx\n--b--\n'
    expect((await mailOf(mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, body))).attachments?.[0]?.name).toBe('a.txt')
  })
})

describe('who', () => {
  it('tells the direction by own addresses, whatever their case', async () => {
    expect((await mailOf(mail())).direction).toBe('in')
    const out = await mailOf(mail({ From: 'Shop <Support@Shop.example>', To: 'ana@example.es' }))
    expect(out.direction).toBe('out')
    expect(out.from.own).toBe(true)
  })

  it('takes mail in a folder of sent mail as ours', async () => {
    expect((await mailOf(mail(), { sent: true })).direction).toBe('out')
    expect((await mailOf(mail({ 'X-Gmail-Labels': '=?UTF-8?Q?Importante,Enviados?=' }))).direction).toBe('out')
  })

  it('flattens groups and decodes names', async () => {
    const groups = await mailOf(
      mail({ To: 'Team: =?utf-8?q?Jos=C3=A9?= <jose@a.es>, b@a.es;, Jose <JOSE@a.es>', Cc: 'undisclosed-recipients:;' }),
    )
    expect(groups.to).toEqual([
      { kind: 'email', address: 'jose@a.es', name: 'José' },
      { kind: 'email', address: 'b@a.es' },
    ])
    expect(groups.cc).toBeUndefined()
  })

  it('takes the customer from Reply-To when a web form writes as no-reply', async () => {
    const form = await mailOf(mail({ From: 'Form <no-reply@shop.example>', 'Reply-To': 'ana@example.es' }))
    expect(form.from.address).toBe('ana@example.es')
    const list = await mailOf(mail({ 'Reply-To': 'list@example.com' }))
    expect(list.from.address).toBe('ana@example.es')
  })

  it('says so when nobody wrote it', async () => {
    expect(await problemOrMail(mail({ From: '' }))).toBe('no-address')
    expect(await problemOrMail(mail({ From: 'root' }))).toBe('no-address')
    expect(await problemOrMail('just some text\n\nand more\n')).toBe('broken-message')
  })
})

describe('when', () => {
  it('uses the top-most Received that can be true when Date cannot', async () => {
    const received = { Received: 'from a by b; Wed, 06 Mar 2024 11:00:00 +0100 (CET)' }
    expect((await mailOf(mail({ Date: '', ...received }))).occurredAt).toBe(Date.UTC(2024, 2, 6, 10))
    expect((await mailOf(mail({ Date: 'Tue, 05 Mar 2099 10:00:00 +0000', ...received }))).occurredAt).toBe(Date.UTC(2024, 2, 6, 10))
    expect((await mailOf(mail({ Date: 'soon' }), { receivedAt: Date.UTC(2024, 1, 1) })).occurredAt).toBe(Date.UTC(2024, 1, 1))
  })

  it('refuses a mail that nothing dates', async () => {
    expect(await problemOrMail(mail({ Date: 'soon' }))).toBe('bad-date')
    expect(await problemOrMail(mail({ Date: 'Mon, 01 Jan 1900 00:00:00 +0000' }))).toBe('date-out-of-range')
    expect(await problemOrMail(mail({ Date: 'Mon, 01 Jan 2099 00:00:00 +0000' }))).toBe('date-out-of-range')
  })
})

describe('ids and threads', () => {
  it('takes Message-ID without brackets', async () => {
    expect((await mailOf(mail({ 'Message-ID': '\n <A.b+c@x>' }))).sourceId).toBe('A.b+c@x')
  })

  it('makes the same id from mbox, Maildir and .eml when there is none', async () => {
    const plain = mail({ 'Message-ID': '' }, 'Hello\n\nFrom here on\n')
    const id = (await mailOf(plain)).sourceId
    expect(id).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect((await mailOf(plain.replaceAll('\n', '\r\n'))).sourceId).toBe(id)
    expect((await mailOf(plain.replace('\nFrom here', '\n>From here'))).sourceId).toBe(id)
    expect((await mailOf(`X-Mozilla-Status: 0001\nStatus: RO\n${plain}\n`)).sourceId).toBe(id)
    expect((await mailOf(plain.replace('here', 'there'))).sourceId).not.toBe(id)
  })

  it('lists references oldest first, once each', async () => {
    const threaded = await mailOf(mail({ References: '<a@x>\n\t<b@x> <a@x>', 'In-Reply-To': 'Message of Tue <b@x> <c@x>' }))
    expect(threaded.references).toEqual(['a@x', 'b@x', 'c@x'])
  })

  it('reads encoded words that are left open or hold a question mark', async () => {
    expect((await mailOf(mail({ Subject: '=?utf-8?Q?=C2=BFqu=C3=A9??=' }))).subject).toBe('¿qué?')
    expect((await mailOf(mail({ Subject: '=?utf-8?Q?caf=C3=A9' }))).subject).toBe('café')
    expect((await mailOf(mail({ Subject: '=?utf-8?B?5rOo?= =?utf-8?B?5paH?=' }))).subject).toBe('注文')
  })
})

describe('marks', () => {
  it('marks what no person wrote', async () => {
    expect((await mailOf(fixture('bounce.eml'))).marks).toEqual(['automatic'])
    for (const header of [{ 'Auto-Submitted': 'auto-generated' }, { Precedence: 'bulk' }, { 'Return-Path': '<>' }]) {
      expect((await mailOf(mail(header))).marks).toEqual(['automatic'])
    }
    expect((await mailOf(mail({ 'Auto-Submitted': 'no', 'Return-Path': `<${SUPPORT}>` }))).marks).toBeUndefined()
  })
})
