import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { codes, fingerprintIn, stateHelp, stateWords, whereOf } from '../../../renderer/features/connectors/words.ts'
import { makeFormats } from '../../../renderer/i18n/make-formats.ts'
import { resources } from '../../../renderer/i18n/resources.ts'
import type { ConnectorState } from '../../../shared/contract/connectors.ts'

beforeAll(() => i18next.init({ resources, lng: 'en', interpolation: { escapeValue: false } }))

const NOW = Date.UTC(2025, 2, 3)

function words(state: ConnectorState, language: 'en' | 'es' = 'en', kind = 'imap', short = false): string {
  const formats = makeFormats(language === 'en' ? 'en-GB' : 'es-ES', 'UTC')
  return stateWords({ kind, name: 'Ours', settings: {}, state }, NOW, i18next.getFixedT(language, 'connectors'), formats, short)
}

function help(state: ConnectorState, settings: Record<string, unknown>): string {
  const t = i18next.getFixedT('en', 'connectors')
  return `${stateWords({ kind: 'imap', name: 'Ours', settings, state }, NOW, t, makeFormats('en-GB', 'UTC'))}: ${stateHelp({ state }, t)}`
}

describe('a state in words', () => {
  const catching: ConnectorState = { state: 'catching-up', done: 12_400, total: 50_000, rate: 900, secondsLeft: 42 }

  test('says how far catching up is, how fast, and how long still', () => {
    expect(words(catching)).toBe('Catching up: 12,400 of 50,000, 900 a second, about 40 seconds left')
    expect(words(catching, 'es')).toBe('Poniéndose al día: 12.400 de 50.000, 900 por segundo, quedan unos 40 segundos')
    expect(words(catching, 'en', 'imap', true)).toBe('Catching up, 25%')
  })

  test('says a share where progress counts bytes, and less where less is known', () => {
    expect(words(catching, 'en', 'folder')).toBe('Catching up, 25%')
    expect(words({ state: 'catching-up', done: 300, rate: 0.2 })).toBe('Catching up: 300 so far, 12 a minute')
    expect(words({ state: 'catching-up', done: 0, rate: 0 })).toBe('Catching up')
  })

  test('says why it waits and until when', () => {
    const waiting: ConnectorState = { state: 'waiting', until: NOW + 11_500, attempt: 2, code: 'name-not-found' }
    expect(words(waiting)).toBe('Waiting for network, next try in 12s')
    expect(words({ ...waiting, code: 'refused' })).toBe('Nothing answers there, next try in 12s')
    expect(words({ ...waiting, until: NOW - 1 })).toBe('Waiting for network, trying again')
    expect(words({ ...waiting, code: 'never-heard-of' }, 'en', 'imap', true)).toBe('Failed')
  })

  test('says what a person must do, and where', () => {
    const refused: ConnectorState = { state: 'attention', code: 'login-refused', since: NOW }
    expect(help(refused, { user: 'ana@example.com', host: 'imap.example.com' })).toBe(
      'Password refused by imap.example.com: Enter it again.',
    )
    expect(help(refused, { user: 'ana@example.com' })).toContain('refused by example.com')
  })

  test.each(codes)('has something to do for %s', code => {
    const said = help({ state: 'attention', code, since: NOW }, { host: 'there' })
    expect(said).not.toContain('problem.')
    expect(said.length).toBeGreaterThan(20)
  })
})

test('the other side is called by what the user knows', () => {
  expect(whereOf({ path: '/srv/calls' }, 'x')).toBe('/srv/calls')
  expect(whereOf({ jid: 'ana@chat.example' }, 'x')).toBe('chat.example')
  expect(whereOf({ user: 'ana', host: ' ' }, 'Ours')).toBe('Ours')
})

test('a fingerprint is found in either spelling', () => {
  const pairs = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0').toUpperCase()).join(':')
  expect(fingerprintIn(`SHA-256 ${pairs} DEPTH_ZERO_SELF_SIGNED_CERT`)).toBe(pairs)
  expect(fingerprintIn(`it is ${pairs.replaceAll(':', '').toLowerCase()}.`)).toBe(pairs)
  expect(fingerprintIn('CERT_HAS_EXPIRED')).toBeUndefined()
})
