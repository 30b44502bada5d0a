import { describe, expect, test } from 'vitest'
import { fuzzyFilter } from '../../../renderer/commands/fuzzy.ts'
import { stepOf } from '../../../renderer/commands/step.ts'

const press = (key: string, more: Partial<Parameters<typeof stepOf>[0]> = {}) =>
  stepOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })

describe('a key press', () => {
  test('is written as the registry writes it', () => {
    expect(press('j')).toBe('j')
    expect(press('k', { ctrlKey: true })).toBe('Mod+k')
    expect(press('k', { metaKey: true })).toBe('Mod+k')
    expect(press('F6', { shiftKey: true })).toBe('Shift+F6')
    expect(press('J', { shiftKey: true })).toBe('Shift+j')
  })
  test('that needs Shift on some keyboards and not on others is the same', () => {
    expect(press('?', { shiftKey: true })).toBe('?')
    expect(press('/', { shiftKey: true })).toBe('/')
  })
  test('works by position where the layout has no Latin letters', () => {
    expect(press('о', { code: 'KeyJ' })).toBe('j')
  })
  test('with Caps Lock is still the letter', () => {
    expect(press('J')).toBe('j')
  })
})

describe('finding a command by a few letters', () => {
  const labels = ['Go to settings', 'Go to customers', 'Show keyboard shortcuts', 'Volver a la última']
  const find = (typed: string): string[] => fuzzyFilter(typed, labels, label => label)

  test('nothing typed gives all in their order', () => expect(find(' ')).toEqual(labels))
  test('the beginnings of words are enough', () => expect(find('gts')[0]).toBe('Go to settings'))
  test('accents need not be typed', () => expect(find('ultima')).toEqual(['Volver a la última']))
  test('part of a word is found', () => expect(find('board')).toEqual(['Show keyboard shortcuts']))
  test('letters that only happen to be there are not a match', () => expect(find('ou')).not.toContain('Go to customers'))
  test('letters that are not there give nothing', () => expect(find('xyz')).toEqual([]))
})
