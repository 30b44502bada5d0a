import { describe, expect, test } from 'vitest'
import { kindOf, readable } from '../../../renderer/features/profile/identity-words.ts'
import { sideOf } from '../../../renderer/features/profile/side.ts'

describe('an identity as people read it', () => {
  test('is the name as its owner writes it, and the service', () => {
    expect(readable({ kind: 'handle', value: 'whatsapp:lucía fernández~ferreteríasol', name: 'Lucía Fernández' })).toEqual({
      text: 'Lucía Fernández',
      service: 'WhatsApp',
    })
  })
  test('without a name is what comes after the service', () => {
    expect(readable({ kind: 'handle', value: 'telegram:user123' })).toEqual({ text: 'user123', service: 'Telegram' })
    expect(readable({ kind: 'handle', value: 'whatsapp:ana~ferreteríasol' })).toEqual({ text: 'ana', service: 'WhatsApp' })
  })
  test('of an address or a number is the address or the number, whatever its name', () => {
    expect(readable({ kind: 'email', value: 'ana@example.es', name: 'Ana' })).toEqual({ text: 'ana@example.es' })
    expect(readable({ kind: kindOf('+34600111222'), value: '+34600111222' })).toEqual({ text: '+34600111222' })
  })
  test('that stands for our side is said in words', () => {
    expect(readable({ kind: 'handle', value: 'android:device' }).side).toBe('device')
    expect(readable({ kind: 'handle', value: 'csv:us' }).side).toBe('us')
  })
  test('of a bare value from the history is guessed from how it looks', () => {
    expect(['ana@example.es', '+34600111222', '201', 'telegram:user1'].map(kindOf)).toEqual(['email', 'phone', 'phone', 'handle'])
  })
})

describe('whose side a merge or split is told from', () => {
  test('the customer shown received', () => expect(sideOf({ from: 1, into: 2 }, 2)).toBe('in'))
  test('the customer shown gave', () => expect(sideOf({ from: 1, into: 2 }, 1)).toBe('out'))
  test('it was somebody who is part of the customer shown by a later merge', () => expect(sideOf({ from: 1, into: 2 }, 3)).toBe('part'))
})
