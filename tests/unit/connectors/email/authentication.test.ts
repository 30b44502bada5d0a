import fc from 'fast-check'
import { expect, test } from 'vitest'
import { authenticationMarks } from '../../../../electron/connectors/email/content/authentication.ts'

const header = (text: string) => {
  const [key = '', value = ''] = text.split(/: (.*)/s)
  return { key: key.toLowerCase(), value }
}
const marks = (...lines: string[]) => authenticationMarks(lines.map(header))

const ours =
  'Received: from mail.bank.example (mail.bank.example [192.0.2.1]) by mx.shop.example with ESMTPS; Mon, 6 Jan 2025 10:00:00 +0000'
const theirs = 'Received: from laptop by mail.evil.test; Mon, 6 Jan 2025 09:59:00 +0000'

test('what the receiving server found is taken over, wherever it writes it', () => {
  const said = 'Authentication-Results: mx.shop.example; spf=pass smtp.mailfrom=bank.example; dkim=pass header.d=bank.example; dmarc=pass'
  for (const lines of [
    [said, ours, theirs],
    [ours, said, theirs],
    ['Received: from mx.shop.example by imap.shop.example; x', ours, said, theirs],
  ])
    expect(marks(...lines)).toEqual(['spf-pass', 'dkim-pass', 'dmarc-pass'])
})

test('what the sender wrote into the mail is not', () => {
  const forged = 'Authentication-Results: mail.evil.test; spf=pass; dkim=pass; dmarc=pass'
  expect(marks(ours, theirs, forged)).toEqual([])
  expect(marks(ours, 'Authentication-Results: spf=pass; dmarc=pass', theirs)).toEqual([])
  expect(marks('Authentication-Results: mx.shop.example; spf=fail; dmarc=fail', ours, forged)).toEqual(['spf-fail', 'dmarc-fail'])
  expect(marks(ours, forged, 'Authentication-Results: mx.shop.example; dmarc=pass')).toEqual([])
})

test('comments, quoted words and what a result is called by a server do not mislead', () => {
  const said = (rest: string) => marks(`Authentication-Results: mx.shop.example; ${rest}`, ours)
  expect(said('spf=softfail (dmarc=pass; (nested) x) smtp.mailfrom="a;dkim=pass"@b')).toEqual(['spf-fail'])
  expect(said('dkim=fail header.d=a; dkim=pass header.d=b; spf=temperror; dmarc=none')).toEqual(['dkim-pass', 'dmarc-none'])
  expect(said('none')).toEqual([])
  expect(marks('Authentication-Results: spf=pass (sender IP is 192.0.2.1); dmarc=bestguesspass', ours)).toEqual(['spf-pass', 'dmarc-none'])
  expect(
    marks('Received: from a by AM0PR01MB1.eurprd01.prod.outlook.com; x', 'Authentication-Results: spf=fail; dkim=none; dmarc=fail'),
  ).toEqual(['spf-fail', 'dkim-none', 'dmarc-fail'])
})

test('no header makes it throw or hang', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('(', ')', '"', '\\', ';', '=', 'spf', 'by mx.shop.example', 'pass'))
  const value = fc.array(part, { maxLength: 30 }).map(parts => parts.join(''))
  const key = fc.constantFrom('received', 'authentication-results', 'subject')
  fc.assert(fc.property(fc.array(fc.record({ key, value })), headers => authenticationMarks(headers).length <= 3))
  expect(marks(`Authentication-Results: ${'('.repeat(100_000)}`)).toEqual([])
})
