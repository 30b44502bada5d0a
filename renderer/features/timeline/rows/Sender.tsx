import { TriangleAlert } from 'lucide-react'
import type { Interaction } from '#shared/contract/timeline.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useView } from '../data/view.ts'

const methods = ['dmarc', 'dkim', 'spf'] as const
const outcomes = ['pass', 'fail', 'none'] as const

/** Whether a mail is from whom it says, by what the receiving server found out. Loud only where something is wrong. */
export function Sender({ row: { marks, from } }: { row: Pick<Interaction, 'marks' | 'from'> }) {
  const { t } = useTranslation('timeline')
  const { formats } = useView()
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const found = methods.flatMap(method => {
    const outcome = outcomes.find(each => marks.includes(`${method}-${each}`))
    return outcome ? [{ method, outcome }] : []
  })
  const checks = t('sender.checks', { checks: formats.list(found.map(({ method, outcome }) => t(`sender.${method}.${outcome}`))) })
  const failed = found.some(({ outcome }) => outcome === 'fail')
  const other = named(from)
  if (marks.includes('dmarc-fail')) return <Warning tone="text-red" text={t('sender.forged', { domain })} more={checks} />
  if (failed && !marks.includes('dmarc-pass')) {
    return <Warning tone="text-amber" text={t('sender.doubtful', { domain })} more={checks} />
  }
  if (other) return <Warning tone="text-amber" text={t('sender.named', { address: from.address })} />
  if (!marks.includes('dmarc-pass')) return null
  return (
    <p className="text-12 text-ink-3" title={checks}>
      {t('sender.confirmed', { domain })}
    </p>
  )
}

function Warning({ tone, text, more }: { tone: string; text: string; more?: string }) {
  return (
    <div className="flex items-start gap-2 text-12">
      <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className={`mt-px shrink-0 ${tone}`} />
      <p className="min-w-0 wrap-anywhere">
        <bdi>{text}</bdi> {more && <span className="text-ink-3">{more}</span>}
      </p>
    </div>
  )
}

/** The name is an address itself, and another one. */
function named({ name = '', address }: Interaction['from']): boolean {
  const inName = /(?<![^\s@<>"'])[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+/.exec(name)?.[0]
  return inName !== undefined && inName.toLowerCase() !== address.toLowerCase()
}
