import { describe, expect, test } from 'vitest'
import { sources } from '../../../electron/connectors/all-sources.ts'
import { askedFor, draftOf, faultsIn, faultsOf, firstValues, guessesServer } from '../../../renderer/features/connectors/setup/draft.ts'
import { resources } from '../../../renderer/i18n/resources.ts'
import type { FormField } from '../../../shared/contract/connectors.ts'

const form: readonly FormField[] = [
  { name: 'user', type: 'text', required: true },
  { name: 'auth', type: 'choice', required: true, initial: 'password', choices: ['password', 'oauth'] },
  { name: 'password', type: 'secret', required: true, when: { field: 'auth', is: 'password' } },
  { name: 'token', type: 'secret', required: true, when: { field: 'auth', is: 'oauth' } },
  { name: 'port', type: 'number', required: false, advanced: true },
  { name: 'table', type: 'text', required: false, initial: 'calls', advanced: true },
  { name: 'plain', type: 'toggle', required: false, initial: false, advanced: true },
]

describe('a form made from its schema', () => {
  test('knows when a server is guessed that could be named', () => {
    const named = [...form, { name: 'host', type: 'text', required: false, advanced: true }] as const
    expect(guessesServer(named, firstValues(named, undefined))).toBe(true)
    expect(guessesServer(named, firstValues(named, { host: 'mx.x.example' }))).toBe(false)
    expect(guessesServer(form, firstValues(form, undefined))).toBe(false)
  })

  test('opens filled in, and asks only for what is needed as things stand', () => {
    const values = firstValues(form, undefined)
    expect(values).toEqual({ user: '', auth: 'password', password: '', token: '', port: '', table: 'calls', plain: false })
    expect(askedFor(form, values).map(({ name }) => name)).toEqual(['user', 'auth', 'password', 'port', 'table', 'plain'])
    expect(askedFor(form, { ...values, auth: 'oauth' }).map(({ name }) => name)).toContain('token')
  })

  test('hands on settings in their types and secrets apart, without what is empty or not asked for', () => {
    const values = {
      user: ' ana@example.com ',
      auth: 'password',
      password: ' pw ',
      token: 'left over',
      port: '993',
      table: '',
      plain: true,
    }
    expect(draftOf(form, values)).toEqual({
      settings: { user: 'ana@example.com', auth: 'password', port: 993, table: '', plain: true },
      secrets: { password: ' pw ' },
    })
  })

  test('opens for a change without secrets, keeps them, and keeps what it does not ask for', () => {
    const settings = { user: 'ana@example.com', auth: 'password', port: 143, folders: ['INBOX'] }
    const values = firstValues(form, settings)
    expect(values.password).toBe('')
    expect(faultsOf(form, values, true)).toEqual({})
    expect(draftOf(form, { ...values, port: '' }, settings)).toEqual({
      settings: { user: 'ana@example.com', auth: 'password', table: 'calls', plain: false, folders: ['INBOX'] },
      secrets: {},
    })
  })

  test('blames the field', () => {
    const values = { ...firstValues(form, undefined), port: 'imap' }
    expect(faultsOf(form, values, false)).toEqual({ user: 'required', password: 'required', port: 'number' })
    expect(faultsIn('port, folders.0', form)).toEqual({ port: 'invalid' })
  })
})

const kinds = Object.values(sources).map(({ kind, form: fields }) => ({ kind, fields }))

describe.each(['en', 'es'] as const)('in %s', language => {
  test.each(kinds)('$kind and its fields have words', ({ kind, fields }) => {
    const of = (tree: unknown, ...path: string[]): unknown =>
      path.reduce<unknown>(
        (at, key) => (typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined),
        tree,
      )
    const texts = resources[language].connectors
    const wanted = [
      ['kind', kind, 'name'],
      ['kind', kind, 'text'],
      ...fields.map(({ name }) => ['form', kind, name, 'label']),
      ...fields.flatMap(({ name, choices = [] }) => choices.map(choice => ['form', kind, name, 'choice', choice])),
    ]
    expect(wanted.filter(path => typeof of(texts, ...path) !== 'string').map(path => path.join('.'))).toEqual([])
  })
})
