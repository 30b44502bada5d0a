import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileRisk } from '#shared/safety/file-risk.ts'
import { viewLink } from '#shared/safety/link.ts'
import { hostileFiles } from '../../e2e/hostile/messages.ts'

test('every file that could run, and none that could not, is warned about', () => {
  const told = hostileFiles().map(({ name, type, bytes }) => [name, fileRisk(name, type, bytes) ?? ''])
  expect(told).toEqual(hostileFiles().map(({ name, risk }) => [name, risk]))
  expect(told.length).toBeGreaterThan(60)
})

test('where a link leads is said in letters that cannot mislead, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string({ unit: 'binary' }).map(path => `https://a.example/${path}`),
        fc.string(),
      ),
      fc.string(),
      (href, text) => {
        const link = viewLink(href, text)
        if (!link) return true
        return /^(?:https?|mailto|tel):[\x21-\x7e]*$/.test(link.url) && link.url.includes(link.host)
      },
    ),
  )
  expect(viewLink('mailto:ana@example.es?subject=\u202ex y')?.url).toMatch(/^[\x21-\x7e]*$/)
})
