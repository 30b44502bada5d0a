import { useState } from 'react'
import { type Attribute, type AttributeAbout, type AttributeType, attributeTypes } from '#shared/model/attribute.ts'
import { client } from '../../../api/client.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Select } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { useChange } from '../../profile/details/change.ts'
import { useAttributeWord } from '../../profile/details/words.ts'

/** A new attribute, or another name and other choices for one that is there: its type stays, its values are of it. */
export function AttributeDialog({
  attribute,
  about,
  onClose,
}: {
  attribute: Attribute | undefined
  about: AttributeAbout
  onClose: () => void
}) {
  const { t } = useTranslation('details')
  const change = useChange()
  const shown = useAttributeWord()(attribute?.name ?? '')
  const [name, setName] = useState(shown)
  const [type, setType] = useState<AttributeType>(attribute?.type ?? 'text')
  const [written, setWritten] = useState(attribute?.choices.join(', ') ?? '')
  const [wrong, setWrong] = useState<string>()
  const choices = [...new Set(written.split(/[,;\n]/).map(choice => choice.trim()))].filter(choice => choice !== '')
  const tooMuch = choices.length > 50 || choices.some(choice => choice.length > 60)
  const complete = name.trim() !== '' && name.trim().length <= 60 && !tooMuch && (type !== 'choice' || choices.length > 0)
  const save = async (): Promise<void> => {
    if (!complete) return
    const draft = {
      about,
      name: attribute && name === shown ? attribute.name : name,
      type,
      choices: type === 'choice' ? choices : [],
      ...(attribute && { id: attribute.id }),
    }
    const failure = await change(client.profile.saveAttribute(draft), t('attribute.saved', { name: name.trim() }))
    setWrong(failure)
    if (failure === undefined) onClose()
  }
  return (
    <AskDialog
      onClose={onClose}
      title={attribute ? t('attribute.edit') : t(`attribute.add.${about}`)}
      isDisabled={!complete}
      onAct={() => void save()}
      act={t('save')}
    >
      <div className="flex flex-col gap-4">
        <TextField
          autoFocus
          label={t('name')}
          placeholder={t(`attribute.example.${about}`)}
          value={name}
          onChange={setName}
          error={wrong}
          onEnter={() => void save()}
        />
        {attribute === undefined && (
          <Select
            label={t('type.label')}
            value={type}
            onChange={setType}
            options={attributeTypes.map(id => ({ id, label: t(`type.${id}`) }))}
          />
        )}
        {type === 'choice' && (
          <TextField
            label={t('choices.label')}
            hint={t('choices.hint')}
            error={tooMuch ? t('choices.many') : undefined}
            value={written}
            onChange={setWritten}
            onEnter={() => void save()}
          />
        )}
      </div>
    </AskDialog>
  )
}
