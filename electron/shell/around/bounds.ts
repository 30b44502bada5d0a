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

/** How far a window stands beside the one it would cover. */
const STEP = 28

interface Size {
  width: number
  height: number
}

/**
 * Where a window opens: where it was left if that can be seen on one of the screens (their work areas), beside what stands right there; else, and
 * the first time, in the middle, not larger than the first screen.
 */
export function boundsFor(
  left: Left | Size,
  screens: readonly Rectangle[],
  others: readonly Rectangle[],
): Size & { x?: number; y?: number } {
  const { width, height } = left
  let at = 'x' in left ? left : undefined
  const covers = ({ x, y }: Rectangle): boolean => x === at?.x && y === at.y
  while (at && others.some(covers)) at = { ...at, x: at.x + STEP, y: at.y + STEP }
  for (const place of [at, 'x' in left ? left : undefined]) {
    if (place && screens.some(screen => canBeHeld(place, screen))) return { x: place.x, y: place.y, width, height }
  }
  const [first] = screens
  return { width: Math.min(width, first?.width ?? width), height: Math.min(height, first?.height ?? height) }
}

function canBeHeld({ x, y, width }: Left, screen: Rectangle): boolean {
  const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  return across >= Math.min(GRIP.width, width) && y >= screen.y && y + GRIP.height <= screen.y + screen.height
}
