import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const COUNT = 57
const START = Date.UTC(2025, 0, 1)

/** One customer with two addresses that write in turn, a mail an hour. */
async function longHistory() {
  const { app, client } = await openTestApp()
  const mails = Array.from({ length: COUNT }, (_, index) => ({
    id: `m${index}@x`,
    from: `Ana <ana${index % 2}@x.example>`,
    to: 'support@us.example',
    at: new Date(START + index * 3_600_000).toISOString(),
    text: `number ${index}`,
  }))
  await importFiles(client, [writeMbox(join(testFolder(), 'long.mbox'), mails)], ['support@us.example'])
  const [a, b] = (await client.customers.list({})).rows
  if (!a || !b) throw new Error('two customers')
  await client.customers.merge({ from: a.id, into: b.id })
  return { app, client, customer: b.id }
}

test('pages of any size, walked in either direction from anywhere, give the whole timeline once and in order', async () => {
  const { client, customer } = await longHistory()
  const all = (await client.timeline.page({ customer, limit: 500 })).rows
  expect(all.map(row => row.text.trim())).toEqual(Array.from({ length: COUNT }, (_, index) => `number ${index}`))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat(COUNT - 1), async (limit, from) => {
      const start = all[from]
      if (!start) throw new Error('a row')
      const middle = await client.timeline.page({ customer, at: start.occurredAt, limit })
      expect(middle.rows[0]?.id).toBe(start.id)
      const rows = [...middle.rows]
      let { older, newer } = middle
      while (older) {
        const page = await client.timeline.page({ customer, before: rows[0]?.id ?? 0, limit })
        expect(page.newer).toBe(true)
        rows.unshift(...page.rows)
        older = page.older
      }
      while (newer) {
        const page = await client.timeline.page({ customer, after: rows.at(-1)?.id ?? 0, limit })
        expect(page.older).toBe(true)
        rows.push(...page.rows)
        newer = page.newer
      }
      expect(rows.map(row => row.id)).toEqual(all.map(row => row.id))
    }),
    { numRuns: 25 },
  )
  expect((await client.timeline.page({ customer, channels: ['phone'] })).rows).toEqual([])
  expect(await client.timeline.span({ customer })).toEqual({ first: START, last: START + (COUNT - 1) * 3_600_000, count: COUNT })
  expect((await client.timeline.find({ customer, text: 'number 4' })).ids).toHaveLength(11)
})

test('mail HTML is shown without script, without network, once; pictures it carries are in place', async () => {
  const { app, client } = await openTestApp()
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const file = join(testFolder(), 'html.eml')
  writeFileSync(
    file,
    `Message-ID: <h@x>
Date: Wed, 1 Jan 2025 10:00:00 +0000
From: Eve <eve@x.example>
To: support@us.example
Subject: Offer
MIME-Version: 1.0
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html; charset=utf-8

<h1 onclick="alert(1)">Hi</h1><script>alert(2)</script><img src="cid:pic@x"><img src="https://track.example/p.gif">
<a href="javascript:alert(3)">bad</a><a href="https://shop.example/">good</a><form action="https://x"><input></form><base href="https://x">
--b
Content-Type: image/png
Content-ID: <pic@x>
Content-Transfer-Encoding: base64

${png}
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="../../quote\\".pdf"

%PDF
--b--
`,
  )
  await importFiles(client, [file], ['support@us.example'])
  const [row] = (await client.customers.list({})).rows
  const [shown] = (await client.timeline.page({ customer: row?.id ?? 0 })).rows
  if (!shown) throw new Error('a mail')
  expect(shown.hasHtml).toBe(true)
  const page = async (remote: boolean) => {
    const { path } = await client.timeline.open({ what: 'html', id: shown.id, remote })
    const answer = await app.document(path)
    expect(await app.document(path)).toBeUndefined()
    return { html: Buffer.from(answer?.body ?? []).toString(), policy: answer?.headers['content-security-policy'] ?? '' }
  }
  const safe = await page(false)
  for (const bad of ['script', 'onclick', 'javascript:', 'track.example', '<form', '<base', '<input']) expect(safe.html).not.toContain(bad)
  expect(safe.html).toContain(`src="data:image/png;base64,${png}"`)
  expect(safe.html).toContain('https://shop.example/')
  expect(safe.policy).toMatch(/^sandbox; default-src 'none'/)
  expect(safe.policy).not.toContain('https:')
  const remote = await page(true)
  expect(remote.html).toContain('https://track.example/p.gif')
  expect(remote.policy).toContain('img-src data: http: https:')

  const pdf = shown.attachments.find(one => one.type === 'application/pdf')
  const { path } = await client.timeline.open({ what: 'attachment', id: shown.id, position: pdf?.position ?? 9 })
  const answer = await app.document(path)
  expect(answer?.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[^/\\]+pdf$/)
  expect(Buffer.from(answer?.body ?? []).toString()).toContain('%PDF')
})
