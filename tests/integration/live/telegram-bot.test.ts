import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '../../../electron/connectors/telegram-bot/settings.ts'
import { telegramBot } from '../../../electron/connectors/telegram-bot/telegram-bot.ts'
import { startTelegramStandIn, type TelegramStandIn } from '../../servers/telegram-stand-in.ts'
import { Collector, contextOf } from './collect.ts'
import { connectorContract, type World } from './contract.ts'

const ana = { id: 4411, first_name: 'Ana', last_name: 'Pérez' }

function botOn({ apiRoot, token, bot }: TelegramStandIn) {
  return { settings: { bot: bot.username, apiRoot }, secrets: { token } }
}

/** Telegram forgets what was confirmed. The contract reads from the beginning again and again: it gets a server that keeps everything. */
connectorContract('Telegram bot, on a stand-in', async (): Promise<World<Settings>> => {
  const telegram = await startTelegramStandIn({ keepConfirmed: true })
  const given = botOn(telegram)
  return {
    connector: telegramBot,
    given,
    add: async count => {
      for (let i = 0; i < count; i++) telegram.say(ana, { text: `sesame ${i}` })
    },
    many: 250,
    away: () => telegram.close(),
    back: () => telegram.listen(),
    wrong: [
      { given: { ...given, settings: { ...given.settings, apiRoot: 'https://nowhere.invalid' } }, step: 'name', code: 'name-not-found' },
      { given: { ...given, settings: { ...given.settings, apiRoot: 'http://127.0.0.1:1' } }, step: 'port', code: 'refused' },
      { given: { ...given, secrets: { token: '700100:hunter2' } }, step: 'login', code: 'login-refused' },
      { given: { ...given, settings: { ...given.settings, bot: 'another_bot' } }, step: 'login', code: 'settings' },
    ],
    hidden: ['sesame', 'hunter2', 'AA-stand-in', 'Pérez'],
    close: () => telegram.close(),
  }
})

