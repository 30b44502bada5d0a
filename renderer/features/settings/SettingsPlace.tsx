import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Preferences, WorkspaceView } from '#shared/contract/workspace.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useSingleKeys } from '../../commands/keys.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { applyPreferences } from '../../state/looks.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceLine, Segmented, Switch } from '../../ui/choice.tsx'
import { Banner } from '../../ui/states.tsx'
import { CallsPart } from '../calls/CallsPart.tsx'
import { QueuesPart } from '../cases/QueuesPart.tsx'
import { DesktopPart } from '../desktop/DesktopPart.tsx'
import { AuditPart } from '../privacy/audit/AuditPart.tsx'
import { KeysPart } from '../privacy/keys/KeysPart.tsx'
import { RetentionPart } from '../privacy/retention/RetentionPart.tsx'
import { SurveysPart } from '../surveys/SurveysPart.tsx'
import { AttributesPart } from './attributes/AttributesPart.tsx'
import { OwnList } from './OwnList.tsx'
import { OwnName } from './OwnName.tsx'
import { ReadingChoice } from './ReadingChoice.tsx'
import { RepliesPart } from './replies/RepliesPart.tsx'
import { BackupsPart } from './safety/BackupsPart.tsx'
import { SlaPart } from './sla/SlaPart.tsx'

export function SettingsPlace({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useTranslation('settings')
  const { t: calls } = useTranslation('calls')
  const { t: desktop } = useTranslation('desktop')
  const { t: details } = useTranslation('details')
  const { t: replies } = useTranslation('replies')
  const { t: cases } = useTranslation('cases')
  const { t: safety } = useTranslation('safety')
  const { t: retention } = useTranslation('retention')
  const { t: sla } = useTranslation('sla')
  const { t: surveys } = useTranslation('surveys')
  const { t: problem } = useTranslation('problems')
  const { preferences, settings, folder, kind } = workspace
  const singleKeys = useSingleKeys()
  const savePreferences = useMutation(api.workspace.preferences.mutationOptions())
  const saveSettings = useMutation(api.workspace.settings.mutationOptions())
  const open = useMutation(api.workspace.open.mutationOptions())
  const failed = savePreferences.error ?? saveSettings.error ?? open.error
  const prefer = (change: Partial<Preferences>): void => {
    // At once, not when the answer comes: the answer is the same.
    applyPreferences({ ...preferences, ...change })
    savePreferences.mutate(change)
  }

  return (
    <div className="h-full overflow-auto" data-pane="middle" data-pane-focus tabIndex={-1}>
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      <div className="mx-auto flex max-w-150 flex-col px-6 py-8">
        <h1 className="text-24 font-strong">{t('title')}</h1>
        <Part title={t('looks')}>
          <ChoiceLine label={t('language.label')}>
            <Segmented
              label={t('language.label')}
              value={preferences.language}
              onChange={language => prefer({ language })}
              options={[
                { id: 'system', label: t('system') },
                { id: 'en', label: 'English' },
                { id: 'es', label: 'Español' },
              ]}
            />
          </ChoiceLine>
          <ChoiceLine label={t('theme.label')}>
            <Segmented
              label={t('theme.label')}
              value={preferences.theme}
              onChange={theme => prefer({ theme })}
              options={[
                { id: 'system', label: t('system') },
                { id: 'light', label: t('theme.light') },
                { id: 'dark', label: t('theme.dark') },
              ]}
            />
          </ChoiceLine>
          <ChoiceLine label={t('density.label')}>
            <Segmented
              label={t('density.label')}
              value={preferences.density}
              onChange={density => prefer({ density })}
              options={[
                { id: 'comfortable', label: t('density.comfortable') },
                { id: 'compact', label: t('density.compact') },
              ]}
            />
          </ChoiceLine>
        </Part>
        <Part title={desktop('title')} text={desktop('text')}>
          <DesktopPart />
        </Part>
        <Part title={t('keys.title')} text={t('keys.text')}>
          <Switch isSelected={singleKeys.on} onChange={singleKeys.set}>
            {t('keys.label')}
          </Switch>
        </Part>
        <Part title={t('own.title')} text={t('own.text')}>
          <OwnName name={preferences.name} onChange={name => prefer({ name })} />
          <OwnList own={settings.own} onChange={own => saveSettings.mutate({ own })} />
        </Part>
        <Part title={t('reading.title')} text={t('reading.text')}>
          <ReadingChoice settings={settings} onChange={changes => saveSettings.mutate(changes)} />
        </Part>
        <Part title={replies('settings.title')} text={replies('settings.text')}>
          <RepliesPart />
        </Part>
        <Part title={sla('title')} text={sla('text')}>
          <SlaPart />
        </Part>
        <Part title={surveys('title')} text={surveys('text')}>
          <SurveysPart />
        </Part>
        <Part title={calls('settings.title')} text={calls('settings.text')}>
          <CallsPart />
        </Part>
        <Part title={details('settings.customer.title')} text={details('settings.customer.text')}>
          <AttributesPart about="customer" />
        </Part>
        <Part title={details('settings.case.title')} text={details('settings.case.text')}>
          <AttributesPart about="case" />
        </Part>
        <Part title={cases('queues.title')} text={cases('queues.text')}>
          <QueuesPart />
        </Part>
        {kind === 'own' && (
          <Part title={t('lock.title')} text={t('lock.text')}>
            <KeysPart lockAfter={preferences.lockAfter} onChange={prefer} />
          </Part>
        )}
        {kind === 'own' && (
          <Part title={t('backups.title')} text={t('backups.text')}>
            <BackupsPart />
          </Part>
        )}
        <Part title={retention('part.title')} text={retention('part.text')}>
          <RetentionPart />
        </Part>
        <Part title={safety('audit.title')} text={safety('audit.text')}>
          <AuditPart />
        </Part>
        <Part title={t('data.title')} text={t(`data.${kind}`)}>
          <p className="font-mono text-12 text-ink-2 wrap-anywhere select-text">{folder}</p>
          <div>
            <Button isDisabled={open.isPending} onPress={() => open.mutate({ kind: kind === 'own' ? 'sample' : 'own' })}>
              {t(kind === 'own' ? 'data.toSample' : 'data.toOwn')}
            </Button>
          </div>
        </Part>
      </div>
    </div>
  )
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="mt-8 flex flex-col gap-3 border-t border-line pt-5">
      <h2 className="text-15 font-strong">{title}</h2>
      {text && <p className="max-w-read text-ink-2 leading-read text-pretty">{text}</p>}
      {children}
    </section>
  )
}
