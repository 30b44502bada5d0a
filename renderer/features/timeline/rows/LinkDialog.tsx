import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LinkView } from '#shared/safety/link.ts'
import { api, client } from '../../../api/client.ts'
import { onAppEvent } from '../../../api/events.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'

/** Asks before a link of the mail shown under `path` is followed, and says where it really leads. */
export function LinkDialog({ path }: { path: string }) {
  const { t } = useTranslation('timeline')
  const [pressed, setPressed] = useState<number>()
  useEffect(
    () =>
      onAppEvent(event => {
        if (event.type === 'link.pressed' && event.path === path) setPressed(event.link)
      }),
    [path],
  )
  const input = { path, link: pressed ?? 0 }
  const { data: link } = useQuery(api.timeline.link.queryOptions({ input, enabled: pressed !== undefined }))
  const close = (): void => setPressed(undefined)
  // The desktop shows addresses of the encrypted web only, so others are there to be copied.
  const opens = link?.url.startsWith('https:')
  const open = (): void => {
    if (!link) return
    if (window.hilo) void client.timeline.follow(input)
    else window.open(link.url, '_blank', 'noopener,noreferrer')
    close()
  }
  const copy = (): void => {
    void navigator.clipboard.writeText(link?.url ?? '').then(close, () => {})
  }
  return (
    <Dialog
      isOpen={pressed !== undefined && link !== undefined}
      onClose={close}
      title={t('link.title')}
      footer={
        <>
          <Button onPress={close}>{t('link.stay')}</Button>
          <Button onPress={copy} look={opens ? 'plain' : 'primary'}>
            {t('link.copy')}
          </Button>
          {opens && (
            <Button onPress={open} look="primary">
              {t('link.open')}
            </Button>
          )}
        </>
      }
    >
      {link && <Where link={link} />}
    </Dialog>
  )
}

function Where({ link: { url, host, warnings } }: { link: LinkView }) {
  const { t } = useTranslation('timeline')
  const at = host === '' ? -1 : url.indexOf(host, url.indexOf('//') + 2 + credentials(url))
  return (
    <div className="flex flex-col gap-3">
      <p dir="ltr" className="max-h-40 overflow-auto rounded-2 bg-side px-3 py-2 font-mono text-12 text-ink-2 wrap-anywhere select-text">
        {at < 0 ? (
          url
        ) : (
          <>
            {url.slice(0, at)}
            <strong className="font-strong text-ink">{host}</strong>
            {url.slice(at + host.length)}
          </>
        )}
      </p>
      {warnings.map(warning => (
        <p key={warning} className="flex items-start gap-2 text-13">
          <TriangleAlert aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0 text-amber" />
          {t(`link.${warning}`, { host })}
        </p>
      ))}
      {warnings.length === 0 && <p className="text-13 text-ink-2">{t('link.text')}</p>}
    </div>
  )
}

/** How long the name before an @ is. */
function credentials(url: string): number {
  return /^\w+:\/\/([^/?#]*@)?/.exec(url)?.[1]?.length ?? 0
}
