import type { DesktopSettings } from '#shared/desktop/calls.ts'

/** Whether this moment (epoch ms) lies in the quiet hours, by this computer's clock; `from` after `to` reaches over midnight. */
export function isQuiet(quiet: DesktopSettings['quiet'], at: number): boolean {
  if (!quiet) return false
  const now = new Date(at)
  const clock = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
  const { from, to } = quiet
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to
}
