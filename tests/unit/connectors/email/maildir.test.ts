import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maildir } from '../../../../electron/connectors/email/maildir.ts'
import { mbox } from '../../../../electron/connectors/email/mbox.ts'
import { mail, probe, readAll, settings } from './support.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'maildir-'))
  chmodSync(root, 0o755)
})
afterEach(() => rmSync(root, { recursive: true }))

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

const withId = (id: string) => mail({ 'Message-ID': `<${id}@x>` })
const ids = async (cursor?: unknown) => (await readAll(maildir, settings(root), cursor)).items.map(item => item.sourceId).sort()

describe('a Maildir', () => {
  it('brings new and read mail of every folder, and leaves tmp and drafts', async () => {
    put('cur/1:2,S', withId('read'))
    put('new/2', withId('new'))
    put('tmp/3', withId('half'))
    put('cur/4:2,DS', withId('draft'))
    put('.Drafts/cur/5:2,', withId('draft2'))
    put('.Sent/cur/6:2,S', withId('sent'))
    put('Archive/2023/cur/7:2,S', withId('old'))
    put('.Archive.2022/new/8', withId('older'))
    expect(await ids()).toEqual(['new@x', 'old@x', 'older@x', 'read@x', 'sent@x'])
    const { items } = await readAll(maildir, settings(root))
    expect(items.filter(item => item.direction === 'out').map(item => item.sourceId)).toEqual(['sent@x'])
  })

  it('goes on after the file of the cursor', async () => {
    for (let i = 0; i < 700; i++) put(`cur/${String(i).padStart(4, '0')}:2,S`, withId(`m${i}`))
    const { batches, items } = await readAll(maildir, settings(root))
    expect(items).toHaveLength(700)
    expect(batches.at(-1)?.done).toBe(Array.from({ length: 700 }, (_, i) => withId(`m${i}`)).join('').length)
    expect(await ids(batches[0]?.cursor)).toHaveLength(200)
  })

  it('gives the ids an mbox gives', async () => {
    const mails = [mail({ 'Message-ID': '' }, 'Hi\n\nFrom now on\n>From me\n'), mail({ 'Message-ID': '' }, 'Hi\n\n\n'), withId('a')]
    for (const [i, one] of mails.entries()) put(`cur/${i}:2,S`, one.replaceAll('\n', '\r\n'))
    const file = join(root, 'box')
    writeFileSync(file, mails.map(one => `From a@b Tue Mar  5 10:00:00 2024\n${one.replace(/\n(>*From )/g, '\n>$1')}\n`).join(''))
    const fromMbox = (await readAll(mbox, settings(file))).items.map(item => item.sourceId)
    expect(await ids()).toEqual(fromMbox.sort())
  })

  it('names each file and folder it may not read', async () => {
    put('cur/1:2,S', withId('open'))
    put('cur/2:2,S', withId('shut'))
    put('.Sent/cur/3:2,S', withId('hidden'))
    chmodSync(join(root, 'cur/2:2,S'), 0)
    chmodSync(join(root, '.Sent/cur'), 0)
    // Root may read everything: the test takes off that right while it reads.
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid?.(65_534)
    const { items, problems } = await readAll(maildir, settings(root)).finally(() => isRoot && process.seteuid?.(0))
    expect(items.map(item => item.sourceId)).toEqual(['open@x'])
    expect(problems).toEqual([
      { file: join(root, '.Sent/cur'), code: 'no-permission' },
      { file: join(root, 'cur/2:2,S'), code: 'no-permission' },
    ])
  })

  it('is recognised, also the root of a tree', () => {
    put('Inbox/cur/1', withId('a'))
    mkdirSync(join(root, 'Inbox/new'))
    const look = (path: string) => maildir.recognise({ ...probe(''), path, folder: true, entries: readdirSync(path) })
    expect(look(join(root, 'Inbox'))).toBe(1)
    expect(look(root)).toBeGreaterThan(0.5)
    expect(look(join(root, 'Inbox/cur'))).toBe(0)
  })

  it('shows everyone of every folder in the preview', async () => {
    for (let i = 0; i < 5; i++) put(`.Sent/cur/${i}`, mail({ From: 'me@shop.example', To: `c${i}@example.com`, 'Message-ID': `<m${i}@x>` }))
    const preview = await maildir.preview(settings(root, []), new AbortController().signal)
    expect(preview.ownGuess[0]).toBe('me@shop.example')
    expect(preview.items).toHaveLength(5)
  })
})
