import { ORPCError } from '@orpc/server'
import type { ColumnPlan } from '#shared/contract/profile.ts'
import type { AttributeType } from '#shared/model/attribute.ts'
import { fileProblem } from '../../connectors/file-problem.ts'
import { agentName } from '../../platform/agent.ts'
import type { Changed } from '../../profile/changes.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Workspaces } from '../workspace.ts'

type Implementer = ReturnType<typeof implementContract>['profile']

/** What is known of customers beside their interactions: its part of the contract. */
export function createProfileRouter(
  os: Implementer,
  workspaces: Workspaces,
  events: Announcements,
  { now, openBrowser }: Pick<Ports, 'now' | 'openBrowser'>,
) {
  const by = agentName() ?? null
  const read = () => workspaces.session().read
  const write = () => workspaces.session().write
  function told({ change, customers }: Changed): { change: string } {
    events.announce({ type: 'timeline.changed', ...(customers !== 'all' && { customers }) })
    // A name may say who else they are.
    if (customers !== 'all') workspaces.session().finder.look(customers)
    return { change }
  }
  /** Reading CSV is only loaded when there is one. */
  const csv = () => import('../../profile/customers-file.ts')
  const readable = async <T>(path: string, reading: Promise<T>): Promise<T> => {
    try {
      return await reading
    } catch (error) {
      throw new ORPCError('PROBLEM', { defined: true, status: 422, data: fileProblem(path, error) })
    }
  }

  return {
    details: os.details.handler(async ({ input }) => {
      const { fields, own } = await read()('profileFields', input)
      const guesses = await read()('profileGuesses', input)
      const open = {
        ...(!own.zone.value && guesses.zone && { zone: guesses.zone }),
        ...(!own.language.value && guesses.language && { language: guesses.language }),
      }
      return { fields, own, guesses: open }
    }),
    set: os.set.handler(async ({ input }) => told(await write()('setField', { ...input, at: now(), by }))),
    attributes: os.attributes.handler(async () => ({ attributes: await read()('listAttributes', { about: 'customer' }) })),
    caseAttributes: os.caseAttributes.handler(async () => ({ attributes: await read()('listAttributes', { about: 'case' }) })),
    saveAttribute: os.saveAttribute.handler(async ({ input }) => told(await write()('saveAttribute', { ...input, at: now() }))),
    removeAttribute: os.removeAttribute.handler(async ({ input }) => told(await write()('removeAttribute', { ...input, at: now() }))),
    segments: os.segments.handler(async () => ({ segments: await read()('listSegments', { at: now() }) })),
    saveSegment: os.saveSegment.handler(async ({ input }) => told(await write()('saveSegment', { ...input, at: now() }))),
    removeSegment: os.removeSegment.handler(async ({ input }) => told(await write()('removeSegment', { ...input, at: now() }))),
    open: os.open.handler(async ({ input, errors }) => {
      const { fields } = await read()('profileFields', input)
      const found = fields.find(({ attribute }) => attribute.id === input.field && attribute.type === 'link')
      if (!found?.value || !openBrowser) throw errors.NOT_FOUND()
      await openBrowser(found.value)
      return { ok: true }
    }),
    inspectFile: os.inspectFile.handler(async ({ input: { path } }) => {
      const session = workspaces.session()
      const [{ inspectCustomersFile }, attributes, { region }] = await Promise.all([
        csv(),
        session.read('listAttributes', { about: 'customer' }),
        session.settings(),
      ])
      return readable(path, inspectCustomersFile(path, attributes, region))
    }),
    importFile: os.importFile.handler(async ({ input: { path, address, columns } }) => {
      const session = workspaces.session()
      const [{ readCustomersFile }, attributes, { region }] = await Promise.all([
        csv(),
        session.read('listAttributes', { about: 'customer' }),
        session.settings(),
      ])
      const typeOf = (plan: ColumnPlan): AttributeType | undefined => {
        if (plan.to === 'nothing') return undefined
        if (plan.to === 'new') return plan.attribute.type
        return plan.field === 'name' ? 'text' : attributes.find(({ id }) => id === plan.field)?.type
      }
      const { file, broken } = await readable(path, readCustomersFile(path, { address, columns, typeOf, region }))
      const { result, ...changed } = await session.write('importValues', { file, at: now() })
      told(changed)
      const problems = [...broken.map(line => ({ line, column: '', reason: 'broken-row' as const })), ...result.problems].slice(0, 100)
      return { ...result, rejected: result.rejected + broken.length, problems }
    }),
    undo: os.undo.handler(async ({ input }) => {
      told(await write()('undoChange', { ...input, at: now() }))
      return { ok: true }
    }),
  }
}
