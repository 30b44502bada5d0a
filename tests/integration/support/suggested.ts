import type { Client } from '#shared/contract/index.ts'

/** The suggestions once `wanted` holds of them. */
export async function suggested(client: Client, wanted: (count: number) => boolean) {
  const events = await client.events()
  try {
    for await (const _ of events) {
      // Asked first: what is found after the last word of looking is in the list.
      const { looking } = await client.suggestions.count()
      const { rows } = await client.suggestions.list({})
      if (looking === undefined && wanted(rows.length)) return rows
    }
  } finally {
    await events.return(undefined)
  }
  throw new Error('the events ended')
}
