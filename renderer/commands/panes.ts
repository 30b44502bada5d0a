/** Puts the focus on the next pane on screen (or the one before): on what is marked as its first place, else on the pane itself. */
export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')]
  if (panes.length === 0) return
  const here = panes.findIndex(pane => pane.contains(document.activeElement))
  const index = here < 0 ? (step === 1 ? 0 : panes.length - 1) : (here + step + panes.length) % panes.length
  focusInPane(panes[index])
}

/** Puts the focus in one pane of the three, as soon as it is on screen. */
export function focusPaneNamed(name: 'left' | 'middle' | 'right'): void {
  requestAnimationFrame(() => focusInPane(document.querySelector<HTMLElement>(`[data-pane=${name}]`) ?? undefined))
}

function focusInPane(pane: HTMLElement | undefined): void {
  const first = pane?.querySelector<HTMLElement>('[data-pane-focus]') ?? pane
  first?.focus({ preventScroll: true })
}
