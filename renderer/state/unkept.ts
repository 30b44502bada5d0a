/**
 * Browsers write to the disk, in clear, what was typed into fields: to suggest it again and to put it back after a crash (HTML, "Autofilling form
 * controls: the autocomplete attribute"). No field is excepted that does not say so itself, as those for passphrases do.
 */
export function keepNothingTyped(): void {
  addEventListener(
    'focusin',
    ({ target }) => {
      const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
      if (isField && !target.hasAttribute('autocomplete')) target.autocomplete = 'off'
    },
    { capture: true },
  )
}
