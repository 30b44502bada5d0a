import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { TextField as AriaTextField, FieldError, Label, Text, TextArea } from 'react-aria-components'
import type { Macro } from '#shared/replies/calls.ts'
import { type MacroActions, macroVariables, unknownVariables } from '#shared/replies/macro.ts'
import { api, client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Segmented, Select, Switch } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { useCaseWords } from '../../cases/words.ts'

const none: MacroActions = { tags: [], send: false }
const states = ['open', 'pending', 'hold', 'solved'] as const

/** A new text kept ready, or other words for one that is there. */
export function MacroDialog({ macro, onClose }: { macro: Macro | undefined; onClose: () => void }) {
  const { t } = useTranslation('replies')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const words = useCaseWords()
  const queries = useQueryClient()
  const [name, setName] = useState(macro?.name ?? '')
  const [language, setLanguage] = useState(macro?.language ?? '')
  const [text, setText] = useState(macro?.text ?? '')
  const [actions, setActions] = useState(macro?.actions ?? none)
  const [tags, setTags] = useState(macro?.actions.tags.join(', ') ?? '')
  const [wrong, setWrong] = useState<string>()
  const unknown = unknownVariables(text)
  const complete = name.trim() !== '' && unknown.length === 0
  const act = (changes: Partial<MacroActions>): void => setActions(now => ({ ...now, ...changes }))
  const save = async (): Promise<void> => {
    if (!complete) return
    try {
      const kept = { ...actions, tags: tags.split(',').flatMap(tag => tag.trim() || []) }
      await client.macros.save({ ...(macro && { id: macro.id }), name, language, text, actions: kept })
      await queries.invalidateQueries({ queryKey: api.macros.key() })
      onClose()
    } catch (error) {
      setWrong(failureText(error, problem))
    }
  }
  return (
    <AskDialog
      wide
      onClose={onClose}
      title={macro ? t('macro.edit', { name: macro.name }) : t('macro.add')}
      isDisabled={!complete}
      onAct={() => void save()}
      act={t('save')}
    >
      <div className="flex flex-col gap-4">
        <TextField autoFocus label={t('macro.name')} value={name} onChange={setName} error={wrong} />
        <div className="flex flex-col gap-1">
          <span className="text-13 font-strong">{t('macro.language')}</span>
          <Segmented
            label={t('macro.language')}
            value={language}
            onChange={setLanguage}
            options={[
              { id: '', label: t('macro.anyLanguage') },
              { id: 'en', label: 'English' },
              { id: 'es', label: 'Español' },
            ]}
          />
        </div>
        <AriaTextField value={text} onChange={setText} isInvalid={unknown.length > 0} className="flex flex-col gap-1">
          <Label className="text-13 font-strong">{t('text')}</Label>
          <TextArea
            rows={8}
            dir="auto"
            className="rounded-2 border border-line-strong bg-canvas px-2.5 py-1.5 text-13 leading-read data-[invalid]:border-red"
          />
          <FieldError className="text-12 text-red leading-read">
            {t('missing.unknown', { names: formats.list(unknown.map(each => `{{${each}}}`)), count: unknown.length })}
          </FieldError>
          <Text slot="description" className="text-12 text-ink-2 leading-read">
            {t('macro.variables', { names: macroVariables.map(each => `{{${each}}}`).join('  ') })}
          </Text>
        </AriaTextField>
        <Select
          label={t('macro.state')}
          value={actions.state ?? ''}
          onChange={id => act({ state: states.find(state => state === id) })}
          options={[{ id: '', label: t('macro.asItIs') }, ...states.map(id => ({ id, label: words.state(id) }))]}
        />
        <TextField label={t('macro.tags')} value={tags} onChange={setTags} />
        <TextField
          label={t('macro.assignee')}
          value={actions.assignee ?? ''}
          onChange={assignee => act({ assignee: assignee === '' ? undefined : assignee })}
        />
        <Switch isSelected={actions.send} onChange={send => act({ send })}>
          {t('macro.send')}
        </Switch>
      </div>
    </AskDialog>
  )
}
