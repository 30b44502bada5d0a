import { describe, expect, it } from 'vitest'
import { questionOf } from '../../../renderer/features/import/review/own.ts'
import type { Inspection } from '../../../shared/contract/imports.ts'
import type { Interaction } from '../../../shared/contract/timeline.ts'

function file(kind: Inspection['kind'], ownGuess: string[], participants: string[]): Inspection {
  return { path: `/${kind}`, name: `${kind}`, size: 1, sample: [], ownGuess, participants, ...(kind && { kind }) }
}

describe('which of these is you', () => {
  it('is asked when nobody in a mailbox is known to be us, the likeliest first', () => {
    const mailbox = file('mbox', ['help@shop.example'], ['ana@mail.example', 'help@shop.example'])
    expect(questionOf([mailbox], [], 'ES')).toEqual({ guess: ['help@shop.example'], choices: ['help@shop.example', 'ana@mail.example'] })
  })

  it('is not asked again once one of ours is known, however it is written', () => {
    const mailbox = file('mbox', ['help@shop.example'], ['ana@mail.example', 'help@shop.example'])
    expect(questionOf([mailbox], ['Help@Shop.example'], 'ES')).toBeUndefined()
  })

  it('takes every likely address of the same company, and no other', () => {
    const mailbox = file('mbox', ['help@shop.example', 'ayuda@shop.example', 'list@club.example'], [])
    expect(questionOf([mailbox], [], 'ES')?.guess).toEqual(['help@shop.example', 'ayuda@shop.example'])
  })

  it('is asked about chats nobody is known in, with no guess made up', () => {
    expect(questionOf([file('whatsapp', [], ['Ana', 'Shop'])], [], 'ES')).toEqual({ guess: [], choices: ['Ana', 'Shop'] })
  })

  it('is asked about calls too: an extension is ticked, other extensions come before whoever calls a lot', () => {
    const calls = file('csv-calls', ['+34600111222', '200'], ['+34600111222', '+34600111333', '200', '201'])
    expect(questionOf([calls], ['help@shop.example'], 'ES')).toEqual({
      guess: ['200'],
      choices: ['200', '201', '+34600111222', '+34600111333'],
    })
  })

  it('ticks the one number that most calls have in common, and none when two do', () => {
    const between = (from: string, to: string, id: number): Interaction => ({
      id,
      channel: 'phone',
      direction: 'in',
      occurredAt: id,
      from: { kind: 'phone', address: from, own: false },
      to: [{ kind: 'phone', address: to, own: false }],
      cc: [],
      text: '',
      cut: false,
      hasHtml: false,
      marks: [],
      attachments: [],
      source: { connector: '' },
    })
    const main = '+34911222333'
    const [ana, luis] = ['+34600111222', '+34600111333']
    const list = file('asterisk-cdr', [main, ana], [main, ana, luis])
    const busy = { ...list, sample: [between(ana, main, 1), between(luis, main, 2), between(main, luis, 3)] }
    expect(questionOf([busy], [], 'ES')).toEqual({ guess: [main], choices: [main, ana, luis] })
    expect(questionOf([{ ...list, sample: [between(ana, main, 1), between(main, ana, 2)] }], [], 'ES')?.guess).toEqual([])
  })

  it('knows our number however it is written, and does not ask about a telephone, which knows who called', () => {
    const calls = file('csv-calls', ['+34911222333'], ['+34600111222'])
    expect(questionOf([calls], ['911 22 23 33'], 'ES')).toBeUndefined()
    expect(questionOf([file('sms-backup', [], ['+34600111222'])], [], 'ES')).toBeUndefined()
  })

  it('offers whoever takes part in most files first', () => {
    const chats = [file('whatsapp', [], ['Ana', 'Shop']), file('telegram', [], ['Shop', 'Luis'])]
    expect(questionOf(chats, [], 'ES')?.choices[0]).toBe('Shop')
  })
})
