/**
 * Precision, recall and F1 of the identity suggestions on a population whose truth is known, how many certain links are wrong, and what one newcomer costs.
 * `node tests/bench/linkage.ts [--people 10000] [--seed 1] [--update]`; `--lists [--only NAME]`: lists in the shapes of public
 * record-linkage sets instead.
 */
import { parseArgs } from 'node:util'
import { readPeople } from '../../electron/linkage/csv/people.ts'
import { blocksFor, certain, compare, group, learn, link } from '../../electron/linkage/engine.ts'
import { agreement } from '../../electron/linkage/truth.ts'
import { lists } from './people/shapes.ts'
import { population } from './people.ts'
import { record } from './ratios.ts'
import { round, Table } from './table.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    lists: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    update: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const table = new Table()
const seconds = (from = 0) => (process.cpuUsage().user + process.cpuUsage().system) / 1e6 - from
const shares = (...all: number[]) => all.map(share => round(share, 4)).join('; ')

if (values.lists) listsOf()
else people()
table.add('largest memory', `${round(process.resourceUsage().maxRSS / 1024)} MB`)
table.print()

function listsOf(): void {
  for (const [name, make] of Object.entries(lists).filter(([name]) => name.startsWith(values.only))) {
    const bytes = new TextEncoder().encode(make(seed))
    const start = seconds()
    const { records, truth = [] } = readPeople(bytes)
    const model = learn(records)
    const { precision, recall, f1 } = agreement(group(records, model, link(records, model)), truth)
    table.add(name, `${shares(precision, recall, f1)}; ${round(records.length)} records, ${round(seconds(start), 1)} s of processor time`)
  }
}

function people(): void {
  const { records, truth } = population(seed, Number(values.people))
  table.add('people; records', `${values.people}; ${round(records.length)}`)
  const start = seconds()
  const model = learn(records)
  table.add('weights learned', `${round(seconds(start), 1)} s of processor time`)
  const before = seconds()
  const pairs = link(records, model)
  table.add('all compared', `${round(seconds(before), 1)} s of processor time`)
  const found = agreement(group(records, model, pairs), truth)
  const right = pairs.filter(({ a, b }) => truth[a] === truth[b]).length
  table.add('suggestions; right', `${round(pairs.length)}; ${shares(right / pairs.length)}`)
  table.add('precision; recall; F1 of groups', shares(found.precision, found.recall, found.f1))

  const blocks = blocksFor(model)
  for (const each of records) blocks.add(each)
  let sure = 0
  let wrong = 0
  const times: number[] = []
  for (const each of records) {
    // A copy: nothing is known of a newcomer.
    const newcomer = { ...each }
    const at = performance.now()
    const near = blocks.near(newcomer).flatMap(id => records[id] ?? [])
    for (const other of near) compare(model, newcomer, other)
    times.push(performance.now() - at)
    for (const other of near) {
      if (other.id < each.id || certain(model, each, other).length === 0) continue
      sure++
      if (truth[other.id] !== truth[each.id]) wrong++
    }
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => round(times[Math.floor(times.length * share)] ?? 0, 2)
  table.add('certain links; wrong', `${round(sure)}; ${wrong}`)
  table.add('one newcomer, p50; p99', `${at(0.5)}; ${at(0.99)} ms`)
  if (wrong > 0) process.exitCode = 1
  record(
    'linkage',
    { precision: { value: found.precision, better: 'higher' }, recall: { value: found.recall, better: 'higher' } },
    { update: values.update },
  )
}
