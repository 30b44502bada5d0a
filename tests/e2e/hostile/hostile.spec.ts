import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { besides } from '../support/besides.ts'
import { expectAccessible, picture } from '../support/look.ts'
import { test as base, expect } from '../support/test.ts'
import { type Hostile, hostileMessages, writeHostile } from './messages.ts'

interface Beacon {
  origin: string
  /** What was asked for, and 'connected' for every connection, with or without a request. */
  heard: string[]
}

const test = base.extend<{ beacon: Beacon; messages: Hostile[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
  beacon: async ({}, use) => {
    const heard: string[] = []
    const server = createServer((request, response) => {
      heard.push(request.url ?? '')
      response.end()
    })
    server.on('connection', () => heard.push('connected'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    await use({ origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, heard })
    server.closeAllConnections()
    server.close()
  },
  messages: ({ beacon }, use) => {
    const all = hostileMessages(beacon.origin)
    // The one that is tried by hand comes last, where the timeline opens.
    return use([...all.filter(one => one.name !== 'asked 1'), ...all.filter(one => one.name === 'asked 1')])
  },
  files: async ({ messages }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'hilo-hostile-'))
    const path = join(folder, 'hostile.mbox')
    writeHostile(path, messages)
    await use([path])
    rmSync(folder, { recursive: true, force: true })
  },
})

test.use({ workspace: 'own', own: ['support@shop.example'] })

const rows = (page: Page) => page.getByRole('region', { name: 'Timeline' }).getByRole('list', { name: 'Timeline' })
const original = (page: Page) => rows(page).locator('iframe[title="Original message"]')

async function openBank(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Customers' }).click()
  await page.getByRole('option', { name: 'Your Bank' }).click()
  await rows(page).getByRole('button', { name: 'Show original' }).last().click()
  await expect(original(page).contentFrame().getByText('Hello')).toBeVisible()
}

/** What anything that got out of its frame could have changed. */
function surroundings(page: Page) {
  return page.evaluate(() => ({
    title: document.title,
    address: location.href,
    stored: [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie],
    globals: Object.keys(window).filter(name => !/^\d+$/.test(name)).length,
    scrolled: [scrollX, scrollY],
    shell: document.body.children.length,
  }))
}

interface Seen {
  /** It ran something. */
  ran: boolean
  /** Elements and attributes that could run, fetch, or lead away. */
  left: string[]
  links: string[]
}

type Attributes = [name: string, value: string][]

/** Shows documents in frames like the viewer's own, and says what came of each. */
async function show<T>(page: Page, attributes: Attributes, paths: readonly string[], look: () => T): Promise<(T | undefined)[]> {
  await page.evaluate(
    async ({ attributes, paths }) => {
      const box = document.createElement('div')
      box.id = 'suite'
      box.style.cssText = 'position:fixed;inset:0;display:flex;flex-wrap:wrap;overflow:auto;pointer-events:none'
      const loaded = paths.map(path => {
        const frame = document.createElement('iframe')
        for (const [name, value] of attributes) frame.setAttribute(name, value)
        frame.title = path
        frame.style.cssText = 'width:200px;height:120px'
        frame.src = path
        box.append(frame)
        return new Promise(resolve => frame.addEventListener('load', resolve, { once: true }))
      })
      document.body.append(box)
      await Promise.all(loaded)
    },
    { attributes, paths },
  )
  const frames = new Map(page.frames().map(frame => [new URL(frame.url(), page.url()).pathname, frame]))
  const seen = await Promise.all(paths.map(path => frames.get(path)?.evaluate(look)))
  await page.locator('#suite').evaluate(box => box.remove())
  return seen
}

