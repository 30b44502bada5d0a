import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pixelsOf } from '#shared/safety/picture-size.ts'
import { mailFrame } from '../../../electron/timeline/mail-frame.ts'

const picture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/pictures', name))

/** The lossy stream of the WebP file alone, as encoders without a colour profile write it. */
function plainWebp(): Buffer {
  const file = picture('30x20.webp')
  const stream = file.subarray(file.indexOf('VP8 '))
  const riff = Buffer.alloc(12, 'RIFF....WEBP', 'latin1')
  riff.writeUInt32LE(stream.length + 4, 4)
  return Buffer.concat([riff, stream])
}

/** A PNG of a few bytes that says it is so large. */
function bomb(width: number, height: number): Buffer {
  const png = Buffer.from(picture('30x20.png'))
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  return png
}

test('what a picture takes is told from its first bytes', () => {
  const gif = Buffer.from('47494638396118000a00800000', 'hex')
  const bmp = Buffer.alloc(54, 0)
  bmp.write('BM')
  bmp.writeInt32LE(30, 18)
  bmp.writeInt32LE(-20, 22)
  const names = ['30x20.png', '30x20.jpeg', '30x20.webp']
  expect([...names.map(picture), plainWebp(), bmp].map(pixelsOf)).toEqual([600, 600, 600, 600, 600])
  expect(pixelsOf(gif)).toBe(240)
  expect(pixelsOf(bomb(60_000, 60_000))).toBe(3_600_000_000)
})

test('no bytes make it fail', () => {
  const starts = fc.constantFrom(
    picture('30x20.png'),
    picture('30x20.jpeg'),
    plainWebp(),
    picture('30x20.webp'),
    Buffer.from([0xff, 0xd8, 0xff]),
  )
  fc.assert(
    fc.property(starts, fc.nat(800), fc.uint8Array({ maxLength: 64 }), (start, cut, rest) => {
      const pixels = pixelsOf(Buffer.concat([start.subarray(0, cut), rest]))
      expect(pixels === undefined || pixels >= 0).toBe(true)
    }),
  )
})

test('a mail shows its pictures, but none that would fill the memory, alone or together', () => {
  const shown = (...pictures: Buffer[]) => {
    const html = pictures.map((one, at) => `<img src="cid:${at}"><img src="data:image/png;base64,${one.toString('base64')}">`).join('')
    const inline = pictures.map((content, at) => ({ contentId: `${at}`, type: 'image/png', content }))
    return mailFrame({ html, inline }, { remote: false, path: '/doc/x' }).page.split('<img').length - 1
  }
  expect(shown(picture('30x20.png'), picture('30x20.png'))).toBe(4)
  expect(shown(bomb(60_000, 60_000))).toBe(0)
  expect(shown(bomb(5000, 5000), bomb(5000, 5000))).toBe(2)
})
