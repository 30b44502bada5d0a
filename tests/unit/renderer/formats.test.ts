import { describe, expect, test } from 'vitest'
import { chooseLanguage, chooseLocale } from '../../../renderer/i18n/languages.ts'
import { makeFormats } from '../../../renderer/i18n/make-formats.ts'

const english = makeFormats('en-GB', 'Europe/Madrid')
const spanish = makeFormats('es-ES', 'Europe/Madrid')
const now = Date.parse('2025-03-10T09:00:00+01:00')
const ago = (text: string): string => english.ago(Date.parse(text), now)

describe('relative times', () => {
  test('grow coarser with age', () => {
    expect(ago('2025-03-10T08:59:40+01:00')).toBe('now')
    expect(ago('2025-03-10T08:58:00+01:00')).toBe('2 minutes ago')
    expect(ago('2025-03-10T06:00:00+01:00')).toBe('3 hours ago')
    expect(ago('2025-03-09T12:00:00+01:00')).toBe('yesterday')
    expect(ago('2025-03-05T12:00:00+01:00')).toBe('5 days ago')
    expect(ago('2025-02-01T12:00:00+01:00')).toBe('1 Feb')
    expect(ago('2023-02-01T12:00:00+01:00')).toBe('1 Feb 2023')
  })
  test('count calendar days of the viewer, not spans of 24 hours', () => {
    expect(ago('2025-03-08T23:50:00+01:00')).toBe('2 days ago')
  })
  test('late at night, an hour ago is an hour ago and not yesterday', () => {
    expect(english.ago(Date.parse('2025-03-09T23:30:00+01:00'), Date.parse('2025-03-10T00:45:00+01:00'))).toBe('1 hour ago')
  })
  test('of a clock that runs ahead are dates, not negative', () => {
    expect(ago('2025-03-12T12:00:00+01:00')).toBe('12 Mar')
  })
  test('speak the language', () => {
    expect(spanish.ago(Date.parse('2025-03-09T12:00:00+01:00'), now)).toBe('ayer')
    expect(spanish.short(Date.parse('2025-03-10T08:58:00+01:00'), now)).toBe('2min')
  })
  test('across the change to summer time stay right', () => {
    expect(english.ago(Date.parse('2025-03-29T12:00:00+01:00'), Date.parse('2025-03-31T09:00:00+02:00'))).toBe('2 days ago')
  })
})

test('durations are said in at most two units', () => {
  expect(english.duration(32)).toBe('32s')
  expect(english.duration(245)).toBe('4m 5s')
  expect(english.duration(240)).toBe('4m')
  expect(english.duration(3720)).toBe('1h 2m')
})

test('a second short of the next unit never reads as sixty', () => {
  expect(english.duration(59.7)).toBe('1m')
  expect(english.duration(119.8)).toBe('2m')
  expect(english.duration(7199)).toBe('2h')
})

test('the language is the chosen one, else the first of the system that is spoken, else English', () => {
  expect(chooseLanguage('es', ['en-GB'])).toBe('es')
  expect(chooseLanguage('system', ['de-DE', 'es-MX', 'en'])).toBe('es')
  expect(chooseLanguage('system', ['ja'])).toBe('en')
})

test('dates follow the flavour of the language that the system has', () => {
  expect(chooseLocale('es', ['en-US', 'es-MX'])).toBe('es-MX')
  expect(chooseLocale('es', ['en-US'])).toBe('es')
})
