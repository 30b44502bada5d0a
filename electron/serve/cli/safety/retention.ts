import { Channel, channels } from '#shared/model/interaction.ts'
import { parseAge, type RetentionRules } from '#shared/safety/retention.ts'
import type { Answer, CommandInput } from '../command.ts'
import { words } from '../words.ts'

type Given = Pick<CommandInput, 'positionals' | 'options'>

export function fitsRetention({ positionals: [act, ...ages] }: Given): boolean {
  if (act === 'set') return ages.length > 0 && ages.every(each => changeOf(each) !== undefined)
  return ages.length === 0 && (act === undefined || act === 'run')
}

/** `retention`: the rules. `retention set email=5y chat=keep ... --yes`: changes some; without --yes it says what they would remove. `retention run [--dry-run]`. */
export async function retention({ client, positionals: [act, ...ages], options }: CommandInput): Promise<Answer> {
  const { rules } = await client.retention.get()
  if (act === undefined) return { json: { rules }, lines: channels.map(channel => words.keeps(channel, rules[channel])) }
  if (act === 'set') {
    const next: RetentionRules = { ...rules }
    for (const { channel, months } of ages.flatMap(each => changeOf(each) ?? [])) {
      if (months === null) delete next[channel]
      else next[channel] = months
    }
    const foreseen = await client.retention.preview(next)
    if (options.yes !== true) return { json: { rules, foreseen }, lines: [...words.wouldRemove(foreseen), words.needYes], failed: true }
    await client.retention.set(next)
  } else if (options.dryRun === true) {
    const foreseen = await client.retention.preview(rules)
    return { json: foreseen, lines: words.wouldRemove(foreseen) }
  }
  const removed = await client.retention.run()
  return { json: removed, lines: words.removed(removed) }
}

/** `email=5y`, `chat=keep`; undefined when it is neither a channel nor an age. */
function changeOf(text: string): { channel: Channel; months: number | null } | undefined {
  const [name, age = ''] = text.split('=', 2)
  const channel = Channel.safeParse(name).data
  const months = parseAge(age)
  return channel === undefined || months === undefined ? undefined : { channel, months }
}
