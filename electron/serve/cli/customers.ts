import type { CustomerCursor, CustomerRow, Profile } from '#shared/contract/customers.ts'
import type { Client } from '#shared/contract/index.ts'
import { foundBy } from '#shared/model/interaction.ts'
import type { Answer, CommandInput } from './command.ts'
import { Failure } from './failure.ts'
import { table } from './table.ts'
import { words } from './words.ts'

/** `customers`: `[{id, name, identities: [{kind, value}], interactions, lastAt}]`, newest activity first, `lastAt` in ISO 8601 UTC. */
export async function customers({ client }: CommandInput): Promise<Answer> {
  const json = []
  for await (const row of everyRow(client, {})) {
    const { identities } = await client.customers.get({ id: row.id })
    json.push({
      id: row.id,
      name: row.name,
      identities: identities.map(({ kind, value }) => ({ kind, value })),
      interactions: row.interactions,
      lastAt: new Date(row.lastAt).toISOString(),
    })
  }
  const rows = json.map(each => [
    each.lastAt.slice(0, 10),
    String(each.interactions),
    each.name,
    each.identities.map(({ value }) => foundBy(value)).join(' '),
  ])
  return { json, lines: table(rows) }
}

/** The one customer who has this address or number; a number may be given by its last six digits or more. */
export async function customerOf(client: Client, who: string): Promise<Profile> {
  const profiles: Profile[] = []
  for await (const row of everyRow(client, { text: foundBy(who) })) profiles.push(await client.customers.get({ id: row.id }))
  const exact = profiles.filter(({ identities }) => identities.some(({ value, kind }) => isSame(value, kind, who)))
  const found = exact.length > 0 ? exact : profiles
  const [first, ...others] = found
  if (!first) throw new Failure(words.nobody(who))
  if (others.length > 0)
    throw new Failure(
      words.several(
        who,
        found
          .map(({ name }) => name)
          .slice(0, 5)
          .join(', '),
      ),
    )
  return first
}

function isSame(value: string, kind: string, who: string): boolean {
  if (value.toLowerCase() === who.trim().toLowerCase()) return true
  const digits = who.replace(/[\s().+-]/g, '').replace(/^00/, '')
  return kind === 'phone' && /^\d{6,}$/.test(digits) && value.endsWith(digits)
}

async function* everyRow(client: Client, filter: { text?: string }): AsyncGenerator<CustomerRow> {
  let cursor: CustomerCursor | undefined
  do {
    const page = await client.customers.list({ ...filter, limit: 200, ...(cursor !== undefined && { cursor }) })
    yield* page.rows
    cursor = page.next
  } while (cursor !== undefined)
}
