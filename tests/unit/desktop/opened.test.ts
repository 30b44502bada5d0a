import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filesAmong, openedOfLink } from '../../../shared/desktop/opened.ts'

test.each([
  ['hilo://day', { what: 'place', at: 'day' }],
  ['HILO://Cases/', { what: 'place', at: 'cases' }],
  ['hilo://customer/12', { what: 'customer', id: 12 }],
  ['hilo://search?q=invoice+7%20%C3%B1', { what: 'search', query: 'invoice 7 ñ' }],
])('%s shows a place', (link, opened) => {
  expect(openedOfLink(link)).toEqual(opened)
})

test.each([
  'hilo://call?from=+34600111222',
  'hilo://customer/0',
  'hilo://customer/-1',
  'hilo://customer/12/delete',
  'hilo://customer',
  'hilo://search?q=',
  'hilo://search',
  'hilo://import?path=/etc/passwd',
  'hilo://day/12',
  'hilo://command/frame.settings',
  'https://example.com/hilo://day',
  'hilo:day',
])('%s shows none', link => {
  expect(openedOfLink(link)).toBeUndefined()
})

test('whatever a link says, it never opens a file or runs a command', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map(rest => `hilo://${rest}`),
      ),
      link => {
        const opened = openedOfLink(link)
        expect(opened === undefined || ['place', 'customer', 'search'].includes(opened.what)).toBe(true)
      },
    ),
  )
})

test('of a start with files only mails and mailboxes are taken', () => {
  const args = ['--data', '/x', '/mail/a.EML', 'C:\\mail\\Inbox.mbox', 'b.eml', '--file=/mail/c.eml', '/mail/d.exe', '/opt/main.js']
  expect(filesAmong(args)).toEqual(['/mail/a.EML', 'C:\\mail\\Inbox.mbox'])
})
