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

/** Watches this process until stopped: its largest memory (bytes) and the longest its main thread was held up (ms). */
export function watchProcess(): () => { peak: number; blocked: number } {
  let peak = 0
  let blocked = 0
  let last = performance.now()
  const watch = setInterval(() => {
    const now = performance.now()
    blocked = Math.max(blocked, now - last - 10)
    last = now
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 10)
  return () => {
    clearInterval(watch)
    return { peak, blocked }
  }
}
