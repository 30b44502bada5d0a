import { ArrowUpRight, Check, Clock, X } from 'lucide-react'
import { useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Answer, SuggestionSide, SuggestionView } from '#shared/contract/suggestions.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { ChannelMark } from '../../ui/channel.tsx'
import { Keys } from '../../ui/keys.tsx'
import { useBelowToasts } from '../../ui/toast.tsx'
import { AddressText } from '../profile/identity.tsx'
import { channelOf, useIdentityWords } from '../profile/identity-words.ts'
import { Reasons } from './Reasons.tsx'
import { oddsOf, sureness } from './words.ts'

interface CompareProps {
  suggestion: SuggestionView
  onAnswer: (answer: Answer) => () => void
  isAnswering: boolean
}

const answers = [
  { answer: 'yes', icon: Check, look: 'primary', key: 'y' },
  { answer: 'no', icon: X, look: 'plain', key: 'n' },
  { answer: 'later', icon: Clock, look: 'plain', key: 'l' },
] as const

/** Two customers side by side, what agrees and what differs, and the three answers. */
export function Compare({ suggestion, onAnswer, isAnswering }: CompareProps) {
  const { t } = useTranslation('suggestions')
  const { a, b, stays, reasons, differs } = suggestion
  const foot = useRef<HTMLElement>(null)
  useBelowToasts(foot)
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="min-h-0 grow overflow-auto px-6 py-5 -outline-offset-2 max-two:px-4" tabIndex={-1} data-pane-focus>
        <h2 className="text-18 font-strong">{t('question')}</h2>
        <Score score={suggestion.score} />
        <div className="mt-5 grid gap-3 two:grid-cols-2">
          {[a, b].map(side => (
            <Side key={side.customer} side={side} stays={side.customer === stays} />
          ))}
        </div>
        <Reasons title={t('agrees')} reasons={reasons} tone="for" />
        <Reasons title={t('differs')} reasons={differs} tone="against" />
      </div>
      <footer ref={foot} className="flex shrink-0 flex-wrap gap-2 border-t border-line px-6 py-3 max-two:px-4">
        {answers.map(({ answer, icon, look, key }) => (
          <Button key={answer} look={look} icon={icon} isDisabled={isAnswering} onPress={onAnswer(answer)}>
            {t(`answer.${answer}`)}
            <span aria-hidden className="ms-1 max-two:hidden">
              <Keys keys={key} inverse={look === 'primary'} />
            </span>
          </Button>
        ))}
      </footer>
    </div>
  )
}

/** How sure, in words and as odds, and what that means. */
function Score({ score }: { score: number }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const { number, of } = oddsOf(score)
  const numbers = { number: formats.number(number), of: formats.number(of) }
  return (
    <details className="group mt-1 max-w-read text-13">
      <summary className="w-fit cursor-default rounded-1 text-ink-2">
        <span className="font-strong text-ink">{t(`score.word.${sureness(score)}`)}</span> ·{' '}
        <span className="tabular underline decoration-dotted underline-offset-2">{t('score.of', numbers)}</span>
      </summary>
      <p className="mt-1 leading-read text-ink-2">{t('score.explain', numbers)}</p>
    </details>
  )
}

/** Identities shown of one side. */
const SHOWN = 6

function Side({ side, stays }: { side: SuggestionSide; stays: boolean }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const words = useIdentityWords()
  const more = side.identities.length - SHOWN
  return (
    <section aria-label={side.name} className="flex min-w-0 flex-col gap-3 rounded-3 border border-line p-4">
      <header className="flex items-center gap-3">
        <Avatar name={side.name} large />
        <div className="min-w-0 grow">
          <h3 className="text-15 font-strong wrap-anywhere">
            <bdi>{side.name}</bdi>
          </h3>
          <p className="text-12 text-ink-2">{stays ? t('side.stays') : t('side.joins')}</p>
        </div>
      </header>
      <ul className="flex flex-col gap-1.5">
        {side.identities.slice(0, SHOWN).map(identity => (
          <li key={`${identity.kind} ${identity.value}`} className="flex min-w-0 items-baseline gap-2">
            <span className="self-start pt-px">
              <ChannelMark channel={channelOf[identity.kind]} />
            </span>
            <span className="min-w-0">
              <AddressText text={words.line(identity)} />
              {identity.shared && <span className="block text-12 text-amber">{t('side.shared')}</span>}
            </span>
          </li>
        ))}
        {more > 0 && <li className="text-12 text-ink-2">{t('side.more', { count: more })}</li>}
      </ul>
      <p className="mt-auto flex flex-wrap items-center justify-between gap-2 text-12 text-ink-2">
        <span>
          {t('side.count', { count: side.interactions, number: formats.number(side.interactions) })}
          {side.firstAt !== undefined && side.lastAt !== undefined && (
            <span className="block">{t('side.since', { from: formats.date(side.firstAt), to: formats.date(side.lastAt) })}</span>
          )}
        </span>
        <AriaButton
          onPress={() => goTo({ at: 'customers', customer: side.customer })}
          className="flex items-center gap-1 rounded-1 py-1 text-link data-[hovered]:underline"
        >
          {t('side.open')}
          <ArrowUpRight aria-hidden size={13} />
        </AriaButton>
      </p>
    </section>
  )
}
