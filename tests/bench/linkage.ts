/**
 * Precision, recall and F1 of the identity suggestions on a population whose truth is known, how many certain links are wrong, and what one newcomer costs.
 * `node tests/bench/linkage.ts [--people 10000]`
 */
import { parseArgs } from 'node:util'
import { Blocks, certain, compare, group, learn, link } from '../../electron/linkage/engine.ts'
import { agreement } from '../../electron/linkage/truth.ts'
import { population } from './people.ts'
import { round, Table } from './table.ts'

const { values } = parseArgs({ options: { people: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } } })
const { records, truth } = population(Number(values.seed), Number(values.people))
const table = new Table()
const seconds = (from: number) => (process.cpuUsage().user + process.cpuUsage().system) / 1e6 - from

table.add('people; records', `${values.people}; ${round(records.length)}`)
const start = seconds(0)
const model = learn(records)
table.add('weights learned', `${round(seconds(start), 1)} s of processor time`)
const before = seconds(0)
const pairs = link(records, model)
table.add('all compared', `${round(seconds(before), 1)} s of processor time`)
const groups = group(records, model, pairs)
const right = pairs.filter(({ a, b }) => truth[a] === truth[b]).length
const found = agreement(groups, truth)
table.add('suggestions; right', `${round(pairs.length)}; ${round(right / pairs.length, 4)}`)
table.add('precision; recall; F1 of groups', `${round(found.precision, 4)}; ${round(found.recall, 4)}; ${round(found.f1, 4)}`)

const blocks = new Blocks()
for (const record of records) blocks.add(record)
let sure = 0
let wrong = 0
const times: number[] = []
for (const record of records) {
  const at = performance.now()
  const near = blocks.near(record)
  for (const id of near) {
    const other = records[id]
    if (other) compare(model, record, other)
  }
  times.push(performance.now() - at)
  for (const id of near) {
    const other = records[id]
    if (!other || id < record.id || certain(model, record, other).length === 0) continue
    sure++
    if (truth[id] !== truth[record.id]) wrong++
  }
}
times.sort((a, b) => a - b)
table.add('certain links; wrong', `${round(sure)}; ${wrong}`)
table.add(
  'one newcomer, p50; p99',
  `${round(times[Math.floor(times.length / 2)] ?? 0, 2)}; ${round(times[Math.floor(times.length * 0.99)] ?? 0, 2)} ms`,
)
table.add('largest memory', `${round(process.resourceUsage().maxRSS / 1024)} MB`)
table.print()
