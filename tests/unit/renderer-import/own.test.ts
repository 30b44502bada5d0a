import { describe, expect, it } from 'vitest'
import { questionOf } from '../../../renderer/features/import/review/own.ts'
import type { Inspection } from '../../../shared/contract/imports.ts'

function file(kind: Inspection['kind'], ownGuess: string[], participants: string[]): Inspection {
  return { path: `/${kind}`, name: `${kind}`, size: 1, sample: [], ownGuess, participants, ...(kind && { kind }) }
}

describe('which of these is you', () => {
  it('is asked when nobody in a mailbox is known to be us, the likeliest first', () => {
    const mailbox = file('mbox', ['help@shop.example'], ['ana@mail.example', 'help@shop.example'])
    expect(questionOf([mailbox], [])).toEqual({ guess: ['help@shop.example'], choices: ['help@shop.example', 'ana@mail.example'] })
  })

  it('is not asked again once one of ours is known, however it is written', () => {
    const mailbox = file('mbox', ['help@shop.example'], ['ana@mail.example', 'help@shop.example'])
    expect(questionOf([mailbox], ['Help@Shop.example'])).toBeUndefined()
  })

  it('takes every likely address of the same company, and no other', () => {
    const mailbox = file('mbox', ['help@shop.example', 'ayuda@shop.example', 'list@club.example'], [])
    expect(questionOf([mailbox], [])?.guess).toEqual(['help@shop.example', 'ayuda@shop.example'])
  })

  it('is asked about chats nobody is known in, with no guess made up', () => {
    expect(questionOf([file('whatsapp', [], ['Ana', 'Shop'])], [])).toEqual({ guess: [], choices: ['Ana', 'Shop'] })
  })

  it('leaves calls alone: their numbers tell it themselves', () => {
    expect(questionOf([file('asterisk-cdr', ['200'], ['200', '+34600111222'])], [])).toBeUndefined()
  })

  it('offers whoever takes part in most files first', () => {
    const chats = [file('whatsapp', [], ['Ana', 'Shop']), file('telegram', [], ['Shop', 'Luis'])]
    expect(questionOf(chats, [])?.choices[0]).toBe('Shop')
  })
})
