import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { goTo } from '../../../state/place.ts'
import { ErrorPane } from '../../../ui/states.tsx'
import { iconOf, useKindWords } from '../kinds.ts'

/** What can be connected. `first`: there is no connector yet, so it is said what one is. */
export function Kinds({ first }: { first: boolean }) {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const words = useKindWords()
  const { data, error, refetch } = useQuery(api.connectors.kinds.queryOptions())
  if (error)
    return (
      <ErrorPane title={t('failed')} onRetry={refetch}>
        {failureText(error, problem)}
      </ErrorPane>
    )
  return (
    <div className="relative min-h-0 grow overflow-auto" data-pane-focus tabIndex={-1}>
      <div className="mx-auto flex max-w-150 flex-col gap-5 px-4 py-8 two:px-8 two:pt-12">
        {first ? (
          <header className="flex flex-col gap-2">
            <h1 className="text-18 font-strong text-balance">{t('empty.title')}</h1>
            <p className="max-w-read leading-read text-pretty text-ink-2">{t('empty.text')}</p>
            <h2 className="mt-4 text-13 font-strong">{t('empty.kinds')}</h2>
          </header>
        ) : (
          <h2 className="text-18 font-strong">{t('setup.pick')}</h2>
        )}
        <ul className="-mx-3 flex flex-col gap-px">
          {data?.kinds.map(({ kind }) => {
            const Icon = iconOf(kind)
            return (
              <li key={kind}>
                <AriaButton
                  onPress={() => goTo({ at: 'connectors', task: 'add', kind })}
                  className="flex w-full items-center gap-4 rounded-2 px-3 py-3 text-start data-[hovered]:bg-hover data-[pressed]:bg-selected"
                >
                  <Icon aria-hidden size={20} strokeWidth={1.5} className="shrink-0 text-ink-2" />
                  <span className="flex min-w-0 grow flex-col gap-1">
                    <span className="text-13 font-strong">{words.name(kind)}</span>
                    <span className="text-13 leading-read text-pretty text-ink-2">{words.brings(kind)}</span>
                  </span>
                  <ChevronRight aria-hidden size={16} className="shrink-0 text-ink-3 rtl:-scale-x-100" />
                </AriaButton>
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}
