/** Lists in the shape of those that come with Splink (R. Linacre and others): many records of each person, badly mistyped, with many gaps. */
import { createRandom, type Random } from '../../../electron/sample/random.ts'
import { csv, pad, skewed, stocks } from './words.ts'

const { en } = stocks
const skew = (random: Random, from: number, to: number): number => from + Math.floor((random.int(0, 9999) / 10_000) ** 2 * (to - from + 1))

/**
 * Three or so records of each of some hundred (`fake_1000`, `fake_20000`): a tenth to a quarter of all values missing, letters moved to anywhere, names
 * the other way round, and birth dates a month, a year or ten years off.
 */
export function fake1000(seed: number, people: number): string {
  const random = createRandom(seed)
  const rows: string[][] = []
  const cities =
    'London London London London Birmingham Birmingham Liverpool Leeds Sheffield Bristol Leicester Belfast Derby Luton Stoke-on-Trent Manchester Wolverhampton Cardiff Brighton Glasgow Swansea Plymouth Reading'.split(
      ' ',
    )
  const big = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
  for (let person = 0; person < people; person++) {
    const [first, last] = [big(skewed(random, en.given.slice(0, 130))), big(skewed(random, en.family.slice(0, 230)))]
    const host = () => random.pick(en.family.slice(0, 160))
    const local = [
      `${first}.${last}`,
      `${first[0]}.${last}`,
      `${first}${last}`,
      `${first}${last[0]}`,
      `${first[0]}${last[0]}`,
      `${first[0]}.${last[0]}`,
    ]
    const mail = `${random.pick(local)}${random.chance(0.5) ? random.int(1, 99) : ''}@${host()}${random.chance(0.4) ? `-${host()}` : ''}.${random.pick(['com', 'com', 'org', 'net', 'info', 'biz'])}`
    const born = `${random.int(1970, 2019)}-${pad(random.int(1, 12))}-${pad(random.int(1, 28))}`
    const home = random.pick(cities)
    for (let copy = random.pick([1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7]); copy > 0; copy--) {
      const noisy = (text: string, gap: number) => (random.chance(gap) ? '' : random.chance(0.17) ? jumbled(random, text) : text)
      const names = [noisy(first, 0.1), noisy(last, 0.18)]
      if (names.every(Boolean) && random.chance(0.12)) names.reverse()
      const dob = random.chance(0.35) ? shifted(random, born) : born
      rows.push([String(rows.length), ...names, dob, noisy(home, 0.22), noisy(mail.toLowerCase(), 0.25), String(person)])
    }
  }
  return csv('unique_id first_name surname dob city email entity', rows, seed)
}

/** Some letters gone, twice, too many, or in one another's place however far apart. */
function jumbled(random: Random, text: string): string {
  const letters = [...text]
  for (let times = random.pick([1, 1, 1, 2, 2, 3]); times > 0 && letters.length > 2; times--) {
    const [one, other] = [random.int(0, letters.length - 1), random.int(0, letters.length - 1)]
    const kind = random.int(0, 3)
    if (kind === 0) letters.splice(one, 1)
    else if (kind === 1) letters.splice(one, 0, letters[other] ?? '')
    else [letters[one], letters[other]] = [letters[other] ?? '', letters[one] ?? '']
  }
  return letters.join('')
}

function shifted(random: Random, date: string): string {
  const day = 86_400_000
  const days = random.pick([random.int(-3, 3), 30 + random.int(-2, 2), -30 + random.int(-2, 2), 365, -365, 3652, -3652])
  return new Date(Date.parse(date) + (days + random.pick([0, 0, 0, -1, 2])) * day).toISOString().slice(0, 10)
}

function otherDate(random: Random, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return random.pick([
    `${year}-${pad(random.int(1, 12))}-${day}`,
    `${Number(year) + random.int(-2, 2)}-${month}-${day}`,
    `${year}-${month}-${pad(random.int(1, 28))}`,
    `${year}-${month}-${pad(Math.max(1, Math.min(28, Number(day) + random.int(-2, 2))))}`,
  ])
}

