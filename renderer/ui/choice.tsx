import { Check as CheckIcon, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Checkbox as AriaCheckbox,
  Select as AriaSelect,
  Switch as AriaSwitch,
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components'

export interface Option<Id extends string> {
  id: Id
  label: string
  /** Before the label. */
  mark?: ReactNode
}

interface ChoiceProps<Id extends string> {
  label: string
  options: readonly Option<Id>[]
  value: Id
  onChange: (value: Id) => void
}

/** One of many, behind a button. For two to five short ones use Segmented. */
export function Select<Id extends string>({
  label,
  hideLabel = false,
  options,
  value,
  onChange,
}: ChoiceProps<Id> & { hideLabel?: boolean }) {
  return (
    <AriaSelect
      value={value}
      onChange={key => {
        const chosen = options.find(option => option.id === key)
        if (chosen) onChange(chosen.id)
      }}
      {...(hideLabel && { 'aria-label': label })}
      className="flex min-w-0 flex-col gap-1"
    >
      {!hideLabel && <Label className="text-13 font-strong">{label}</Label>}
      <Button className="flex h-8 min-w-32 items-center justify-between gap-2 rounded-2 border border-line-strong bg-canvas px-2.5 text-13 data-[hovered]:bg-hover">
        <SelectValue className="truncate" />
        <ChevronDown aria-hidden size={14} className="shrink-0 text-ink-2" />
      </Button>
      <Popover className="overlay-motion max-h-80 min-w-(--trigger-width) overflow-auto rounded-2 bg-raised p-1 shadow-overlay">
        <ListBox items={options} className="outline-none">
          {option => (
            <ListBoxItem
              textValue={option.label}
              className="flex h-8 items-center gap-2 rounded-1 px-2 text-13 outline-none data-[focused]:bg-hover"
            >
              {({ isSelected }) => (
                <>
                  {option.mark}
                  <span className="grow truncate">{option.label}</span>
                  {isSelected && <CheckIcon aria-hidden size={14} className="text-accent" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

/** One of two to five, all in view: an arrow key chooses the next. `label` is for screen readers. `compact`: only marks, the words are read aloud. */
export function Segmented<Id extends string>({
  label,
  options,
  value,
  onChange,
  compact = false,
}: ChoiceProps<Id> & { compact?: boolean }) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = options.find(option => keys.has(option.id))
        if (chosen) onChange(chosen.id)
      }}
      className="inline-flex items-center gap-0.5 rounded-2 bg-hover p-0.5"
    >
      {options.map(option => (
        <ToggleButton
          key={option.id}
          id={option.id}
          onFocus={({ relatedTarget, currentTarget }) => {
            const within = relatedTarget instanceof Element && relatedTarget.parentElement === currentTarget.parentElement
            if (within && option.id !== value) onChange(option.id)
          }}
          {...(compact && option.mark && { 'aria-label': option.label })}
          className="inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-1 px-1.5 text-13 whitespace-nowrap text-ink-2 data-[hovered]:text-ink data-[selected]:bg-raised data-[selected]:font-strong data-[selected]:text-ink data-[selected]:ring-1 data-[selected]:ring-line-strong"
        >
          {option.mark}
          {!(compact && option.mark) && option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

interface OnOffProps {
  children: ReactNode
  isSelected: boolean
  onChange: (value: boolean) => void
}

export function Switch({ children, ...rest }: OnOffProps) {
  return (
    <AriaSwitch {...rest} className="group flex items-center gap-2.5 text-13">
      <span className="flex h-5 w-8 shrink-0 items-center rounded-full border border-line-strong px-0.5 group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-1 group-data-[focus-visible]:outline-accent group-data-[selected]:border-accent group-data-[selected]:bg-accent">
        <span className="size-3.5 rounded-full bg-line-strong transition-transform group-data-[selected]:translate-x-3 group-data-[selected]:bg-on-accent rtl:group-data-[selected]:-translate-x-3" />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  )
}

export function Checkbox({ children, ...rest }: OnOffProps) {
  return (
    <AriaCheckbox {...rest} className="group flex min-w-0 items-center gap-2.5 text-13">
      <span className="flex size-4 shrink-0 items-center justify-center rounded-1 border border-line-strong group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-1 group-data-[focus-visible]:outline-accent group-data-[selected]:border-accent group-data-[selected]:bg-accent">
        <CheckIcon aria-hidden size={12} strokeWidth={3} className="hidden text-on-accent group-data-[selected]:block" />
      </span>
      <span className="min-w-0 grow">{children}</span>
    </AriaCheckbox>
  )
}

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

/** What is chosen on the left, its choice on the right; the choice says for itself what it is. `hint`: what the chosen one means. */
export function ChoiceLine({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <span aria-hidden>{label}</span>
        {children}
      </div>
      {hint !== undefined && <p className="max-w-read text-12 text-ink-2 leading-read">{hint}</p>}
    </div>
  )
}