/** Runs in a frame, as the next one. */
function whatIsLeft(): Seen {
  const all = [...document.querySelectorAll('*')]
  const harmless = /^(?:html|head|meta|body|style)$/
  const bad =
    'script,iframe,frame,object,embed,applet,link,base,form,input,button,select,textarea,svg,math,video,audio,source,area,template,dialog,[popover],[http-equiv=refresh i]'
  const attributes = all.flatMap(element =>
    [...element.attributes].flatMap(({ name, value }) => {
      if (/^on|^(?:ping|srcset|action|formaction|background|poster|cite|target|id|name|class)$/.test(name)) {
        return harmless.test(element.localName) ? [] : [`${element.localName}[${name}]`]
      }
      if (name === 'src' && !/^data:image\/(?:png|jpeg|gif|webp|bmp)[;,]/.test(value)) return [`src=${value}`]
      if (name === 'href' && !/^\/doc\/[\w-]+\/\d+$/.test(value)) return [`href=${value}`]
      return name === 'style' && /url|image-set|\\/i.test(value) ? [`style=${value}`] : []
    }),
  )
  return {
    ran: document.documentElement.hasAttribute('data-ran'),
    left: [...all.filter(element => element.matches(bad)).map(element => element.localName), ...attributes],
    links: [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href') ?? ''),
  }
}

function hasRun(): boolean {
  return document.documentElement.hasAttribute('data-ran')
}

/** So many frames at once. */
const BATCH = 70

// It asks the same serve beside the window, and puts answers of its own in the way: Electron's protocol has no such door.
test.describe('hostile mail', { tag: '@browser' }, () => {
  test.slow()
  test('runs nothing, asks the network for nothing and changes nothing around its frame', async ({ page, messages, beacon }) => {
    const spoken: string[] = []
    page.on('dialog', dialog => {
      spoken.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('download', download => spoken.push(download.url()))
    await openBank(page)
    const { client, close } = await besides(page)
    const customer = (await client.customers.list({})).rows[0]?.id ?? 0
    const pages = [await client.timeline.page({ customer, limit: 500 })]
    const ids = new Map(pages.flatMap(({ rows }) => rows).map(row => [row.subject, row.id]))
    expect(messages.length).toBeGreaterThanOrEqual(300)
    const before = await surroundings(page)
    const attributes = await original(page).evaluate(frame =>
      [...frame.attributes].flatMap(({ name, value }): Attributes => (/^(?:src|class|title)$/.test(name) ? [] : [[name, value]])),
    )
    expect(Object.fromEntries(attributes)).toEqual({ sandbox: '', referrerpolicy: 'no-referrer', tabindex: '0' })

    const through: string[] = []
    for (let at = 0; at < messages.length; at += BATCH) {
      const some = messages.slice(at, at + BATCH)
      const opened = await Promise.all(
        some.map(({ name }) => client.timeline.open({ what: 'html', id: ids.get(name) ?? 0, remote: false })),
      )
      const seen = await show(
        page,
        attributes,
        opened.map(({ path }) => path),
        whatIsLeft,
      )
      for (const [place, { name, link }] of some.entries()) {
        const { ran = true, left = ['nothing'], links = [] } = seen[place] ?? {}
        const { path = '' } = opened[place] ?? {}
        if (ran || left.length > 0) through.push(`${name}: ${ran ? 'ran' : ''} ${left.join(' ')}`)
        if (name.startsWith('nowhere') && links.length > 0) through.push(`${name}: leads somewhere`)
        if (link) expect({ name, ...(await client.timeline.link({ path, link: 0 })) }).toMatchObject({ name, ...link })
      }
    }
    expect(through).toEqual([])
    expect(beacon.heard).toEqual([])
    expect(await surroundings(page)).toEqual(before)

    await test.step('nor would it as it came, should the sanitiser miss something: the frame and its policy hold alone', async () => {
      const { path } = await client.timeline.open({ what: 'html', id: ids.get(messages[0]?.name) ?? 0, remote: false })
      const { origin } = new URL(page.url())
      const answer = await page.request.get(`${origin}${path}`)
      // In a page of its own, whose console may say what was refused.
      const other = await page.context().newPage()
      other.on('dialog', dialog => spoken.push(dialog.message()))
      await other.goto(origin)
      await other.route('**/doc/raw-*', route => {
        const { html = '' } = messages[Number(route.request().url().split('raw-')[1])] ?? {}
        return route.fulfill({ headers: answer.headers(), body: html })
      })
      await other.route('**/doc/free', route => route.fulfill({ contentType: 'text/html', body: messages[0]?.html ?? '' }))
      const [free] = await show(other, [['sandbox', 'allow-scripts']], ['/doc/free'], hasRun)
      expect(free, 'without both the same message runs, and is seen to').toBe(true)
      const around = await surroundings(other)
      const small = messages.flatMap(({ name }, at) => (name.startsWith('heavy') ? [] : [`/doc/raw-${at}`]))
      for (let at = 0; at < small.length; at += BATCH) {
        const seen = await show(other, attributes, small.slice(at, at + BATCH), hasRun)
        expect(seen.flatMap((ran, place) => (ran ? [small[at + place]] : []))).toEqual([])
      }
      expect(beacon.heard.filter(what => what !== 'connected')).toEqual([])
      expect(await surroundings(other)).toEqual(around)
      await other.close()
    })
    expect(page.context().pages()).toHaveLength(1)
    expect(spoken).toEqual([])

    await test.step('a link says where it leads, and asks', async () => {
      const row = rows(page).getByRole('article').last()
      await expect(row.getByText(/^Probably not from bank\.example: its own rules/)).toBeVisible()
      const frame = original(page).contentFrame()
      await frame.getByRole('link', { name: 'https://www.bank.example/login' }).click()
      const asked = page.getByRole('dialog', { name: 'Follow this link?' })
      await expect(asked).toContainText('https://evil.example/login')
      await expect(asked).toContainText('Its text names another site. It leads to evil.example.')
      await expectAccessible(page)
      await picture(page, 'hostile-link')
      await page.context().route('https://evil.example/**', route => route.fulfill({ body: 'elsewhere' }))
      const followed = page.context().waitForEvent('page')
      await asked.getByRole('button', { name: 'Open in the browser' }).click()
      const elsewhere = await followed
      await expect(elsewhere).toHaveURL('https://evil.example/login')
      expect(await elsewhere.evaluate(() => [window.opener, document.referrer])).toEqual([null, ''])
      await elsewhere.close()
      await expect(frame.getByText('Hello')).toBeVisible()
    })

    await test.step('a file that runs is warned about before it is saved', async () => {
      const file = rows(page).getByRole('button', { name: /^invoice\.pdf\.exe EXE .* disguised program$/ })
      await file.click()
      const asked = page.getByRole('dialog', { name: 'This file may do harm' })
      await expect(asked).toContainText('It is a program whose name makes it look like something else.')
      await expectAccessible(page)
      await picture(page, 'hostile-file')
      await page.keyboard.press('Escape')
      await expect(asked).toBeHidden()
      expect(spoken).toEqual([])
      await file.click()
      const saved = page.waitForEvent('download')
      await asked.getByRole('button', { name: 'Save anyway' }).click()
      expect((await saved).suggestedFilename()).toBe('invoice.pdf.exe')
      await picture(page, 'hostile-timeline')
    })

    await test.step('a file can be dragged out, but not one that runs', async () => {
      await page.evaluate(() => {
        addEventListener(
          'dragstart',
          ({ dataTransfer }) => dataTransfer && Object.assign(window, { dragged: dataTransfer.getData('DownloadURL') }),
        )
      })
      await expect(rows(page).getByRole('button', { name: /^invoice\.pdf\.exe / })).toHaveAttribute('draggable', 'false')
      const file = rows(page).getByRole('button', { name: /^terms 1:2\.txt / })
      await expect(file).toHaveAttribute('title', /drag it to another program$/)
      const box = await file.boundingBox()
      // What is dragged is asked for when the button goes down: nobody is as fast as this, so it is there the next time.
      const drag = async (): Promise<string> => {
        await file.hover()
        await page.mouse.down()
        for (let x = 0; x < 40; x += 10) await page.mouse.move((box?.x ?? 0) + 20 + x, (box?.y ?? 0) - x)
        await page.mouse.up()
        return page.evaluate(() => String(Reflect.get(window, 'dragged')))
      }
      await expect.poll(drag).toMatch(/^application\/octet-stream:terms 1_2\.txt:http:\/\/127\.0\.0\.1:\d+\/doc\/[\w-]+$/)
      const url = (await page.evaluate(() => String(Reflect.get(window, 'dragged')))).replace(/^.*(?=http:)/, '')
      expect(await page.evaluate(async address => (await fetch(address)).text(), url)).toContain('As agreed.')
    })
    close()
  })
})