const trades =
  'politician,writer,painter,military personnel,cricketer,botanist,priest,architect,lawyer,judge,engraver,poet,composer,photographer,physician'.split(
    ',',
  )
const short: Record<string, string> = {
  thomas: 'tom',
  william: 'bill',
  robert: 'bob',
  john: 'jack',
  james: 'jim',
  charles: 'charlie',
  edward: 'ted',
  henry: 'harry',
  elizabeth: 'liz',
  margaret: 'maggie',
  frederick: 'fred',
  samuel: 'sam',
  george: 'geo',
}

/**
 * Historical persons (`historical_50k`): ten or so records of each, the first as it is and each with more mistakes and gaps than the one before. First name
 * and surname are whatever the full name begins and ends with, `sir` and `baronet` among them; half of the occupations, a quarter of dates and
 * postcodes are missing; another postcode is one nearby, another date somewhat off or the first of January.
 */
export function historical(seed: number, records: number): string {
  const random = createRandom(seed)
  const rows: string[][] = []
  const area = 'ab b bs cf ch dn eh ex g gl hp l ls m ne ng nr ox pe rg sa se sw tq tr yo'.split(' ')
  const letters = [...'abdefghjlnpqrstuwxyz']
  for (let person = 0; rows.length < records; person++) {
    const first = skewed(random, en.given.slice(0, 130))
    const middle = random.chance(0.35) ? skewed(random, en.given.slice(0, 130)) : ''
    const last = skewed(random, en.family)
    const seat = random.chance(0.1) ? skewed(random, en.towns) : ''
    const nth = random.pick(['1st', '2nd', '3rd', '4th'])
    const born = `${skew(random, 0, 240) + 1640}-${pad(random.int(1, 12))}-${pad(random.int(1, 28))}`
    const place = skewed(random, en.towns)
    const out = `${random.pick(area)}${random.int(1, 30)}`
    const end = () => `${random.int(1, 9)}${random.pick(letters)}${random.pick(letters)}`
    const inside = end()
    const [gender, trade] = [random.chance(0.8) ? 'male' : 'female', random.pick(trades)]
    const sir = random.chance(0.06)
    const copies = random.int(1, 19)
    for (let copy = 0; copy < copies; copy++) {
      const worn = copies === 1 ? 0 : copy / (copies - 1)
      const off = (from: number, to: number) => random.chance(from + (to - from) * worn)
      const gap = (value: string, from: number, to: number) => (off(from, to) ? '' : value)
      const called = off(0.02, 0.14) ? (short[first] ?? first.slice(0, random.int(1, 4))) : off(0.02, 0.12) ? jumbled(random, first) : first
      const family = off(0.02, 0.12) ? jumbled(random, last) : last
      const whole = [
        sir && random.chance(0.6) ? 'sir' : '',
        called,
        random.chance(0.5) ? middle : '',
        seat && random.chance(0.4) ? '' : gap(family, 0, 0.18),
        seat ? (random.chance(0.6) ? `${nth} baron ${seat}` : `of ${seat}`) : sir && random.chance(0.5) ? `${nth} baronet` : '',
      ].filter(Boolean)
      const words = whole.join(' ').split(' ')
      const surname = words.length > 1 ? (words.at(-1) ?? '') : ''
      const dob = off(0.05, 0.35)
        ? random.chance(0.4)
          ? `${born.slice(0, 4)}-01-01`
          : random.chance(0.5)
            ? otherDate(random, born)
            : shifted(random, born)
        : born
      rows.push([
        `Q${person * 7919}-${copy}`,
        words.join(' '),
        [words[0], surname].filter(Boolean).join(' '),
        words[0] ?? '',
        surname,
        gap(dob, 0.1, 0.36),
        gap(place, 0.05, 0.23),
        gap(`${out} ${off(0.1, 0.35) ? end() : inside}`, 0.1, 0.36),
        gap(gender, 0.1, 0.34),
        gap(trade, 0.25, 0.75),
        String(person),
      ])
    }
  }
  return csv('unique_id full_name first_and_surname first_name surname dob birth_place postcode_fake gender occupation entity', rows, seed)
}
