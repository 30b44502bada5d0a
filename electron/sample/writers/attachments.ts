import { crc32, deflateSync } from 'node:zlib'
import type { Random } from '../random.ts'
import type { AttachmentKind } from '../touch.ts'

export interface SampleAttachment {
  name: string
  type: string
  content: Uint8Array
}

/** A one-page PDF 1.4 with one line of text in plain letters. */
function pdf(line: string): Uint8Array {
  const stream = `BT /F1 14 Tf 60 760 Td (Alba Telecom) Tj 0 -28 Td (${line.replace(/[\\()]/g, '')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let out = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = out.length
    out += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const xref = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  out += offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(out, 'latin1')
}

/** An RGB picture (PNG, 8 bits a channel). `paint` gives each pixel's red, green and blue. */
function png(width: number, height: number, paint: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows.set(paint(x, y), y * (1 + width * 3) + 1 + x * 3)
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    const tail = Buffer.alloc(4)
    tail.writeUInt32BE(crc32(body))
    return Buffer.concat([head, body, tail])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())])
}

/** The company's sign: a sun over a line. */
export const logo: Uint8Array = png(96, 32, (x, y) => {
  if (y > 24) return y < 28 ? [28, 79, 115] : [255, 255, 255]
  return (x - 24) ** 2 + (y - 25) ** 2 < 330 ? [242, 158, 56] : [255, 255, 255]
})

/** A router with its lights, as somebody's phone would photograph it in the dark. */
function photo(random: Random): Uint8Array {
  const tint = random.int(0, 60)
  const light = random.int(20, 60)
  return png(160, 120, (x, y) => {
    const box = x > 25 && x < 135 && y > 50 && y < 90
    if (box && Math.abs(y - 60) < 3 && x % 18 < 4) return Math.abs(x - light) < 14 ? [230, 40, 40] : [60, 200, 90]
    return box ? [40 + tint / 3, 42, 48] : [120 - y / 2 + tint, 100 - y / 3, 90]
  })
}

function csv(random: Random): Uint8Array {
  const rows = Array.from(
    { length: random.int(4, 12) },
    () => `6${random.int(10000000, 99999999)};${random.int(0, 40)},${random.int(0, 9)};${random.int(0, 900)}`,
  )
  return Buffer.from(`linea;datos_gb;minutos\r\n${rows.join('\r\n')}\r\n`, 'latin1')
}

export function attachment(kind: AttachmentKind, random: Random): SampleAttachment {
  const number = random.int(1000, 9999)
  if (kind === 'png') return { name: `IMG_${number}.png`, type: 'image/png', content: photo(random) }
  if (kind === 'csv') return { name: `consumo-${number}.csv`, type: 'text/csv', content: csv(random) }
  return { name: `documento-${number}.pdf`, type: 'application/pdf', content: pdf(`Documento ${number}`) }
}
