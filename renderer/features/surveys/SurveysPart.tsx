import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SurveySettings, surveyKinds } from '#shared/surveys/kinds.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChoiceLine, Segmented } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { Banner } from '../../ui/states.tsx'

/** In the settings: what is asked after a case, when, in which language, and where an answer link leads. */
export function SurveysPart() {
  const { t } = useTranslation('surveys')
  const { t: problem } = useTranslation('problems')
  const { data: settings, error } = useQuery(api.surveys.settings.queryOptions())
  const save = useMutation(api.surveys.saveSettings.mutationOptions())
  const failed = error ?? save.error
  const change = (changes: Partial<SurveySettings>): void => {
    if (settings) save.mutate({ ...settings, ...changes })
  }
  return (
    <>
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      {settings && (
        <div className="flex flex-col gap-3">
          <ChoiceLine label={t('kind.label')} hint={t(`kind.text.${settings.kind}`)}>
            <Segmented
              label={t('kind.label')}
              value={settings.kind}
              onChange={kind => change({ kind })}
              options={surveyKinds.map(id => ({ id, label: id.toUpperCase() }))}
            />
          </ChoiceLine>
          <ChoiceLine label={t('when.label')} hint={t(`when.text.${settings.when}`)}>
            <Segmented
              label={t('when.label')}
              value={settings.when}
              onChange={when => change({ when })}
              options={[
                { id: 'choice', label: t('when.choice') },
                { id: 'solved', label: t('when.solved') },
              ]}
            />
          </ChoiceLine>
          <ChoiceLine label={t('language.label')}>
            <Segmented
              label={t('language.label')}
              value={settings.language}
              onChange={language => change({ language })}
              options={[
                { id: 'theirs', label: t('language.theirs') },
                { id: 'en', label: 'English' },
                { id: 'es', label: 'Español' },
              ]}
            />
          </ChoiceLine>
          <Base key={settings.base} base={settings.base} onChange={base => change({ base })} />
        </div>
      )}
    </>
  )
}

/** Saved with Enter and on leaving it, when it is an address. */
function Base({ base, onChange }: { base: string; onChange: (base: string) => void }) {
  const { t } = useTranslation('surveys')
  const [typed, setTyped] = useState(base)
  const read = SurveySettings.shape.base.safeParse(typed)
  const [left, setLeft] = useState(false)
  const commit = (): void => {
    setLeft(true)
    if (read.success && read.data !== base) onChange(read.data)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notes that the field in it was left
    <div onBlur={commit}>
      <TextField
        label={t('base.label')}
        placeholder="https://hilo.example.com"
        hint={t(base === '' ? 'base.none' : 'base.text')}
        error={left && !read.success ? t('base.wrong') : undefined}
        value={typed}
        onChange={setTyped}
        onEnter={commit}
      />
    </div>
  )
}
