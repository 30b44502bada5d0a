import { Plus } from 'lucide-react'
import { useState } from 'react'
import { handleText } from '#shared/model/interaction.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { useFlow } from '../flow.ts'
import type { Question } from './own.ts'

/** Which of these is you? Without it nobody can tell what came in from what went out. */
export function OwnQuestion({ question, chosen }: { question: Question; chosen: readonly string[] }) {
  const { t } = useTranslation('import')
  const [typed, setTyped] = useState('')
  const choices = [...new Set([...question.choices, ...chosen])]
  const choose = (own: readonly string[]): void => useFlow.setState({ own })
  const add = (): void => {
    const one = typed.trim()
    if (one === '') return
    choose([...new Set([...chosen, one])])
    setTyped('')
  }
  return (
    <fieldset className="flex flex-col gap-3 rounded-3 border border-line bg-side p-4">
      <legend className="float-start text-15 font-strong">{t('own.title')}</legend>
      <p className="clear-both text-13 leading-read text-ink-2">{chosen.length > 0 ? t('own.text') : t('own.nobody')}</p>
      <ul className="grid gap-x-4 gap-y-2 two:grid-cols-2">
        {choices.map(choice => (
          <li key={choice} className="min-w-0">
            <Checkbox
              isSelected={chosen.includes(choice)}
              onChange={on => choose(on ? [...chosen, choice] : chosen.filter(one => one !== choice))}
            >
              <bdi className="break-all leading-read">{/^(?:telegram|whatsapp):/.test(choice) ? handleText(choice) : choice}</bdi>
            </Checkbox>
          </li>
        ))}
      </ul>
      <div className="flex items-end gap-2">
        <div className="min-w-0 max-w-80 grow">
          <TextField label={t('own.other')} value={typed} onChange={setTyped} onEnter={add} placeholder={t('own.example')} />
        </div>
        <Button icon={Plus} isDisabled={typed.trim() === ''} onPress={add}>
          {t('own.add')}
        </Button>
      </div>
    </fieldset>
  )
}
