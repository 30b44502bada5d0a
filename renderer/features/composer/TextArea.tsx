import { type ClipboardEvent, type KeyboardEvent, type Ref, useRef } from 'react'

interface TextAreaProps {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void
  /** Id of what is wrong with it. */
  describedBy: string | undefined
  ref: Ref<HTMLTextAreaElement>
}

const place = /(\{\{[^{}]*\}\})/
const look = 'col-start-1 row-start-1 w-full whitespace-pre-wrap wrap-anywhere px-4 py-2 text-13 leading-read'

/** Grows with what is written, up to a third of the window; what is still to be filled in is marked. */
export function TextArea({ label, placeholder, value, onChange, onKeyDown, onPaste, describedBy, ref }: TextAreaProps) {
  const box = useRef<HTMLDivElement>(null)
  let at = 0
  return (
    <div ref={box} className="grid max-h-[34vh] min-h-20 overflow-y-auto">
      <div aria-hidden className={`${look} pointer-events-none text-transparent`}>
        {value.split(place).map(piece => {
          const key = at
          at += piece.length
          return place.test(piece) ? (
            <mark key={key} className="rounded-1 text-transparent">
              {piece}
            </mark>
          ) : (
            piece
          )
        })}{' '}
      </div>
      <textarea
        ref={ref}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={describedBy !== undefined}
        placeholder={placeholder}
        dir="auto"
        value={value}
        onChange={event => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className={`${look} resize-none overflow-hidden bg-transparent text-ink outline-none placeholder:text-ink-3`}
      />
    </div>
  )
}
