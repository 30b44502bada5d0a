import type { TFunction } from 'i18next'
import type { ConnectorState, ConnectorView } from '#shared/contract/connectors.ts'
import type { Formats } from '../../i18n/make-formats.ts'
import { countsBytes } from './kinds.ts'

type T = TFunction<'connectors'>

export const codes = [
  'name-not-found',
  'refused',
  'timed-out',
  'dropped',
  'certificate',
  'no-tls',
  'login-refused',
  'throttled',
  'server-said-no',
  'folder-missing',
  'file-missing',
  'no-permission',
  'table-missing',
  'column-missing',
  'bad-answer',
  'settings',
  'in-use',
  'disk-full',
  'failed',
] as const

/** One we have words for. */
export function codeOf(code: string | undefined): (typeof codes)[number] {
  return codes.find(each => each === code) ?? 'failed'
}

/** What a person would call the other side: its server, the domain of the account, a path. */
export function whereOf(settings: Record<string, unknown>, name: string): string {
  const { host, server, user, jid, path, file } = settings
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
  const domain = (address: string): string => (address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '')
  return text(host) || text(server) || domain(text(user)) || domain(text(jid)) || text(path) || text(file) || name
}

function spelled(seconds: number, locale: string): string {
  const [amount, unit] =
    seconds < 10
      ? [Math.max(1, Math.round(seconds)), 'second']
      : seconds < 90
        ? [Math.round(seconds / 10) * 10, 'second']
        : seconds < 5400
          ? [Math.round(seconds / 60), 'minute']
          : [Math.round(seconds / 3600), 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit: `${unit}`, unitDisplay: 'long' }).format(Number(amount))
}

/** "900 a second", "12 a minute"; undefined when nothing came within the last minute. */
export function rateWords(rate: number, t: T, formats: Formats): string | undefined {
  if (rate >= 0.95) return t('rate.second', { n: formats.number(Math.round(rate)) })
  return rate > 0 ? t('rate.minute', { n: formats.number(Math.max(1, Math.round(rate * 60))) }) : undefined
}

type Told = Pick<ConnectorView, 'kind' | 'name' | 'settings' | 'state'>

/** A state in one line: for the list `short`, else all that is known about it. */
export function stateWords({ kind, name, settings, state }: Told, now: number, t: T, formats: Formats, short = false): string {
  switch (state.state) {
    case 'catching-up':
      return catchingUp(state, countsBytes(kind), t, formats, short)
    case 'waiting': {
      const why = state.code === 'name-not-found' ? t('state.network') : t(`short.${codeOf(state.code)}`)
      if (short) return why
      const seconds = Math.ceil((state.until - now) / 1000)
      return seconds > 0 ? t('state.waiting', { why, time: formats.duration(seconds) }) : t('state.waitingNow', { why })
    }
    case 'attention':
      return short ? t(`short.${codeOf(state.code)}`) : t(`problem.${codeOf(state.code)}.what`, { where: whereOf(settings, name) })
    default:
      return t(`state.${state.state}`)
  }
}

function catchingUp(
  { done, total, rate, secondsLeft }: Extract<ConnectorState, { state: 'catching-up' }>,
  bytes: boolean,
  t: T,
  formats: Formats,
  short: boolean,
): string {
  const share = total ? formats.percent(Math.min(1, done / total)) : undefined
  if (share && (short || bytes)) return t('state.catchingShare', { share })
  if (short || bytes || (done === 0 && total === undefined)) return t('state.catching')
  const said = total
    ? t('state.catchingOf', { done: formats.number(done), total: formats.number(total) })
    : t('state.catchingSome', { done: formats.number(done) })
  const speed = rateWords(rate, t, formats)
  const left = secondsLeft === undefined ? undefined : t('state.left', { time: spelled(secondsLeft, formats.locale) })
  return [said, speed, left].filter(part => part !== undefined).join(', ')
}

/** What a person must do, or how it goes on. */
export function stateHelp({ state }: Pick<ConnectorView, 'state'>, t: T): string {
  if (state.state === 'attention') return t(`problem.${codeOf(state.code)}.do`)
  return t(state.state === 'catching-up' ? 'state.catchingText' : `state.${state.state}Text`)
}

/** The fingerprint that a certificate problem tells of, as pairs of hex digits with colons. */
export function fingerprintIn(detail: string | undefined): string | undefined {
  const found = /(?:[0-9a-f]{2}:){31}[0-9a-f]{2}|\b[0-9a-f]{64}\b/i.exec(detail ?? '')?.[0]
  return found?.replaceAll(':', '').toUpperCase().match(/../g)?.join(':')
}
