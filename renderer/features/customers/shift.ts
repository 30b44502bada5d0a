/**
 * By how many rows what is on screen moved down when the list changed, so that scrolling by as much keeps it under the eye and
 * the pointer. `visible`: ids on screen, before and after in list order. The shift that most of them made decides: a row that
 * went to the top because its customer wrote does not take the screen with it.
 */
export function shiftOf(visible: readonly number[], before: readonly number[], after: readonly number[]): number {
  const places = new Map(after.map((id, index) => [id, index]))
  const votes = new Map<number, number>()
  for (const id of visible) {
    const now = places.get(id)
    const was = before.indexOf(id)
    if (now !== undefined && was >= 0) votes.set(now - was, (votes.get(now - was) ?? 0) + 1)
  }
  let best = 0
  for (const [shift, count] of votes) if (count > (votes.get(best) ?? 0)) best = shift
  return best
}
