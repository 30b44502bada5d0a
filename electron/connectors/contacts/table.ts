import { parseCsv } from '../phone/csv-rows.ts'

const MAIL_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const LOOKED_AT = 50

/** Whether a file that begins like this is a table with a customer's mail address in nearly every row. */
export function listsPeople(text: string): boolean {
  const lines = text.split('\n', LOOKED_AT + 1).slice(0, -1)
  return [',', ';', '\t', '|'].some(delimiter => {
    const rows = lines.flatMap(line => parseCsv(line.trim(), delimiter) ?? []).slice(1)
    const named = rows.filter(row => row.length > 1 && row.some(cell => MAIL_ADDRESS.test(cell.trim())))
    return rows.length > 0 && named.length > rows.length / 2
  })
}
