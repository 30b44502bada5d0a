import { randomBytes } from 'node:crypto'
import { isScore } from '#shared/surveys/kinds.ts'
import { agentName } from '../../platform/agent.ts'
import { commonHeaders, permissionsPolicy } from '../../platform/content.ts'
import type { SurveyVisit } from '../../platform/served.ts'
import { StoreError } from '../../store/protocol.ts'
import { surveyPage } from '../../surveys/page.ts'
import { LINK_WITHIN } from '../../surveys/record.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { DocumentAnswer, Ports } from '../ports.ts'
import type { Session } from '../session.ts'
import { Locked, type Workspaces } from '../workspace.ts'

/** What customers are asked after a case, and what they said. */
export function createSurveysRouter(
  os: ReturnType<typeof implementContract>['surveys'],
  workspaces: Workspaces,
  events: Announcements,
  { now }: Pick<Ports, 'now'>,
) {
  const session = () => workspaces.session()
  const agent = agentName()

  return os.router({
    settings: os.settings.handler(() => session().read('surveySettings')),
    saveSettings: os.saveSettings.handler(async ({ input }) => {
      await session().write('saveSurveySettings', { settings: input, at: now() })
      events.announce({ type: 'replies.changed', customers: [] })
      session().surveys.wake()
      return { ok: true }
    }),
    ask: os.ask.handler(async ({ input }) => {
      const { key, customers } = await session().write('askSurvey', { ...input, now: now(), ...(agent !== undefined && { agent }) })
      events.announce({ type: 'replies.changed', customers })
      session().outbox.wake()
      return { key }
    }),
    of: os.of.handler(({ input }) => session().read('surveysOf', { ...input, now: now() })),
  })
}

/** What an answer link shows: undefined when nobody is to reach Hilo under that name. Looking changes nothing; only what is sent is kept. */
export async function visitSurvey(
  workspaces: Workspaces,
  events: Announcements,
  now: () => number,
  visit: SurveyVisit,
): Promise<DocumentAnswer | undefined> {
  try {
    return await answer(workspaces.session(), events, now, visit)
  } catch (error) {
    if (error instanceof Locked) return page(503, 'later')
    throw error
  }
}

async function answer(
  session: Session,
  events: Announcements,
  now: () => number,
  { token, host, local, form }: SurveyVisit,
): Promise<DocumentAnswer | undefined> {
  const { base } = await session.read('surveySettings')
  if (!local && (base === '' || new URL(base).host !== host)) return undefined
  const asked = await session.read('surveyByToken', { token })
  if (!asked) return page(404, 'unknown')
  if (asked.answered) return page(200, 'already', asked)
  if (now() - asked.askedAt > LINK_WITHIN) return page(410, 'over', asked)
  if (!form) return page(200, 'ask', asked)
  const given = form.get('score') ?? ''
  const score = /^\d{1,2}$/.test(given) ? Number(given) : Number.NaN
  if (!isScore(asked.kind, score)) return page(400, 'choose', asked)
  try {
    const { customers } = await session.write('answerSurvey', { token, score, comment: form.get('comment') ?? '', at: now() })
    events.announce({ type: 'timeline.changed', customers })
    events.announce({ type: 'cases.changed', customers })
    return page(200, 'done', asked)
  } catch (error) {
    // Sent twice at once.
    if (error instanceof StoreError && error.detail === 'already-answered') return page(200, 'already', asked)
    throw error
  }
}

function page(status: number, ...[state, asked]: [Parameters<typeof surveyPage>[0], Parameters<typeof surveyPage>[1]?]): DocumentAnswer {
  const nonce = randomBytes(16).toString('base64')
  return {
    status,
    headers: {
      ...commonHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'permissions-policy': permissionsPolicy,
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    },
    body: Buffer.from(surveyPage(state, asked, nonce)),
  }
}
