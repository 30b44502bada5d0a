import type { Watched } from './mail/watch.ts'

export function round(value: number, digits = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

/** What a bench found, a line each. */
export class Table {
  private readonly rows: [string, string][] = []

  add(name: string, value: string): void {
    this.rows.push([name, value])
  }

  print(): void {
    for (const [name, value] of this.rows) process.stdout.write(`${name.padEnd(34)} ${value}\n`)
  }
}

/** Adds what was seen of a process while it worked for so many seconds. */
export function addWatched(table: Table, { peak, half, end, blocked, computing, cpu }: Watched, seconds: number): void {
  table.add('memory of the process', `${round(peak / 1e6)} MB at most; ${round(half / 1e6)} at half time, ${round(end / 1e6)} at the end`)
  table.add('main thread held up at most', `${round(blocked, 1)} ms, of which it computed ${round(computing, 1)} ms`)
  table.add('processor time', `${round(cpu, 1)} s: ${round(cpu / seconds, 2)} cores busy`)
}