describe('a Telegram bot, on a stand-in', () => {
  let telegram: TelegramStandIn
  let run: Collector<Settings>
  beforeEach(async () => {
    telegram = await startTelegramStandIn()
    run = new Collector(telegramBot, botOn(telegram))
  })
  afterEach(async () => {
    await run.stop()
    await telegram.close()
  })

  it('says who wrote what', async () => {
    run.start()
    await run.until('live', so => so.live)
    const message = telegram.say(ana, { text: '¿Tienen mesa?' })
    await run.until('the message', so => so.items.size === 1)
    expect([...run.items.values()]).toEqual([
      {
        sourceId: `4411/${message.message_id}`,
        channel: 'chat',
        direction: 'in',
        occurredAt: message.date * 1_000,
        from: { kind: 'handle', address: 'telegram:user4411', name: 'Ana Pérez' },
        to: [{ kind: 'handle', address: 'telegram:user700100', name: 'Hilo', own: true }],
        text: '¿Tienen mesa?',
        thread: 'telegram:4411',
      },
    ])
  })

  it('confirms an update only after it was committed', async () => {
    telegram.say(ana, { text: 'one' })
    const stop = new AbortController()
    const steps = telegramBot.read(contextOf(botOn(telegram), undefined, stop.signal))
    expect((await steps.next()).value).toMatchObject({ type: 'batch', items: [{ text: 'one' }] })
    expect(telegram.confirmed).toEqual([])
    expect((await steps.next()).value).toMatchObject({ type: 'catching-up', done: 1, total: 1 })
    expect(telegram.confirmed).toEqual([])
    expect((await steps.next()).value).toEqual({ type: 'live' })
    expect(telegram.confirmed).toEqual([5_000])
    stop.abort()
    await steps.return(undefined)
  })

  it('links edits to what was edited, and to the edit before, also after a restart', async () => {
    run.start()
    const message = telegram.say(ana, { text: 'at nien' })
    telegram.update({ edited_message: { ...message, edit_date: message.date + 5, text: 'at nine' } })
    await run.until('the edit', so => so.late.length === 1)
    await run.stop()
    run.start()
    telegram.update({ edited_message: { ...message, edit_date: message.date + 9, text: 'at ten' } })
    await run.until('the next', so => so.late.length === 2)
    const [first, second, third] = [...run.items.values()]
    expect([first?.text, second?.text, third?.text]).toEqual(['at nien', 'at nine', 'at ten'])
    expect([first?.marks, second?.marks, third?.marks]).toEqual([undefined, ['edited'], ['edited']])
    expect(run.late).toEqual([
      { mark: 'corrected', sourceId: first?.sourceId, by: second?.sourceId, at: (message.date + 5) * 1_000 },
      { mark: 'corrected', sourceId: second?.sourceId, by: third?.sourceId, at: (message.date + 9) * 1_000 },
    ])
  })

  it('does not turn corrections round when updates come again', async () => {
    run.start()
    const message = telegram.say(ana, { text: 'at nien' })
    for (const text of ['at nine', 'at ten']) telegram.update({ edited_message: { ...message, text } })
    await run.until('the edits', so => so.late.length === 2)
    const { cursor, late } = run
    await run.stop()
    const again = await startTelegramStandIn()
    run = new Collector(telegramBot, botOn(again))
    run.cursor = { ...Object(cursor), at: 0 }
    again.update({ message })
    again.update({ edited_message: { ...message, text: 'at nine' } })
    again.update({ message: { ...message, message_id: 99, text: 'see you' } })
    run.start()
    await run.until('all', so => so.texts.includes('see you'))
    expect(run.late).toEqual([])
    expect(late.map(({ by }) => by)).toEqual([`4411/${message.message_id}/5001`, `4411/${message.message_id}/5002`])
    await run.stop()
    await again.close()
  })

  it('fetches files up to 20 MB, and names the others', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(50_000))
    const document = (file_id: string, file_name: string, file_size: number) => ({ document: { file_id, file_name, file_size } })
    telegram.say(ana, { caption: 'the bill', ...document(telegram.file('bill.pdf', bytes), 'bill.pdf', bytes.length) })
    telegram.say(ana, document(telegram.file('film.mp4', bytes), 'film.mp4', 30_000_000))
    telegram.say(ana, document(telegram.file('gone.pdf', undefined), 'gone.pdf', 5))
    telegram.say(ana, document('unknown', 'unknown.pdf', 5))
    telegram.say(ana, { text: 'thanks' })
    run.start()
    await run.until('all', so => so.items.size === 5)
    const [bill, film, gone, unknown, thanks] = [...run.items.values()]
    expect(bill).toMatchObject({ text: 'the bill', attachments: [{ name: 'bill.pdf', type: 'application/pdf', size: 50_000 }] })
    expect(Buffer.from(bill?.attachments?.[0]?.content ?? []).equals(bytes)).toBe(true)
    expect(film).toMatchObject({ attachments: [{ name: 'film.mp4', type: 'video/mp4', size: 30_000_000 }], marks: ['missing-media'] })
    for (const item of [gone, unknown]) expect(item?.marks).toEqual(['missing-media'])
    expect(thanks?.text).toBe('thanks')
  })

  it('tries a file again that broke off', async () => {
    const bytes = new Uint8Array(500_000).fill(7)
    telegram.fault('file', { kind: 'drop' }, { kind: 'error', code: 502, description: 'Bad Gateway' })
    telegram.say(ana, { voice: { file_id: telegram.file('v.ogg', bytes), mime_type: 'audio/ogg', file_size: bytes.length } })
    run.start()
    await run.until('the message', so => so.items.size === 1)
    expect([...run.items.values()][0]?.attachments?.[0]?.content?.length).toBe(500_000)
  })

  it('holds no more files at once than memory should', async () => {
    const bytes = new Uint8Array(3_000_000)
    for (let i = 0; i < 6; i++) telegram.say(ana, { document: { file_id: telegram.file(`${i}.bin`, bytes), file_size: bytes.length } })
    const stop = new AbortController()
    const sizes: number[] = []
    for await (const step of telegramBot.read(contextOf(botOn(telegram), undefined, stop.signal))) {
      if (step.type === 'batch') sizes.push(step.items.length)
      if (step.type === 'live') stop.abort()
    }
    expect(sizes).toEqual([2, 2, 2])
  })

  it('brings everything once through errors, pages, drops and doubles', async () => {
    telegram.fault(
      'getUpdates',
      { kind: 'error', code: 500, description: 'Internal Server Error' },
      { kind: 'drop' },
      { kind: 'twice' },
      { kind: 'page', code: 502 },
      { kind: 'drop' },
      { kind: 'drop' },
    )
    for (let i = 0; i < 150; i++) telegram.say(ana, { text: `m ${i}` })
    run.start(true)
    await run.until('all', so => so.items.size === 150 && so.live)
    expect(run.texts).toEqual(Array.from({ length: 150 }, (_, i) => `m ${i}`))
    expect(run.errors).toMatchObject([
      { kind: 'retry', code: 'server-said-no' },
      { kind: 'retry', code: 'dropped' },
      { kind: 'retry', code: 'bad-answer' },
      { kind: 'retry', code: 'dropped' },
      { kind: 'retry', code: 'dropped' },
    ])
    expect(telegram.confirmed).toHaveLength(150)
  })

  it.each([
    [{ kind: 'error', code: 409, description: 'Conflict: terminated by other getUpdates request' } as const, 'attention', 'in-use'],
    [{ kind: 'error', code: 401, description: 'Unauthorized' } as const, 'attention', 'login-refused'],
    [{ kind: 'error', code: 429, description: 'Too Many Requests: retry after 7', retryAfter: 7 } as const, 'retry', 'throttled'],
  ])('says what %o means', async (fault, kind, code) => {
    telegram.fault('getUpdates', fault)
    expect(await run.start().failure()).toMatchObject({ kind, code, detail: expect.stringContaining(fault.description) })
  })

  it('asks for a person while a webhook takes the updates', async () => {
    telegram.webhook('https://example.org/hook')
    expect(await run.start().failure()).toMatchObject({ kind: 'attention', code: 'in-use', detail: expect.stringContaining('webhook') })
  })

  it('goes on when the token was changed and changed back', async () => {
    run.start()
    await run.until('live', so => so.live)
    await run.stop()
    const { token } = telegram
    telegram.setToken('700100:another')
    expect(await run.start().failure()).toMatchObject({ kind: 'attention', code: 'login-refused' })
    telegram.setToken(token)
    telegram.say(ana, { text: 'still there?' })
    run.start()
    await run.until('the message', so => so.items.size === 1)
  })

  it('does not let an old offset skip the numbers that start anew after a week', async () => {
    run.cursor = { offset: 900_000, at: Date.now() - 7 * 86_400_000, edits: [] }
    telegram.say(ana, { text: 'after the holidays' })
    run.start()
    await run.until('the message', so => so.items.size === 1)
    expect(run.texts).toEqual(['after the holidays'])
  })

  it('goes past what is not as documented', async () => {
    telegram.update({ message: { message_id: 9, date: 'yesterday' } })
    telegram.update({ poll_answer: {} })
    telegram.update({ message: { message_id: 10, date: 1, chat: { id: 1, type: 'private' }, text: 'of 1970' } })
    telegram.say(ana, { text: 'hello' })
    run.start()
    await run.until('the message', so => so.items.size === 1 && so.live)
    expect(run.problems.map(({ code }) => code)).toEqual(['broken-message', 'date-out-of-range'])
  })
})
