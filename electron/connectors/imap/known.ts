import type { Late } from '../live.ts'

/** Mails of an account whose ids are kept at hand, the newest ones of each folder. */
const KEPT = 100_000
/** Of those, the ones that the cursor takes along. */
const WRITTEN = 4000
/** Of each folder at least so many, however many folders there are. */
const LEAST = 50

/** Which mail lies where, so that one that vanishes can be named: the server only tells its number. */
export class Known {
  private readonly folders = new Map<string, Map<number, string>>()
  /** `floor`: mails below it do not change the text. */
  private readonly written = new Map<string, { text: string; floor: number }>()

  /** @param recent as `recent` gave it. */
  restore(path: string, recent: string): void {
    for (const line of recent.split('\n')) {
      const space = line.indexOf(' ')
      if (space > 0) this.add(path, Number(line.slice(0, space)), line.slice(space + 1))
    }
  }

  add(path: string, uid: number, sourceId: string): void {
    const folder = this.folders.get(path) ?? new Map<number, string>()
    this.folders.set(path, folder)
    folder.set(uid, sourceId.replaceAll('\n', ''))
    if (uid >= (this.written.get(path)?.floor ?? 0)) this.written.delete(path)
    const most = this.share(KEPT)
    if (folder.size <= 1.1 * most) return
    for (const old of [...folder.keys()].sort((a, b) => b - a).slice(most)) folder.delete(old)
  }

  private share(all: number): number {
    return Math.max(LEAST, Math.floor(all / this.folders.size))
  }

  forget(path: string): void {
    this.folders.delete(path)
    this.written.delete(path)
  }

  /** The lowest number known in a folder; undefined when none is. */
  lowest(path: string): number | undefined {
    let lowest: number | undefined
    for (const uid of this.folders.get(path)?.keys() ?? []) if (lowest === undefined || uid < lowest) lowest = uid
    return lowest
  }

  /** Takes those out that are gone from a folder. One that lies elsewhere too was moved there. */
  remove(path: string, isGone: (uid: number) => boolean, at: number): Late[] {
    const folder = this.folders.get(path)
    const gone = [...(folder ?? [])].filter(([uid]) => isGone(uid))
    if (!folder || gone.length === 0) return []
    this.written.delete(path)
    for (const [uid] of gone) folder.delete(uid)
    const here = new Set(folder.values())
    const elsewhere = new Set([...this.folders].filter(([other]) => other !== path).flatMap(([, mails]) => [...mails.values()]))
    return gone
      .filter(([, sourceId]) => !here.has(sourceId))
      .map(([, sourceId]) => ({ sourceId, mark: elsewhere.has(sourceId) ? ('moved' as const) : ('removed' as const), at }))
  }

  /** The newest of a folder, for the cursor; undefined when there are none. */
  recent(path: string): string | undefined {
    const folder = this.folders.get(path)
    if (!folder || folder.size === 0) return undefined
    const cached = this.written.get(path)
    if (cached) return cached.text
    const most = this.share(WRITTEN)
    const newest = [...folder].sort(([a], [b]) => b - a).slice(0, most)
    const text = newest.map(([uid, sourceId]) => `${uid} ${sourceId}`).join('\n')
    this.written.set(path, { text, floor: newest[most - 1]?.[0] ?? 0 })
    return text
  }
}
