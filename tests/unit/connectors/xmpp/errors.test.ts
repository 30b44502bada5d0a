import { describe, expect, it } from 'vitest'
import { sourceError } from '../../../../electron/connectors/xmpp/errors.ts'
import { findPlaces } from '../../../../electron/connectors/xmpp/places.ts'
import { Settings } from '../../../../electron/connectors/xmpp/settings.ts'

const thrown = (name: string, more: object) => Object.assign(new Error('of ana@example.org'), { name }, more)

describe('what went wrong', () => {
  it.each([
    [thrown('SASLError', { condition: 'not-authorized', text: '' }), 'attention', 'login-refused', 'not-authorized'],
    [
      thrown('SASLError', { condition: 'temporary-auth-failure', text: 'later' }),
      'retry',
      'server-said-no',
      'temporary-auth-failure: later',
    ],
    [
      thrown('SASLError', { condition: 'SASL: No compatible mechanism available.' }),
      'attention',
      'server-said-no',
      'SASL: No compatible mechanism available.',
    ],
    [thrown('StreamError', { condition: 'host-unknown' }), 'attention', 'server-said-no', 'host-unknown'],
    [
      thrown('StreamError', { condition: 'conflict', text: 'replaced by ana@example.org/x' }),
      'retry',
      'server-said-no',
      'conflict: replaced by …',
    ],
    [thrown('StreamError', { condition: 'system-shutdown' }), 'retry', 'dropped', 'system-shutdown'],
    [thrown('XMLError', {}), 'retry', 'bad-answer', undefined],
    [thrown('TimeoutError', {}), 'retry', 'timed-out', undefined],
    [thrown('Error', { code: 'EAI_AGAIN' }), 'retry', 'name-not-found', 'EAI_AGAIN'],
    [thrown('Error', {}), 'retry', 'failed', undefined],
    ['not even an error', 'retry', 'failed', undefined],
  ])('%s: who must act, and without anybody’s address', (error, kind, code, detail) => {
    expect(sourceError(error)).toMatchObject({ kind, code, detail })
  })
})

describe('where to connect', () => {
  const place = (server: string) => findPlaces('localhost', server, new AbortController().signal)

  it.each([
    ['', { host: 'localhost', port: 5222, direct: false }],
    ['chat.example.org', { host: 'chat.example.org', port: 5222, direct: false }],
    ['chat.example.org:5223', { host: 'chat.example.org', port: 5223, direct: true }],
    ['[::1]:15222', { host: '::1', port: 15222, direct: false }],
  ])('%j', async (server, expected) => {
    expect(await place(server)).toEqual([expected])
  })

  it.each(['a b', 'host:port', 'host:99999', 'http://host'])('is not %j', async server => {
    await expect(place(server)).rejects.toMatchObject({ kind: 'attention', code: 'settings', detail: 'server' })
  })

  it('is found for the account, whatever device was named with it', () => {
    expect(Settings.parse({ jid: ' Shop@Example.org/desk ' }).jid).toBe('shop@example.org')
    for (const jid of ['shop', '@example.org', 'a@b@c', '']) expect(Settings.safeParse({ jid }).success).toBe(false)
  })
})
