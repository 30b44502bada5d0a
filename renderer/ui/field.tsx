import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import {
  SearchField as AriaSearchField,
  TextField as AriaTextField,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components'
import { useTranslation } from '../i18n/use-translation.ts'
import { Keys } from './keys.tsx'

const box =
  'h-8 w-full rounded-2 border border-line-strong bg-canvas px-2.5 text-13 text-ink outline-none focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent data-[invalid]:border-red'

interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** Only for screen readers when something else on screen says the same. */
  hideLabel?: boolean
  hint?: string | undefined
  /** What is wrong and what to do; the field is then marked invalid. */
  error?: string | undefined
  type?: 'text' | 'password'
  placeholder?: string
  autoComplete?: string
  autoFocus?: boolean
  onEnter?: () => void
  /** The field was left. */
  onBlur?: () => void
}

export function TextField({ label, hideLabel = false, hint, error, placeholder, onEnter, ...rest }: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={error !== undefined}
      {...(hideLabel && { 'aria-label': label })}
      className="flex min-w-0 flex-col gap-1"
      onKeyDown={event => {
        if (event.key === 'Enter' && onEnter) onEnter()
        else event.continuePropagation()
      }}
    >
      {!hideLabel && <Label className="text-13 font-strong">{label}</Label>}
      <Input {...(placeholder && { placeholder })} className={box} />
      {hint && !error && (
        <Text slot="description" className="text-12 text-ink-2 leading-read">
          {hint}
        </Text>
      )}
      <FieldError className="text-12 text-red leading-read">{error}</FieldError>
    </AriaTextField>
  )
}

interface SearchFieldProps {
  /** For screen readers; on screen the placeholder says it. */
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Shown in the empty field. */
  shortcut?: string
  autoFocus?: boolean
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void
  ref?: Ref<HTMLInputElement>
  'aria-controls'?: string
  'aria-activedescendant'?: string | undefined
}

/** Escape empties it; a second Escape is left to whoever is around it. */
export function SearchField({ label, placeholder, shortcut, ref, onKeyDown, value, ...rest }: SearchFieldProps) {
  const { t } = useTranslation('ui')
  const { 'aria-controls': controls, 'aria-activedescendant': active, ...field } = rest
  return (
    <AriaSearchField {...field} value={value} aria-label={label} className="min-w-0 grow">
      <Group className="flex h-8 items-center gap-2 rounded-2 border border-transparent bg-hover px-2 focus-within:border-accent focus-within:bg-canvas focus-within:outline-1 focus-within:outline-accent">
        <Search aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-ink-3" />
        <Input
          {...(ref && { ref })}
          placeholder={placeholder ?? label}
          {...(onKeyDown && { onKeyDown })}
          aria-controls={controls}
          aria-activedescendant={active}
          className="min-w-0 grow bg-transparent text-13 outline-none [&::-webkit-search-cancel-button]:hidden"
        />
        {value !== '' ? (
          <Button
            aria-label={t('clear')}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-1 text-ink-3 data-[hovered]:text-ink"
          >
            <X aria-hidden size={14} />
          </Button>
        ) : (
          shortcut && (
            <span aria-hidden>
              <Keys keys={shortcut} />
            </span>
          )
        )}
      </Group>
    </AriaSearchField>
  )
}
