import { type ReactNode, useEffect, useId, useState } from 'react'

export interface Offer {
  key: string
  content: ReactNode
  run: () => void
}

interface PickProps {
  /** Of the field, read aloud. */
  label: string
  /** Of the list, read aloud. */
  results: string
  placeholder: string
  typed: string
  onType: (typed: string) => void
  groups: readonly { heading?: string; offers: readonly Offer[] }[]
  /** False while the offers still belong to an earlier text. */
  settled: boolean
  /** Said when there is nothing to offer. */
  nothing: ReactNode
}

/** Typing narrows, the arrows move, Enter takes: the field keeps the focus all the while. */
export function Pick({ label, results, placeholder, typed, onType, groups, settled, nothing }: PickProps) {
  const id = useId()
  const [index, setIndex] = useState(0)
  const [entered, setEntered] = useState(false)
  const offers = groups.flatMap(group => group.offers)
  const active = Math.min(index, offers.length - 1)
  // Enter may come before the offers of the last letter do: what it means is known when they are here.
  useEffect(() => {
    if (!entered || !settled) return
    setEntered(false)
    offers[active]?.run()
  })
  const optionId = (at: number): string => `${id}-${at}`
  const options = (members: readonly Offer[], from: number): ReactNode =>
    members.map((offer, at) => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keys
      // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and points here
      <div
        key={offer.key}
        ref={element => {
          if (from + at === active) element?.scrollIntoView({ block: 'nearest' })
        }}
        id={optionId(from + at)}
        role="option"
        aria-selected={from + at === active}
        className={`flex min-h-9 items-center gap-2.5 rounded-2 px-2.5 ${from + at === active ? 'bg-selected' : 'hover:bg-hover'}`}
        onClick={() => offer.run()}
      >
        {offer.content}
      </div>
    ))
  let before = 0
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: it is opened to type
        autoFocus
        data-autofocus
        role="combobox"
        aria-label={label}
        aria-expanded={offers.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? optionId(active) : undefined}
        placeholder={placeholder}
        value={typed}
        onChange={event => {
          onType(event.target.value)
          setIndex(0)
        }}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') setIndex((active + 1) % Math.max(1, offers.length))
          else if (event.key === 'ArrowUp') setIndex((active - 1 + offers.length) % Math.max(1, offers.length))
          else if (event.key === 'Enter') setEntered(true)
          else return
          event.preventDefault()
        }}
        className="h-12 w-full shrink-0 border-b border-line bg-transparent px-5 text-15 outline-none"
      />
      <div id={id} role="listbox" aria-label={results} className="max-h-[50vh] overflow-auto p-2">
        {groups.map(({ heading, offers: members }) => {
          const from = before
          before += members.length
          if (members.length === 0) return null
          if (heading === undefined) return options(members, from)
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
            <div key={heading} role="group" aria-labelledby={`${id}-${heading}`}>
              <div id={`${id}-${heading}`} role="presentation" className="px-2.5 pt-1 pb-1.5 text-12 font-strong text-ink-2">
                {heading}
              </div>
              {options(members, from)}
            </div>
          )
        })}
      </div>
      {offers.length === 0 && (
        <p role="status" className="px-5 pb-6 text-center text-ink-2">
          {nothing}
        </p>
      )}
    </>
  )
}
