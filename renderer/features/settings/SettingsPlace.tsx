import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
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
import { PartIndex } from './PartIndex.tsx'
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
  const pane = useRef<HTMLDivElement>(null)
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

  const parts: PartProps[] = [
    {
      id: 'looks',
      title: t('looks'),
      content: (
        <>
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
        </>
      ),
    },
    {
      id: 'desktop',
      title: desktop('title'),
      text: desktop('text'),
      content: <DesktopPart />,
    },
    {
      id: 'keys',
      title: t('keys.title'),
      text: t('keys.text'),
      content: (
        <Switch isSelected={singleKeys.on} onChange={singleKeys.set}>
          {t('keys.label')}
        </Switch>
      ),
    },
    {
      id: 'own',
      title: t('own.title'),
      text: t('own.text'),
      content: (
        <>
          <OwnName name={preferences.name} onChange={name => prefer({ name })} />
          <OwnList own={settings.own} onChange={own => saveSettings.mutate({ own })} />
        </>
      ),
    },
    {
      id: 'reading',
      title: t('reading.title'),
      text: t('reading.text'),
      content: (
        <>
          <ReadingChoice settings={settings} onChange={changes => saveSettings.mutate(changes)} />
        </>
      ),
    },
    {
      id: 'replies',
      title: replies('settings.title'),
      text: replies('settings.text'),
      content: <RepliesPart />,
    },
    {
      id: 'levels',
      title: sla('title'),
      text: sla('text'),
      content: <SlaPart />,
    },
    {
      id: 'surveys',
      title: surveys('title'),
      text: surveys('text'),
      content: <SurveysPart />,
    },
    {
      id: 'calls',
      title: calls('settings.title'),
      text: calls('settings.text'),
      content: <CallsPart />,
    },
    {
      id: 'customers',
      title: details('settings.customer.title'),
      text: details('settings.customer.text'),
      content: <AttributesPart about="customer" />,
    },
    {
      id: 'cases',
      title: details('settings.case.title'),
      text: details('settings.case.text'),
      content: <AttributesPart about="case" />,
    },
    {
      id: 'queues',
      title: cases('queues.title'),
      text: cases('queues.text'),
      content: <QueuesPart />,
    },
    ...(kind === 'own'
      ? [
          {
            id: 'lock',
            title: t('lock.title'),
            text: t('lock.text'),
            content: <KeysPart lockAfter={preferences.lockAfter} onChange={prefer} />,
          },
          {
            id: 'backups',
            title: t('backups.title'),
            text: t('backups.text'),
            content: <BackupsPart />,
          },
        ]
      : []),
    {
      id: 'retention',
      title: retention('part.title'),
      text: retention('part.text'),
      content: <RetentionPart />,
    },
    {
      id: 'audit',
      title: safety('audit.title'),
      text: safety('audit.text'),
      content: <AuditPart />,
    },
    {
      id: 'data',
      title: t('data.title'),
      text: t(`data.${kind}`),
      content: (
        <>
          <p className="font-mono text-12 text-ink-2 wrap-anywhere select-text">{folder}</p>
          <div>
            <Button isDisabled={open.isPending} onPress={() => open.mutate({ kind: kind === 'own' ? 'sample' : 'own' })}>
              {t(kind === 'own' ? 'data.toSample' : 'data.toOwn')}
            </Button>
          </div>
        </>
      ),
    },
  ]

  return (
    <div ref={pane} className="@container h-full overflow-auto" data-pane="middle" data-pane-focus tabIndex={-1}>
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      <div className="mx-auto flex max-w-150 flex-col gap-x-8 px-6 @3xl:max-w-208 @3xl:flex-row">
        <PartIndex parts={parts} pane={pane} />
        <div className="min-w-0 max-w-150 grow py-8">
          <h1 className="text-24 font-strong">{t('title')}</h1>
          {parts.map(part => (
            <Part key={part.id} {...part} />
          ))}
        </div>
      </div>
    </div>
  )
}

interface PartProps {
  id: string
  title: string
  text?: string
  content: ReactNode
}

function Part({ id, title, text, content }: PartProps) {
  return (
    <section className="mt-8 flex flex-col gap-3 border-t border-line pt-5">
      <h2 id={`part-${id}`} tabIndex={-1} className="scroll-mt-15 self-start text-15 font-strong @3xl:scroll-mt-5">
        {title}
      </h2>
      {text && <p className="max-w-read text-ink-2 leading-read text-pretty">{text}</p>}
      {content}
    </section>
  )
}
