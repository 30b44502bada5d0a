import type { LiveBatch, LiveContext, SourceFolder } from '../../../electron/connectors/live.ts'

/** Which mail lies where, as the store keeps it, in memory. */
export class Places {
  readonly #folders = new Map<string, { validity: string; mails: Map<number, string> }>()

  put({ path, validity, mails }: NonNullable<LiveBatch['places']>): void {
    const folder = this.#known({ path, validity }) ?? { validity, mails: new Map() }
    this.#folders.set(path, folder)
    for (const { number, sourceId } of mails) folder.mails.set(number, sourceId)
  }

  leave({ ranges, ...at }: NonNullable<LiveBatch['left']>): void {
    const folder = this.#known(at)
    for (const number of folder?.mails.keys() ?? []) if (within(number, ranges)) folder?.mails.delete(number)
  }

  readonly lying: LiveContext<unknown>['lying'] = async (at, ranges) => {
    const mails = [...(this.#known(at)?.mails ?? [])]
    const stays = new Set(mails.filter(([number]) => !within(number, ranges)).map(([, sourceId]) => sourceId))
    const others = new Set([...this.#folders].filter(([path]) => path !== at.path).flatMap(([, folder]) => [...folder.mails.values()]))
    return mails
      .filter(([number]) => within(number, ranges))
      .map(([number, sourceId]) => ({
        number,
        sourceId,
        also: stays.has(sourceId) ? 'here' : others.has(sourceId) ? 'elsewhere' : 'nowhere',
      }))
  }

  #known({ path, validity }: SourceFolder) {
    const folder = this.#folders.get(path)
    return folder?.validity === validity ? folder : undefined
  }
}

function within(number: number, ranges: NonNullable<LiveBatch['left']>['ranges']): boolean {
  return ranges.some(([from, to]) => number >= from && number <= to)
}
