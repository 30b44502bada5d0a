import { existsSync, readFileSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ORPCError } from '@orpc/server'
import log from 'electron-log/node.js'

/** A file is full at this many bytes; so many full ones are kept beside it. */
const FULL = 512 * 1024
const OLD = 3

/** Numbers, yes or no, and codes. A string that is not a code is not written. */
export type Facts = Record<string, number | boolean | string | undefined>

/** What the program tells of itself: `event` is a code such as `window.gone`. Nothing of any customer can get in. */
export interface Log {
  info(event: string, facts?: Facts): void
  warn(event: string, facts?: Facts): void
  /** Of an error its name, its code and where it was thrown: what it says may quote what it met. */
  error(event: string, error: unknown, facts?: Facts): void
  /** What is written, by file name, the newest first. */
  files(): { name: string; content: Buffer }[]
}

/** Logs to `<folder>/logs/hilo.log`, for this user alone. Never throws: a full disk is no reason to stop. */
export function openLog(folder: string): Log {
  const file = join(folder, 'logs', 'hilo.log')
  const names = [file, ...Array.from({ length: OLD }, (_, index) => `${file}.${index + 1}`)]
  const logger = log.create({ logId: file })
  logger.transports.console.level = false
  logger.transports.file.resolvePathFn = () => file
  logger.transports.file.maxSize = FULL
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  logger.transports.file.format = ({ data, level, message }) => [`${message.date.toISOString()} ${level} ${data.join(' ')}`]
  logger.transports.file.archiveLogFn = () => {
    for (let index = names.length - 1; index > 0; index -= 1) {
      const [from = '', to = ''] = [names[index - 1], names[index]]
      if (existsSync(from)) renameSync(from, to)
    }
  }
  const write = (level: 'info' | 'warn' | 'error', event: string, facts: Facts, at = ''): void => {
    const told = Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${plain(value)}`]))
    logger[level]([plain(event), ...told, ...(at === '' ? [] : [`at=${at}`])].join(' '))
  }
  return {
    info: (event, facts = {}) => write('info', event, facts),
    warn: (event, facts = {}) => write('warn', event, facts),
    error: (event, error, facts = {}) =>
      write('error', event, { ...facts, ...tell(error) }, error instanceof Error ? frames(error.stack ?? '') : ''),
    files: () => names.flatMap(name => (existsSync(name) ? [{ name: basename(name), content: readFileSync(name) }] : [])),
  }
}

/** Tells of a call that failed without being meant to: what the contract declares, and who left before the answer, is not told. */
export function noteFailure(log: Log | undefined): (error: unknown) => void {
  return error => {
    const meant = error instanceof ORPCError && error.defined
    const left = error instanceof Error && error.name === 'AbortError'
    if (!meant && !left) log?.error('call', error)
  }
}

/** Codes, versions and the like: one word. Long runs of digits may be a number somebody is called by, long words a secret. */
function plain(value: number | boolean | string): string {
  if (typeof value !== 'string') return String(value)
  // A version has as many dots as a number may, and fewer digits.
  if (/^\d{1,2}\.\d{1,2}\.\d{1,2}$/.test(value)) return value
  return /^[\w.:,/-]{0,60}$/.test(value) && !/\d[\d.:,/-]{5,}\d/.test(value) && !/[\w-]{40,}/.test(value) ? value : '<left-out>'
}

function tell(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined
  return { error: error.name, code }
}

/** `at run (file:///opt/Hilo/app.asar/out/main/run.js:12:3)` as `run.js:12:3`: no folder of anybody's computer. */
function frames(stack: string): string {
  const lines = stack.split('\n').filter(line => /^\s+at /.test(line))
  return lines
    .slice(0, 8)
    .flatMap(line => /(?<![\w.-])([\w.-]+\.(?:[cm]?[jt]s)):(\d+):(\d+)\)?$/.exec(line)?.slice(1, 4).join(':') ?? [])
    .join(',')
}
