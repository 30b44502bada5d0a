import { Clock } from 'lucide-react'
import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlay.tsx'

const two = (value: number): string => String(value).padStart(2, '0')
const HOUR = 3_600_000

/** As an `input type=datetime-local` has it: local time without a zone. */
function local(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** Tomorrow at nine. */
function tomorrow(): Date {
  const at = new Date()
  at.setDate(at.getDate() + 1)
  at.setHours(9, 0, 0, 0)
  return at
}

/** Chooses when the reply goes out. */
export function Later({ onChoose }: { onChoose: (at: number) => void }) {
  const { t } = useTranslation('replies')
  const [written, setWritten] = useState(() => local(tomorrow()))
  const at = Date.parse(written)
  return (
    <Popover label={t('later.title')} trigger={<IconButton small icon={Clock} label={t('later.title')} placement="top" />}>
      {close => {
        const choose = (when: number): void => {
          close()
          onChoose(when)
        }
        return (
          <div className="flex flex-col gap-3">
            <div className="flex gap-2">
              <Button onPress={() => choose(Date.now() + HOUR)}>{t('later.hour')}</Button>
              <Button onPress={() => choose(tomorrow().getTime())}>{t('later.tomorrow')}</Button>
            </div>
            <TextField value={written} onChange={setWritten} className="flex flex-col gap-1">
              <Label className="text-13 font-strong">{t('later.at')}</Label>
              <Input
                type="datetime-local"
                min={local(new Date())}
                className="h-8 rounded-2 border border-line-strong bg-canvas px-2 text-13"
              />
            </TextField>
            <Button look="primary" isDisabled={!(at > Date.now())} onPress={() => choose(at)}>
              {t('later.do')}
            </Button>
          </div>
        )
      }}
    </Popover>
  )
}
