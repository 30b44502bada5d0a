import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How finely the main thread is watched, ms. */
const TICK = 5
const SAMPLE = 500

export interface Watched {
  /** Largest memory the process ever had (VmHWM on Linux), bytes. */
  peak: number
  /** Memory at half of the watched time and at its end, bytes: the same when it is flat. */
  half: number
  end: number
  /** The longest the main thread was held up, ms, and how much of any such time it was computing itself: the rest it waited for a core. */
  blocked: number
  computing: number
  /** Seconds of processor time of all threads. */
  cpu: number
}

/** Watches this process until stopped. */
export function watch(): () => Watched {
  const began = process.cpuUsage()
  const delay = monitorEventLoopDelay({ resolution: TICK })
  delay.enable()
  const memory: number[] = []
  let computing = 0
  let before = threadTime()
  const ticks = setInterval(() => {
    const now = threadTime()
    computing = Math.max(computing, now - before)
    before = now
  }, TICK)
  const samples = setInterval(() => memory.push(process.memoryUsage.rss()), SAMPLE)
  return () => {
    delay.disable()
    clearInterval(ticks)
    clearInterval(samples)
    const { user, system } = process.cpuUsage(began)
    return {
      peak: Math.max(highWater(), ...memory),
      half: memory[memory.length >> 1] ?? 0,
      end: memory.at(-1) ?? 0,
      blocked: Math.max(0, delay.max / 1e6 - TICK),
      computing,
      cpu: (user + system) / 1e6,
    }
  }
}

/** Bytes; 0 where the system does not tell. Not `resourceUsage().maxRSS`: on Linux a process begins with what its parent held when it was forked. */
function highWater(): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Processor time of this thread, ms. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
