import { useMutation, useQuery } from '@tanstack/react-query'
import { api, queryClient } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/states.tsx'

/** The token with which a phone system may tell of calls, and how it does so. The token is shown once. */
export function CallsPart() {
  const { t } = useTranslation('calls')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const access = useQuery(api.calls.access.queryOptions())
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.calls.access.key() })
  const allow = useMutation(api.calls.allow.mutationOptions({ onSuccess }))
  const revoke = useMutation(api.calls.revoke.mutationOptions({ onSuccess }))
  const failed = access.error ?? allow.error ?? revoke.error
  const createdAt = access.data?.createdAt
  const token = createdAt === undefined ? undefined : allow.data?.token
  // In the app's own window there is no address to post to: there phones open the link.
  const served = location.protocol === 'http:'
  return (
    <div className="flex flex-col gap-3">
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      <Example title={t('settings.link')} text="hilo://call?from=+34600111222&state=ringing" />
      {served && (
        <>
          <Example
            title={t('settings.post')}
            text={`curl ${location.origin}/call -H "Authorization: Bearer ${token ?? t('settings.yours')}" -d "from=+34600111222&state=ringing"`}
          />
          <p className="text-ink-2">
            {token !== undefined
              ? t('settings.once')
              : createdAt === undefined
                ? t('settings.none')
                : t('settings.since', { date: formats.date(createdAt) })}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button isDisabled={allow.isPending} onPress={() => allow.mutate(undefined)}>
              {t(createdAt === undefined ? 'settings.make' : 'settings.renew')}
            </Button>
            {createdAt !== undefined && (
              <Button
                look="quiet"
                isDisabled={revoke.isPending}
                onPress={() => {
                  allow.reset()
                  revoke.mutate(undefined)
                }}
              >
                {t('settings.revoke')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}

function Example({ title, text }: { title: string; text: string }) {
  return (
    <div className="flex flex-col gap-1">
      <span>{title}</span>
      <code className="font-mono text-12 text-ink-2 wrap-anywhere select-text">{text}</code>
    </div>
  )
}
