import { ChevronDown } from 'lucide-react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import type { Option } from './choice.tsx'

interface ComboProps {
  label: string
  options: readonly Option<string>[]
  value: string
  onChange: (value: string) => void
}

/** One of very many, found by typing part of it. */
export function Combo({ label, options, value, onChange }: ComboProps) {
  return (
    <ComboBox
      defaultItems={options}
      defaultValue={value}
      onChange={key => {
        if (typeof key === 'string') onChange(key)
      }}
      menuTrigger="focus"
      className="flex min-w-0 flex-col gap-1"
    >
      <Label className="text-13 font-strong">{label}</Label>
      <div className="flex h-8 items-center rounded-2 border border-line-strong bg-canvas focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
        <Input className="min-w-0 grow bg-transparent ps-2.5 text-13 outline-none" />
        <Button className="flex h-full w-8 shrink-0 items-center justify-center text-ink-2">
          <ChevronDown aria-hidden size={14} />
        </Button>
      </div>
      <Popover className="overlay-motion max-h-80 w-(--trigger-width) overflow-auto rounded-2 bg-raised p-1 shadow-overlay">
        <ListBox<Option<string>> className="outline-none">
          {option => (
            <ListBoxItem
              textValue={option.label}
              className="flex h-8 items-center rounded-1 px-2 text-13 outline-none data-[focused]:bg-hover data-[selected]:font-strong"
            >
              <span className="truncate">{option.label}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
