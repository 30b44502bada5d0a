import { ArrowRightLeft, Building2, type LucideIcon, Merge, Plus, Split } from 'lucide-react'
import type { OpView, Profile } from '#shared/contract/customers.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Time } from '../../ui/time.tsx'
import { kindOf, useIdentityWords } from './identity-words.ts'
import { sideOf } from './side.ts'
import { useUndo } from './undo.ts'

const icons: Record<OpView['kind'], LucideIcon> = { merge: Merge, split: Split, move: ArrowRightLeft, add: Plus, own: Building2 }

/** Merges and splits of this customer, newest first; each can be undone once. */
export function History({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile')
  const { undo } = useUndo()
  return (
    <ul className="flex flex-col gap-3">
      {profile.history.map(op => (
        <li key={op.id} className="flex items-start gap-2">
          <OpIcon kind={op.kind} />
          <div className="flex min-w-0 grow flex-col gap-0.5">
            <Sentence op={op} profile={profile} />
            <span className="flex min-h-7 items-center justify-between gap-2 text-12 text-ink-2">
              <span className="flex min-w-0 items-center gap-1">
                <Time at={op.at} />
                {op.by && <bdi className="truncate">{t('history.by', { name: op.by })}</bdi>}
              </span>
              {op.undone ? (
                <span>{t('undo.undone')}</span>
              ) : (
                <Button look="quiet" onPress={() => undo(op.id)}>
                  {t('undo.do')}
                </Button>
              )}
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

function OpIcon({ kind }: Pick<OpView, 'kind'>) {
  const Icon = icons[kind]
  return <Icon aria-hidden size={14} className="mt-px shrink-0 text-ink-3" />
}

function Sentence({ op, profile }: { op: OpView; profile: Profile }) {
  const { t } = useTranslation('profile')
  const formats = useFormats()
  const words = useIdentityWords()
  const moved = op.moved.map(value => words.line(profile.identities.find(each => each.value === value) ?? { kind: kindOf(value), value }))
  const key = `history.${op.kind}.${sideOf(op, profile.id)}${op.undone ? 'Undone' : ''}` as const
  return <span className="wrap-anywhere leading-read">{t(key, { moved: formats.list(moved) })}</span>
}
