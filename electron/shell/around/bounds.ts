import type { Rectangle } from 'electron'
import * as z from 'zod'

/** How the window was left. Device-independent pixels; `zoom` in Chromium's levels, 0 is as designed. */
export const Left = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
  maximized: z.boolean(),
  zoom: z.number().min(-8).max(9),
})
export type Left = z.infer<typeof Left>

/** What of the window's top edge must be on a screen for somebody to get hold of it. */
const GRIP = { width: 120, height: 24 }

const usual = { width: 1280, height: 800 }

/** Where the window opens: where it was left if that can be seen on one of the screens (their work areas), else in the middle, not larger than the first. */
export function boundsFor(
  left: Left | undefined,
  screens: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const { width, height } = left ?? usual
  if (left && screens.some(screen => canBeHeld(left, screen))) return { x: left.x, y: left.y, width, height }
  const [first] = screens
  return { width: Math.min(width, first?.width ?? width), height: Math.min(height, first?.height ?? height) }
}

function canBeHeld({ x, y, width }: Left, screen: Rectangle): boolean {
  const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  return across >= Math.min(GRIP.width, width) && y >= screen.y && y + GRIP.height <= screen.y + screen.height
}
