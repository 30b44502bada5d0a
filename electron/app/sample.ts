import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CaseView } from '#shared/contract/cases.ts'
import { noteUpdate } from '../notes/document.ts'
import { agentName } from '../platform/agent.ts'
import { writeSample } from '../sample/index.ts'
import type { Session } from './session.ts'

const SEED = 1

/** The sample's key lies beside it: it protects nobody's data, and no keychain need be asked to look at it. */
export async function sampleKey(folder: string): Promise<Uint8Array> {
  const path = join(folder, 'key')
  try {
    return await readFile(path)
  } catch {
    const key = randomBytes(32)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(path, key, { mode: 0o600 })
    return key
  }
}

/**
 * Fills an empty sample workspace: writes real files and imports them through the same connectors as anybody's, then joins the customers
 * its address book knows by the ordinary merge. Doing it again adds nothing.
 */
export async function fillSample(session: Session, now: number): Promise<void> {
  const folder = join(session.folder, 'files')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const { files, own, region, timeZone, links } = await writeSample(folder, { seed: SEED, now })
  await session.write('setSettings', { own, region, timeZone })
  const reading = { ...(await session.reading()), own, region, timeZone }
  session.importer.start(
    files.map(({ path }) => ({ path })),
    reading,
  )
  await session.importer.idle()
  await session.write('mergeLinked', { links, at: now })
  session.finder.look()
  await session.finder.idle()
  await placed(session)
  await workAtDesk(session, now)
}

const HOUR = 3600_000
const DAY = 24 * HOUR

/** Until every interaction has its case. */
async function placed(session: Session): Promise<void> {
  while ((await session.read('unplaced')).count > 0) await pause(50)
}

/** What agents did since, by the calls that do it for anybody: queues, who has what, what is solved, what customers thought of it, a note. */
async function workAtDesk(session: Session, now: number): Promise<void> {
  const { desk } = await import('../sample/desk.ts')
  const queues = await Promise.all(desk.queues.map(async name => (await session.write('saveQueue', { name })).id))
  for (const detail of desk.details) await session.write('saveAttribute', { ...detail, about: 'case', at: now })
  const [contract, cause] = await session.read('listAttributes', { about: 'case' })
  const list = (filter: { customer?: number; states: CaseView['state'][]; waiting?: boolean }) =>
    session.read('listCases', { filter: { order: 'latest', limit: 200, ...filter }, now })

  const { rows: open } = await list({ states: ['new', 'open', 'pending'] })
  // What came in within the last hours is in a queue and nobody's; what came in just now is not even that.
  const sorted = open.filter(one => one.waitingSince !== undefined && one.lastAt < now - 1.25 * HOUR)
  for (const [index, one] of sorted.entries()) {
    await session.write('changeCase', {
      case: one.id,
      changes: { queue: queues[index % queues.length] ?? null },
      at: one.lastAt + HOUR / 4,
      agent: desk.agents[0] ?? '',
    })
  }
  const taken = open.filter(one => one.waitingSince === undefined && one.lastAt < now - 2 * DAY).sort((a, b) => a.id - b.id)
  for (const [index, one] of taken.entries()) {
    const agent = desk.agents[index % desk.agents.length] ?? ''
    const solved = index % 3 !== 0 && one.lastAt < now - 4 * DAY
    const values = {
      ...(contract && index % 2 === 0 && { [contract.id]: `C-${20_400 + index * 7}` }),
      ...(cause && index % 3 === 1 && { [cause.id]: cause.choices[index % cause.choices.length] ?? null }),
    }
    await session.write('changeCase', {
      case: one.id,
      changes: {
        queue: queues[Math.floor(index / 3) % queues.length] ?? null,
        assignee: agent,
        ...(index % 7 === 3 && { priority: 'high' as const }),
        ...(Object.keys(values).length > 0 && { values }),
        ...(solved && { state: 'solved' as const }),
      },
      at: one.lastAt + 20 * HOUR,
      agent,
    })
    if (solved && index % 2 === 0) {
      const turn = (index / 2) % desk.answers.length
      await answered(session, one, { score: desk.answers[turn] ?? 5, comment: desk.comments[turn] ?? '' })
    }
  }

  // What was settled long ago in another way (a word in the shop, a call from another number) is owed no answer.
  const { rows: settled } = await list({ states: ['closed'], waiting: true })
  for (const one of settled)
    await session.write('changeCase', { case: one.id, changes: { state: 'solved' }, at: one.lastAt + DAY, agent: desk.agents[0] ?? '' })

  // Whoever came back most often was asked most often.
  const { rows: closed } = await list({ states: ['closed'] })
  const [[best] = []] = [...Map.groupBy(closed, one => one.customer).values()].sort((a, b) => b.length - a.length)
  if (!best) return
  const { rows: over } = await list({ customer: best.customer, states: ['closed'] })
  const told = over.slice(0, desk.answers.length).reverse()
  for (const [index, one] of told.entries()) {
    await answered(session, one, { score: desk.answers[index] ?? 5, comment: desk.comments[index] ?? '' })
  }
  const me = agentName()
  const colleague = { at: now - 3 * HOUR, agent: desk.agents[0] ?? '' }
  const note = { after: 0, customer: best.customer, ...colleague }
  await session.write('syncNote', { note: randomUUID(), update: noteUpdate(['Factura a nombre del taller, no al suyo.']), ...note })
  if (me !== undefined)
    await session.write('syncNote', {
      note: randomUUID(),
      update: noteUpdate(['¿puedes llamarla por la ampliación de fibra?'], me),
      ...note,
    })
  const reminder = randomUUID()
  await session.write('syncNote', { note: reminder, update: noteUpdate(['Confirmar que la línea nueva funciona.']), ...note })
  await session.write('changeNote', { note: reminder, changes: { dueAt: now }, ...colleague })
  session.notes.wake()
}

/** A day after the last word they were asked, and soon answered. */
async function answered(session: Session, one: CaseView, { score, comment }: { score: number; comment: string }): Promise<void> {
  const at = one.lastAt + DAY
  const { token } = await session.write('openSurvey', { case: one.id, kind: 'csat', language: 'es', at })
  await session.write('answerSurvey', { token, score, comment, at: at + 3 * HOUR })
}
