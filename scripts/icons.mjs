/** Draws the icons of the packages and of the tray from renderer/icon.svg: `node scripts/icons.mjs`, with Chromium at hand. The results are kept. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumForTests } from './chromium.mjs'
import { root } from './prepare.mjs'

const browser = await chromiumForTests()
const folder = mkdtempSync(join(tmpdir(), 'hilo-icons-'))
const thread = 'M9 6v20M23 6v20M9 17c5-7 9 5 14-2'
const icon = readFileSync(join(root, 'renderer', 'icon.svg'), 'utf8').replace(/^<svg[^>]*>|<\/svg>\s*$|<title>.*<\/title>/g, '')
const dot = colour => `<circle cx="25" cy="25" r="7" fill="${colour}" stroke="#fff" stroke-width="1.5"/>`
const red = '#c4283c'

/** PNG of what is drawn in a square of 32 by 32. `margin`: empty room around it, as a share; Apple's icon grid leaves a tenth. */
function png(size, drawing, margin = 0) {
  const page = join(folder, 'icon.html')
  const file = join(folder, 'icon.png')
  const shrunk = `translate(${32 * margin} ${32 * margin}) scale(${1 - 2 * margin})`
  writeFileSync(
    page,
    `<style>*{margin:0}</style><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="${size}" height="${size}" style="display:block"><g transform="${shrunk}">${drawing}</g></svg>`,
  )
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  execFileSync(
    browser,
    [
      ...asRoot,
      '--headless',
      '--disable-gpu',
      '--hide-scrollbars',
      '--default-background-color=00000000',
      `--user-data-dir=${join(folder, 'profile')}`,
      `--window-size=${size},${size}`,
      `--screenshot=${file}`,
      `file://${page}`,
    ],
    { stdio: 'ignore' },
  )
  return readFileSync(file)
}

/** Windows icon: a directory of PNG images (Microsoft, "Icons": ICONDIR and ICONDIRENTRY; 0 stands for 256). */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  images.forEach(([size, image], index) => {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(image.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += image.length
  })
  return Buffer.concat([head, ...images.map(([, image]) => image)])
}

/** macOS icon: blocks of four letters, length and PNG (Icon Image format, types ic07 to ic14). */
function icns(images) {
  const blocks = images.map(([type, image]) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(image.length + 8, 4)
    return Buffer.concat([head, image])
  })
  const head = Buffer.alloc(8)
  head.write('icns', 'latin1')
  head.writeUInt32BE(8 + blocks.reduce((sum, block) => sum + block.length, 0), 4)
  return Buffer.concat([head, ...blocks])
}

const put = (name, content) => writeFileSync(join(root, name), content)
mkdirSync(join(root, 'build', 'icons'), { recursive: true })
for (const size of [16, 32, 48, 64, 128, 256, 512]) put(`build/icons/${size}x${size}.png`, png(size, icon))
put('build/icon.ico', ico([16, 32, 48, 64, 256].map(size => [size, png(size, icon)])))
const mac = size => png(size, icon, 0.1)
put(
  'build/icon.icns',
  icns(Object.entries({ ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }).map(([type, size]) => [type, mac(size)])),
)

const url = image => `data:image/png;base64,${image.toString('base64')}`
const stroke = `<path d="${thread}" fill="none" stroke="#000" stroke-width="3" stroke-linecap="round"/>`
const small = {
  plain: png(32, icon),
  waiting: png(32, icon + dot('#e08a00')),
  late: png(32, icon + dot(red)),
  template: png(16, stroke),
  template2x: png(32, stroke),
  overlay: png(16, `<circle cx="16" cy="16" r="14" fill="${red}"/>`),
}
const lines = Object.entries(small).map(([name, image]) => `  ${name}:\n    '${url(image)}',`)
put(
  'electron/shell/around/images.ts',
  `/** Drawn by scripts/icons.mjs: the tray's icon with nothing waiting, with somebody waiting and with somebody waiting too long; black for macOS, which colours it itself. */\nexport const images = {\n${lines.join('\n')}\n}\n`,
)
rmSync(folder, { recursive: true, force: true })
