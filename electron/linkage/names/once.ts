/** Reads each spelling once: many records share what was read. Bounded. */
export function once<T>(read: (written: string) => T): (written: string) => T {
  const known = new Map<string, { value: T }>()
  return written => {
    const seen = known.get(written)
    if (seen) return seen.value
    const value = read(written)
    if (known.size >= 50_000) known.clear()
    known.set(written, { value })
    return value
  }
}
