/**
 * `npm run bench:million`: what the store answers in workspaces of 10 k, 100 k and 1 M interactions (`--ten`: and of 10 M), and how that grows.
 * The workspaces are made once, in HILO_BENCH_FOLDER or the system's temporary folder. `--update` keeps the ratios.
 */
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { passphraseKeys } from '../../electron/platform/passphrase-keys.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { measureSearch } from './million/search.ts'
import { type Spread, spread } from './million/spread.ts'
import { measureStore } from './million/store.ts'
import { benchFolder, difference, makeWorkspace, openWorkspace } from './million/workspace.ts'
import { type Ratio, record } from './ratios.ts'

const TEN_MILLION = 10_000_000
/** From so many on a workspace is made in bulk. */
const MANY = 1_000_000
/** Whose ratios are kept. */
const FOLLOWED = [
  'latest 50 of any customer',
  '50 anywhere in the large one',
  'jump to a date in the large one',
  'list, everybody',
  'search, rare word, newest',
  'search, common word, best',
  'search, phrase, newest',
]
/** Of the workspaces that show that both ways of making one give the same rows. */
const FEW = 10_000

const { values } = parseArgs({
  options: {
    ten: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    update: { type: 'boolean', default: false },
  },
})
const sizes = [...values.sizes.split(',').map(Number), ...(values.ten ? [TEN_MILLION] : [])]

if (sizes.some(size => size >= MANY)) await proveSame()
const measured: { size: number; bytes: number; found: Record<string, Spread> }[] = []
for (const size of sizes) {
  const workspace = await openWorkspace(size, { bulk: size >= MANY })
  measured.push({ size, bytes: workspace.bytes, found: { ...(await measureStore(workspace)), ...measureSearch(workspace) } })
}
print()
record('million', ratios(), { update: values.update })

async function proveSame(): Promise<void> {
  const [slow, fast] = [join(benchFolder, 'same-a'), join(benchFolder, 'same-b')]
  const open = async (folder: string) => openDatabase({ folder, key: await passphraseKeys('bench').key(folder), readonly: true })
  try {
    await makeWorkspace(slow, FEW, false)
    await makeWorkspace(fast, FEW, true)
    const [a, b] = [await open(slow), await open(fast)]
    const differs = difference(a, b)
    a.close()
    b.close()
    if (differs) throw new Error(`made in bulk, a workspace holds other rows: ${differs}`)
  } finally {
    for (const folder of [slow, fast]) rmSync(folder, { recursive: true, force: true })
  }
}

function print(): void {
  const line = (name: string, cells: string[]) =>
    process.stdout.write(`${name.padEnd(34)}${cells.map(cell => cell.padStart(20)).join('')}\n`)
  line(
    'p50 / p99, ms',
    measured.map(({ size }) => size.toLocaleString('en')),
  )
  for (const name of Object.keys(measured[0]?.found ?? {})) {
    line(
      name,
      measured.map(({ found }) => `${(found[name]?.p50 ?? 0).toFixed(3)} / ${(found[name]?.p99 ?? 0).toFixed(3)}`),
    )
  }
  line(
    'size of the file',
    measured.map(({ bytes }) => `${(bytes / 1e6).toFixed(0)} MB`),
  )
}

/** Growth from the smallest to a million, and how long a million takes beside hashing 64 KB in this process. */
function ratios(): Record<string, Ratio> {
  const small = measured[0]?.found ?? {}
  const large = measured.find(({ size }) => size === MANY)?.found ?? {}
  const block = Buffer.alloc(65_536)
  const unit = spread(500, () => createHash('sha256').update(block).digest()).p50
  const all: Record<string, Ratio> = {}
  for (const name of FOLLOWED) {
    const [before, now] = [small[name], large[name]]
    if (!before || !now) continue
    all[`${name}, 1 M / 10 k`] = { value: now.p50 / before.p50, better: 'lower' }
    all[`${name}, 1 M / hashing`] = { value: now.p50 / unit, better: 'lower' }
  }
  return all
}
