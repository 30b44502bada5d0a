import type { Client } from '#shared/contract/index.ts'
import type { Interaction } from '#shared/contract/timeline.ts'
import type { Answer, CommandInput } from './command.ts'
import { customerOf } from './customers.ts'
import { brief, localTime, table } from './table.ts'
import { words } from './words.ts'

/** `timeline --who IDENTITY`: every interaction, oldest first, in the shape of `exported`. */
export async function timeline({ client, options }: CommandInput): Promise<Answer> {
  const customer = await customerOf(client, options.who ?? '')
  const { settings } = await client.workspace.get()
  const json = []
  const rows = []
  for await (const row of oldestFirst(client, customer.id)) {
    json.push(exported(row))
    rows.push([
      localTime(row.occurredAt, settings.timeZone),
      row.channel,
      row.marks.includes('system') ? words.system : row.direction,
      brief(
        [row.call && words.call(row.call), row.subject, row.text, ...row.attachments.map(({ name }) => name)].filter(Boolean).join(': '),
      ),
    ])
  }
  return { json, lines: table(rows) }
}

async function* oldestFirst(client: Client, customer: number): AsyncGenerator<Interaction> {
  const { first } = await client.timeline.span({ customer })
  let page = await client.timeline.page({ customer, at: first, limit: 500 })
  for (;;) {
    for (const row of page.rows) yield row.cut ? await client.timeline.get({ id: row.id }) : row
    const last = page.rows.at(-1)
    if (!page.newer || !last) return
    page = await client.timeline.page({ customer, after: last.id, limit: 500 })
  }
}

/** Addresses as they are matched by; times in ISO 8601 UTC; `text` whole, without the quoted part, which is beside it. */
function exported(row: Interaction) {
  return {
    id: row.id,
    channel: row.channel,
    direction: row.direction,
    ...(row.marks.includes('system') && { system: true }),
    occurredAt: new Date(row.occurredAt).toISOString(),
    ...(row.endedAt !== undefined && { endedAt: new Date(row.endedAt).toISOString() }),
    from: row.from.address,
    to: row.to.map(({ address }) => address),
    ...(row.cc.length > 0 && { cc: row.cc.map(({ address }) => address) }),
    subject: row.subject ?? null,
    text: row.text,
    ...(row.quoted !== undefined && { quoted: row.quoted }),
    ...(row.call && { call: row.call }),
    attachments: row.attachments.map(({ name, type, size }) => ({ name, type, size })),
    source: row.source,
  }
}
