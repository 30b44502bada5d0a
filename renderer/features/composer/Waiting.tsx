import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleHelp, Clock, type LucideIcon, Send, Undo2 } from 'lucide-react'
import type { ReplyView } from '#shared/contract/replies.ts'
import { UNDO_SEND } from '#shared/model/reply.ts'
import { api, client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { writer } from '../../state/writer.ts'
import { Button } from '../../ui/button.tsx'
import { ChannelMark } from '../../ui/channel.tsx'
import { toast } from '../../ui/toast.tsx'
import { codeOf } from '../connectors/words.ts'
import { Countdown } from './countdown.tsx'

type Act = 'edit' | 'again' | 'arrived' | 'cancel'

const looks: Record<'queued' | 'sending' | 'failed' | 'unknown', { icon: LucideIcon; look: string }> = {
  queued: { icon: Clock, look: 'text-ink-3' },
  sending: { icon: Send, look: 'text-ink-3' },
  failed: { icon: CircleAlert, look: 'text-red' },
  unknown: { icon: CircleHelp, look: 'text-amber' },
}

/** What has not reached the customer, at the end of their timeline: oldest first, with what can be done about it. */
export function Waiting({ customer }: { customer: number }) {
  const { t } = useTranslation('replies')
  const { data } = useQuery(api.replies.waiting.queryOptions({ input: { customer } }))
  const replies = data?.replies.toReversed() ?? []
  if (replies.length === 0) return null
  return (
    <ul
      aria-label={t('waiting.title')}
      className="flex max-h-[30vh] shrink-0 flex-col gap-1 overflow-y-auto border-t border-line px-4 py-2"
    >
      {replies.map(reply => (
        <li key={reply.key} className="mx-auto w-full max-w-[calc(72ch+32px)]">
          <One reply={reply} />
        </li>
      ))}
    </ul>
  )
}

function One({ reply }: { reply: ReplyView }) {
  const { t } = useTranslation('replies')
  const { t: problem } = useTranslation('problems')
  const said = useSaid(reply)
  const { icon: Icon, look } = looks[lookOf(reply)]
  const act = async (what: Act): Promise<void> => {
    try {
      if (what === 'edit') await client.replies.edit({ key: reply.key, writer })
      else await client.replies[what]({ key: reply.key })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  return (
    <div className="flex flex-col gap-1 rounded-3 border border-dashed border-line-strong px-3 py-2 text-13">
      <div className="flex min-w-0 items-center gap-2 text-12 text-ink-2">
        <ChannelMark channel={reply.channel} />
        <bdi className="truncate">{reply.to.join(', ')}</bdi>
        {reply.files.length > 0 && <span className="shrink-0">{t('waiting.files', { count: reply.files.length })}</span>}
      </div>
      <p dir="auto" className="line-clamp-2 whitespace-pre-wrap wrap-anywhere leading-read">
        {reply.text}
      </p>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Icon aria-hidden size={14} className={`shrink-0 ${look}`} />
        <div role="status" className="min-w-0 grow basis-60 leading-read wrap-anywhere">
          {said}
        </div>
        <div className="flex flex-wrap gap-1">
          {actsOf(reply).map(what => (
            <Button
              key={what}
              look="quiet"
              {...(what === 'edit' && reply.state === 'queued' && { icon: Undo2 })}
              onPress={() => void act(what)}
            >
              {t(wordOf(reply.state, what))}
            </Button>
          ))}
        </div>
      </div>
    </div>
  )
}

function lookOf({ state }: ReplyView): keyof typeof looks {
  if (state === 'queued' || state === 'unknown') return state
  return state === 'sending' || state === 'handed-over' ? 'sending' : 'failed'
}

function actsOf({ state, dueAt, tries }: ReplyView): Act[] {
  if (state === 'queued') return tries > 0 || dueAt - Date.now() > UNDO_SEND ? ['edit', 'again', 'cancel'] : ['edit']
  if (state === 'unknown') return ['arrived', 'again', 'edit']
  if (state === 'bounced') return ['edit', 'cancel']
  return state === 'failed' ? ['again', 'edit', 'cancel'] : []
}

function wordOf(state: ReplyView['state'], act: Act) {
  if (act === 'edit') return state === 'queued' ? 'waiting.act.takeBack' : 'waiting.act.edit'
  if (act === 'again') return state === 'queued' ? 'waiting.act.now' : state === 'unknown' ? 'waiting.act.sendAgain' : 'waiting.act.retry'
  if (act === 'cancel') return state === 'bounced' ? 'waiting.act.dismiss' : 'waiting.act.throwAway'
  return 'waiting.act.arrived'
}

/** What became of it, in words, and what to do. */
function useSaid(reply: ReplyView) {
  const { t } = useTranslation('replies')
  const { t: problems } = useTranslation('connectors')
  const formats = useFormats()
  const { data } = useQuery(api.connectors.list.queryOptions())
  const account = data?.connectors.find(({ id }) => id === reply.account)
  const { state, dueAt, tries, problem, said } = reply
  const where = reply.to[0]?.replace(/^.*@/, '') ?? ''
  const why = problems(`problem.${codeOf(problem)}.what`, { where: account?.name ?? where })
  const words = said === undefined ? '' : ` ${t('waiting.said', { words: said })}`
  switch (state) {
    case 'sending':
    case 'handed-over':
      return t('waiting.sending')
    case 'failed':
      return `${t('waiting.failed', { why })}${words}`
    case 'bounced':
      return `${t('waiting.bounced')}${words}`
    case 'unknown':
      return t('waiting.unknown')
    default:
      if (reply.channel === 'chat' && account && account.state.state !== 'live' && dueAt - Date.now() < UNDO_SEND)
        return t('waiting.offline', { name: account.name })
      if (tries > 0 && problem !== undefined) return `${t('waiting.again', { why, time: formats.exact(dueAt) })}${words}`
      if (dueAt - Date.now() > UNDO_SEND) return t('waiting.later', { time: formats.exact(dueAt) })
      return (
        <Countdown until={dueAt} during={seconds => t('waiting.soon', { time: formats.duration(seconds) })} after={t('waiting.sending')} />
      )
  }
}
