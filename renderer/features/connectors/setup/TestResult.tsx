import { Check, X } from 'lucide-react'
import type { TestStep } from '#shared/contract/connectors.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { useKindWords } from '../kinds.ts'
import { codeOf, fingerprintIn } from '../words.ts'

interface ResultProps {
  steps: readonly TestStep[]
  /** What the other side is called. */
  where: string
  /** Its name was worked out from the account's address. */
  guessed: boolean
  /** Takes the certificate that was shown; absent when the form has no place for it. */
  onTrust: ((fingerprint: string) => void) | undefined
}

/** What came of a test is looked at, however long the form above it is. */
function scrollTo(result: HTMLElement | null): void {
  result?.scrollIntoView({ block: 'nearest' })
}

/** Every step of a test with a tick, or with what failed and what to do. */
export function TestResult({ steps, where, guessed, onTrust }: ResultProps) {
  const { t } = useTranslation('connectors')
  const last = steps.at(-1)
  if (!last) return <p className="text-13 text-red">{t('test.nothing')}</p>
  return (
    <section
      aria-label={t('test.title')}
      className={`flex scroll-mb-24 flex-col gap-2 rounded-3 px-4 py-3 ${last.ok ? 'bg-side' : 'bg-red-tint'}`}
      ref={scrollTo}
    >
      <p className="text-13 font-strong">{t(last.ok ? 'test.ok' : 'test.failed')}</p>
      <ol className="flex flex-col gap-2">
        {steps.map(step => (
          <Step key={step.step} step={step} where={where} guessed={guessed} onTrust={onTrust} />
        ))}
      </ol>
    </section>
  )
}

function Step({ step: { step, ok, code, detail, found = [] }, where, guessed, onTrust }: { step: TestStep } & Omit<ResultProps, 'steps'>) {
  const { t } = useTranslation('connectors')
  const formats = useFormats()
  const words = useKindWords()
  const Icon = ok ? Check : X
  const shown = found.find(({ what }) => what === 'fingerprint')?.value
  const fingerprint = code === 'certificate' ? fingerprintIn(shown ?? detail) : undefined
  const said = (what: string, value: string): string => {
    if (what === 'bytes') return formats.bytes(Number(value))
    if (what === 'newest') return formats.exact(Date.parse(value))
    if (what === 'tls' || what === 'live') return words.found(value)
    return /^\d{1,15}$/.test(value) && what !== 'port' ? formats.number(Number(value)) : value
  }
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-2.5 text-13">
      <Icon aria-hidden size={14} strokeWidth={2.5} className={`mt-px ${ok ? 'text-ink-2' : 'text-red'}`} />
      <div className="flex min-w-0 flex-col gap-1">
        <span className={ok ? '' : 'font-strong'}>{t(ok ? `test.step.${step}` : `test.bad.${step}`)}</span>
        {!ok && (
          <p className="leading-read text-ink wrap-anywhere">
            {t(`problem.${codeOf(code)}.what`, { where })}. {t(`problem.${codeOf(code)}.do`)}
            {guessed && code === 'name-not-found' && ` ${t('test.guessed')}`}
          </p>
        )}
        {!ok && !fingerprint && detail !== undefined && code !== 'settings' && (
          <p className="text-12 leading-read text-ink-2 wrap-anywhere select-text">{t('state.said', { words: detail })}</p>
        )}
        {fingerprint && (
          <>
            <p className="text-12 text-ink-2">{t('test.fingerprint')}</p>
            <p className="font-mono text-12 leading-read wrap-anywhere select-text">{fingerprint}</p>
            {onTrust && (
              <div className="pt-1">
                <Button onPress={() => onTrust(fingerprint)}>{t('test.trust')}</Button>
              </div>
            )}
          </>
        )}
        {ok && found.length > 0 && (
          <dl className="tabular flex max-h-40 flex-col gap-0.5 overflow-auto text-12 text-ink-2">
            {found.map(({ what, value, left }) => (
              <div key={`${what} ${value}`} className={what === 'trigger' ? '' : 'flex justify-between gap-4'}>
                <dt className="min-w-0 shrink-0">
                  <bdi>{words.found(what)}</bdi>
                </dt>
                <dd
                  className={`min-w-0 wrap-anywhere ${what === 'trigger' ? 'py-1 font-mono whitespace-pre-wrap select-all' : 'text-end'}`}
                >
                  {left ? t('test.left', { value: said(what, value) }) : said(what, value)}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  )
}
