import { customers, generated, patients, register } from './families.ts'
import { disguised, febrl, rldata, voters } from './lists.ts'
import { fake1000, historical } from './splink.ts'

/** The lists that are measured, as CSV by a seed. */
export const lists: Record<string, (seed: number) => string> = {
  'Febrl 1': seed => febrl(seed, { originals: 500, duplicates: 500, most: 1, changes: 1 }),
  'Febrl 2': seed => febrl(seed, { originals: 4000, duplicates: 1000, most: 5, changes: 4 }),
  'Febrl 3': seed => febrl(seed, { originals: 2000, duplicates: 3000, most: 5, changes: 6 }),
  'Febrl 3, ten changes': seed => febrl(seed, { originals: 2000, duplicates: 3000, most: 5, changes: 10 }),
  'Febrl 3, headers say nothing': seed => disguised(febrl(seed, { originals: 2000, duplicates: 3000, most: 5, changes: 6 }), seed),
  'Febrl 4': seed => febrl(seed, { originals: 5000, duplicates: 5000, most: 1, changes: 4 }),
  RLdata500: seed => rldata(seed, 500),
  RLdata10000: seed => rldata(seed, 10_000),
  'RLdata10000, headers say nothing': seed => disguised(rldata(seed, 10_000), seed),
  fake_1000: seed => fake1000(seed, 250),
  historical: seed => historical(seed, 10_000),
  'historical, headers say nothing': seed => disguised(historical(seed, 10_000), seed),
  voters: seed => voters(seed, 4000),
  customers: seed => customers(seed, 3000),
  'customers, twice the mistakes': seed => customers(seed, 3000, 2),
  'customers, headers say nothing': seed => disguised(customers(seed, 3000), seed),
  patients: seed => patients(seed, 3000),
  'patients, twice the mistakes': seed => patients(seed, 3000, 2),
  register: seed => register(seed, 3000),
  'register, headers say nothing': seed => disguised(register(seed, 3000), seed),
  generated: seed => generated(seed, 3000),
}
