import { useQuery } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import { Button as Trigger } from 'react-aria-components'
import { api } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlay.tsx'

/** How many replies wait for a person, and to whom they are; nothing while none does. */
export function FailedMark() {
  const { t } = useTranslation('replies')
  const { data } = useQuery(api.replies.waiting.queryOptions({ input: {} }))
  const stuck = data?.replies.filter(({ state }) => state === 'failed' || state === 'unknown' || state === 'bounced') ?? []
  return (
    <div role="status" className="contents">
      {stuck.length > 0 && (
        <Popover
          label={t('stuck', { count: stuck.length })}
          trigger={
            <Trigger
              aria-label={t('stuck', { count: stuck.length })}
              className="tabular max-two:absolute max-two:start-7 max-two:-top-1 flex h-9 min-w-9 items-center justify-center gap-0.5 rounded-2 text-12 font-strong text-red data-[hovered]:bg-hover"
            >
              <MailWarning aria-hidden size={16} strokeWidth={1.75} />
              {stuck.length}
            </Trigger>
          }
        >
          {close => (
            <ul className="flex max-h-80 w-72 flex-col gap-1 overflow-auto">
              {stuck.map(({ key, customer, customerName, to, state }) => (
                <li key={key} className="flex items-center justify-between gap-3 text-13">
                  <span className="min-w-0">
                    <bdi className="block truncate">{customerName ?? to.join(', ')}</bdi>
                    <span className="text-12 text-ink-2">
                      {t(`stuckAs.${state === 'unknown' || state === 'bounced' ? state : 'failed'}`)}
                    </span>
                  </span>
                  {customer !== undefined && (
                    <Button
                      onPress={() => {
                        close()
                        goTo({ at: 'customers', customer })
                      }}
                    >
                      {t('stuckOpen')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Popover>
      )}
    </div>
  )
}
