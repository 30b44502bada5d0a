import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readPart, START } from '../../../../electron/connectors/asterisk-live/tail.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilo-tail-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'Master.csv')

/** Reads while the file grows to each of the lengths, then to its end. */
async function grow(bytes: Buffer, lengths: number[]) {
  const rows: string[][] = []
  const lines: number[] = []
  let place = START
  for (const length of [...lengths.toSorted((a, b) => a - b), bytes.length]) {
    writeFileSync(path, bytes.subarray(0, length))
    const part = await readPart(path, place, false)
    if (!part) throw new Error('taken for another file')
    rows.push(...part.rows.map(row => row.fields))
    lines.push(...part.rows.map(row => row.line))
    place = part.next
  }
  return { rows, lines, place }
}

describe('a file read while it grows', () => {
  it('gives the same rows, with their lines, however it was cut', async () => {
    const field = fc.stringMatching(/^[a-zé 0-9]{0,12}$/)
    const file = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(file, fc.array(fc.nat(400), { maxLength: 6 }), async (table, cuts) => {
        const bytes = Buffer.from(table.map(row => `${row.map(cell => `"${cell}"`).join(',')}\n`).join(''))
        const { rows, lines, place } = await grow(bytes, cuts)
        expect(rows).toEqual(table)
        expect(lines).toEqual(table.map((_, i) => i + 1))
        expect(place).toMatchObject({ offset: bytes.length, line: table.length + 1 })
      }),
      { numRuns: 100 },
    )
  })

  it('begins again at the place of any row', async () => {
    writeFileSync(path, '"a","1"\n"b","2"\n"c","3"\n')
    const part = await readPart(path, START, false)
    for (const row of part?.rows ?? []) {
      const again = await readPart(path, row.place, false)
      expect(again?.rows[0]).toMatchObject({ fields: row.fields, line: row.line })
    }
    expect(part?.rows).toHaveLength(3)
  })

  it('knows another file at the same path, whatever its length', async () => {
    writeFileSync(path, '"a","1"\n"b","2"\n')
    const part = await readPart(path, START, false)
    const place = part?.next ?? START
    for (const other of ['', '"a"', '"x","1"\n"b","2"\n', '"x","1"\n"b","2"\n"c","3"\n']) {
      writeFileSync(path, other)
      expect(await readPart(path, place, false)).toBeUndefined()
    }
  })

  it('lets a line without an end go by, and keeps the half of one that is put away', async () => {
    writeFileSync(path, `"a","1"\n${'x'.repeat(700_000)}\n"b","2"\n"c`)
    const problems: string[] = []
    const found: string[] = []
    let place = START
    for (let at = -1; at < place.offset; ) {
      at = place.offset
      const part = await readPart(path, place, true)
      if (!part) throw new Error('taken for another file')
      problems.push(...part.broken.map(({ code }) => code))
      found.push(...part.rows.map(row => row.fields[0] ?? ''))
      place = part.next
    }
    expect(problems).toContain('line-too-long')
    expect(problems.at(-1)).toBe('truncated')
    expect(found.filter(name => name.length === 1)).toEqual(['a', 'b'])
  })
})
