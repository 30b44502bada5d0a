import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Condition, Segment } from '#shared/model/segment.ts'
import { api, client } from '../../../api/client.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { useListState } from '../../customers/list-state.ts'
import { useChange } from '../details/change.ts'
import { useAttributeWord } from '../details/words.ts'
import { ConditionRow } from './ConditionRow.tsx'

interface Line {
  key: number
  condition: Condition
}

/** Names a group of customers and says what must be true of each of them. */
export function SegmentDialog({ segment, onClose }: { segment: Segment | undefined; onClose: () => void }) {
  const { t } = useTranslation('details')
  const change = useChange()
  const { data } = useQuery(api.profile.attributes.queryOptions({}))
  const word = useAttributeWord()
  const attributes = (data?.attributes ?? []).map(attribute => ({ ...attribute, name: word(attribute.name) }))
  const [name, setName] = useState(segment?.name ?? '')
  const [lines, setLines] = useState<Line[]>(() =>
    (segment?.conditions ?? [{ about: 'silent', days: 30 }]).map((condition, key) => ({ key, condition })),
  )
  const [wrong, setWrong] = useState<string>()
  const [saving, setSaving] = useState(false)
  const conditions = lines.map(line => line.condition)
  const complete = name.trim() !== '' && conditions.length > 0 && conditions.every(isComplete)
  const done = (failure: string | undefined): void => {
    setSaving(false)
    setWrong(failure)
    if (failure === undefined) onClose()
  }
  const save = async (): Promise<void> => {
    // Enter once more before the answer would make another one of the same name.
    if (!complete || saving) return
    setSaving(true)
    const saved = client.profile.saveSegment({ name, conditions, ...(segment && { id: segment.id }) })
    done(await change(saved, t('segment.saved', { name: name.trim() })))
  }
  const remove = async (id: string): Promise<void> => {
    useListState.setState(now => (now.segment === id ? { segment: undefined } : now))
    done(await change(client.profile.removeSegment({ id }), t('segment.removed', { name: segment?.name ?? '' })))
  }
  return (
    <AskDialog
      wide
      onClose={onClose}
      title={segment ? t('segment.edit') : t('segment.new')}
      isDisabled={!complete || saving}
      onAct={() => void save()}
      failure={wrong}
      act={t('save')}
      aside={
        segment && (
          <Button look="quiet" onPress={() => void remove(segment.id)}>
            {t('segment.remove')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          autoFocus
          label={t('segment.name')}
          placeholder={t('segment.example')}
          value={name}
          onChange={setName}
          onEnter={() => void save()}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-13 font-strong">{t('segment.all')}</legend>
          {lines.map(({ key, condition }) => (
            <div key={key} className="flex items-start gap-2 border-t border-line pt-2">
              <div className="min-w-0 grow">
                <ConditionRow
                  condition={condition}
                  attributes={attributes}
                  onChange={next => setLines(now => now.map(line => (line.key === key ? { key, condition: next } : line)))}
                />
              </div>
              <IconButton
                icon={X}
                label={t('segment.drop')}
                placement="left"
                onPress={() => setLines(now => now.filter(line => line.key !== key))}
              />
            </div>
          ))}
          <div className="-ms-3">
            <Button
              look="quiet"
              icon={Plus}
              isDisabled={lines.length >= 12}
              onPress={() =>
                setLines(now => [...now, { key: Math.max(-1, ...now.map(line => line.key)) + 1, condition: { about: 'waiting', days: 0 } }])
              }
            >
              {t('segment.add')}
            </Button>
          </div>
        </fieldset>
      </div>
    </AskDialog>
  )
}

function isComplete(condition: Condition): boolean {
  return condition.about !== 'attribute' || condition.is === 'filled' || condition.is === 'empty' || condition.value.trim() !== ''
}
