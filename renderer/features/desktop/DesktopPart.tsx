import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DesktopSettings, UpdateView } from '#shared/desktop/calls.ts'
import { api, client, queryClient } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { saveFile } from '../../api/save.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { Banner, ProgressBar } from '../../ui/states.tsx'

/** How Hilo behaves on this computer. */
export function DesktopPart() {
  const { t } = useTranslation('desktop')
  const { t: problem } = useTranslation('problems')
  const { data, error } = useQuery(api.desktop.get.queryOptions())
  const set = useMutation(
    api.desktop.set.mutationOptions({ onSuccess: view => queryClient.setQueryData(api.desktop.get.queryKey(), view) }),
  )
  const save = useMutation({ mutationFn: saveDiagnostics })
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  const [asked, setAsked] = useState(false)
  const failed = error ?? set.error ?? save.error
  if (!data) return failed ? <Banner tone="failure">{failureText(failed, problem)}</Banner> : null
  const { shell, version, settings, startAtLogin, trouble, update } = data

  // In a browser that has to be allowed first, and is only asked for after a click.
  const allowed = shell || permission === 'granted'
  const notify = async (notifications: boolean): Promise<void> => {
    setAsked(notifications)
    if (notifications && !allowed && 'Notification' in window) setPermission(await Notification.requestPermission())
    set.mutate({ notifications })
  }

  return (
    <div className="flex flex-col gap-3">
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      {trouble && <Banner tone="warning">{t(`trouble.${trouble}`)}</Banner>}
      <Switch isSelected={settings.notifications && allowed} onChange={notify}>
        {t('notifications.label')}
      </Switch>
      {asked && !allowed && (
        <p role="status" className="text-ink-2">
          {t('notifications.refused')}
        </p>
      )}
      {settings.notifications && allowed && <Quiet quiet={settings.quiet} onChange={quiet => set.mutate({ quiet })} />}
      {shell && (
        <>
          <Switch isSelected={settings.spelling} onChange={spelling => set.mutate({ spelling })}>
            {t('spelling.label')}
          </Switch>
          <p className="max-w-read text-12 text-ink-2 leading-read">{t('spelling.text')}</p>
        </>
      )}
      {startAtLogin !== undefined && (
        <Switch isSelected={startAtLogin} onChange={on => set.mutate({ startAtLogin: on })}>
          {t('startAtLogin')}
        </Switch>
      )}
      {update ? <Update update={update} version={version} /> : <p className="text-ink-2">{t('version', { version })}</p>}
      <p className="max-w-read text-ink-2 leading-read text-pretty">{t('diagnostics.text')}</p>
      <div>
        <Button isDisabled={save.isPending} onPress={() => save.mutate()}>
          {t('diagnostics.button')}
        </Button>
      </div>
    </div>
  )
}

async function saveDiagnostics(): Promise<void> {
  const { path } = await client.desktop.diagnostics()
  saveFile(path, 'hilo-diagnostics.zip')
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/
const night = { from: '20:00', to: '08:00' }

function Quiet({ quiet, onChange }: { quiet: DesktopSettings['quiet']; onChange: (quiet: DesktopSettings['quiet']) => void }) {
  const { t } = useTranslation('desktop')
  const [typed, setTyped] = useState(quiet ?? night)
  const change = (part: Partial<typeof night>): void => {
    const next = { ...typed, ...part }
    setTyped(next)
    if (clock.test(next.from) && clock.test(next.to)) onChange(next)
  }
  const wrong = (text: string): string | undefined => (clock.test(text) ? undefined : t('quiet.bad'))
  return (
    <>
      <Switch isSelected={quiet !== null} onChange={on => onChange(on ? typed : null)}>
        {t('quiet.label')}
      </Switch>
      {quiet && (
        <div className="flex flex-wrap gap-3">
          <TextField label={t('quiet.from')} value={typed.from} onChange={from => change({ from })} error={wrong(typed.from)} />
          <TextField label={t('quiet.to')} value={typed.to} onChange={to => change({ to })} error={wrong(typed.to)} />
        </div>
      )}
    </>
  )
}

function Update({ update, version }: { update: UpdateView; version: string }) {
  const { t } = useTranslation('desktop')
  const check = useMutation(api.desktop.checkForUpdate.mutationOptions())
  const install = useMutation(api.desktop.installUpdate.mutationOptions())
  const text = t(`update.${update.state}`, { version: 'version' in update ? update.version : version })
  return (
    <section aria-label={t('check')} className="flex flex-col gap-2">
      <p role="status">{text}</p>
      {update.state === 'loading' && <ProgressBar label={text} value={update.share ?? 0} />}
      {'notes' in update && update.notes !== '' && (
        <>
          <h3 className="text-13 font-strong">{t('notes')}</h3>
          <p className="max-w-read whitespace-pre-wrap text-ink-2 leading-read wrap-anywhere select-text">{update.notes}</p>
        </>
      )}
      <div>
        {update.state === 'ready' ? (
          <Button look="primary" isDisabled={install.isPending} onPress={() => install.mutate(undefined)}>
            {t('install')}
          </Button>
        ) : (
          (update.state === 'current' || update.state === 'failed') && (
            <Button isDisabled={check.isPending} onPress={() => check.mutate(undefined)}>
              {t('check')}
            </Button>
          )
        )}
      </div>
    </section>
  )
}
