import { expect, test } from 'vitest'
import { Sessions } from '../../../electron/serve/session.ts'

test('after a minute the right code works again', () => {
  let now = 0
  const sessions = new Sessions(() => now)
  const code = sessions.issue(false)
  for (let i = 0; i < 20; i++) expect(sessions.exchange('guess')).toBe('wrong')
  expect(sessions.exchange(code)).toBe('slow-down')
  now = 60_000
  const token = sessions.exchange(code)
  expect(sessions.accepts(token)).toBe(true)
})

test('neither a code nor a part of a token is a token', () => {
  const sessions = new Sessions(() => 0)
  const code = sessions.issue(false)
  const token = sessions.exchange(code)
  for (const no of ['', code, token.slice(1), 'wrong', 'slow-down']) expect(sessions.accepts(no)).toBe(false)
})
