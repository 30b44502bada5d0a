import { expect, test } from 'vitest'
import { Sessions } from '../../../electron/serve/session.ts'

const token = 'a'.repeat(43)

test('after a minute the right code works again', () => {
  let now = 0
  const sessions = new Sessions(() => now)
  const code = sessions.issue()
  for (let i = 0; i < 20; i++) expect(sessions.register('guess', token)).toBe('wrong')
  expect(sessions.register(code, token)).toBe('slow-down')
  now = 60_000
  expect(sessions.register(code, token)).toBe('open')
  expect(sessions.accepts(token)).toBe(true)
})

test('neither a code nor a part of a token is a token', () => {
  const sessions = new Sessions(() => 0)
  const code = sessions.issue()
  sessions.register(code, token)
  for (const no of ['', code, token.slice(1), 'wrong', 'open', 'slow-down']) expect(sessions.accepts(no)).toBe(false)
})

test('a code lets nobody else in, goes on for the one it let in, and is followed by the next', () => {
  const sessions = new Sessions(() => 0)
  let used = 0
  const code = sessions.issue(() => used++)
  const other = 'b'.repeat(43)
  expect(sessions.register(code, token)).toBe('open')
  expect(sessions.register(code, other)).toBe('wrong')
  expect(sessions.accepts(other)).toBe(false)
  expect(sessions.register(code, token)).toBe('open')
  expect(used).toBe(1)
})
