const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** First letter of the first and the last word; one character for scripts written without spaces; `#` when there is no letter. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter(word => /\p{L}/u.test(word))
  const letter = (word: string | undefined): string => {
    const trimmed = word?.replace(/^[^\p{L}]+/u, '') ?? ''
    const first = segmenter.segment(trimmed)[Symbol.iterator]().next()
    return first.done ? '' : first.value.segment.toLocaleUpperCase()
  }
  const first = letter(words[0])
  if (first === '') return '#'
  const joins = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(first)
  return joins && words.length > 1 ? first + letter(words.at(-1)) : first
}

/** Decoration beside a name: not read aloud. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span
      aria-hidden
      className={`inline-flex shrink-0 items-center justify-center rounded-full bg-hover font-strong text-ink-2 ${large ? 'size-10 text-15' : 'size-7 text-12'}`}
    >
      {initials(name)}
    </span>
  )
}
