import { nicknameGroups } from '../names/nicknames.ts'
import { fold } from '../names/scripts.ts'
import { streetKinds } from '../prepare.ts'
import type { Meaning } from './columns.ts'
import { looksLikeDate, looksLikeMail, looksLikePhone, looksLikePostcode, readDate } from './content.ts'

/** Facts of a column's values. */
export interface Facts {
  /** By row, also the empty ones. */
  cells: string[]
  values: string[]
  /** Different ones of all. */
  variety: number
  distinct: Set<string>
  share: (fits: (value: string) => boolean) => number
}

export function facts(cells: string[]): Facts {
  const values = cells.filter(value => value !== '')
  const distinct = new Set(values)
  return {
    cells,
    values,
    distinct,
    variety: values.length === 0 ? 0 : distinct.size / values.length,
    share: fits => (values.length === 0 ? 0 : values.filter(fits).length / values.length),
  }
}

/** Finds out by content what the headers of some columns do not say. */
export class Guess {
  private readonly found: (Meaning | undefined)[]
  private readonly columns: Facts[]
  private readonly free: Set<number>

  constructor(said: (Meaning | undefined)[], columns: Facts[]) {
    this.found = [...said]
    this.columns = columns
    this.free = new Set(said.flatMap((meaning, index) => (meaning === undefined ? [index] : [])))
  }

  all(): Meaning[] {
    for (const index of [...this.free]) {
      const column = this.columns[index]
      if (!column) continue
      if (column.share(looksLikeMail) > 0.6) this.take('mail', index)
      else if (column.share(looksLikePhone) > 0.7) this.take('phone', index)
      else if (isRowKey(column)) this.take('none', index)
      // As many digits as a phone has, which a household may share: that is the weaker claim.
      else if (column.share(value => /^\d{9,12}$/.test(value)) > 0.7) this.take('phone', index)
    }
    this.birth()
    this.places()
    this.names()
    this.moreNames()
    if (!this.has('town'))
      this.take(
        'town',
        this.best(({ share, distinct, variety }) => (distinct.size > 8 && variety < 0.7 ? share(isWords) : 0), 0.7),
      )
    for (const index of [...this.free]) if (isNumber(this.columns[index])) this.take('number', index)
    const told = [...this.of('birth', 'birthYear').map(yearsOf), ...this.of('postcode', 'town').map(({ cells }) => cells)]
    return this.found.map((meaning, index) => {
      const column = this.columns[index]
      return meaning ?? (!column || isUseless(column) || told.some(cells => follows(column.cells, cells)) ? 'none' : 'other')
    })
  }

  private take(meaning: Meaning, index: number | undefined): void {
    if (index === undefined) return
    this.found[index] = meaning
    this.free.delete(index)
  }

  private has(...kinds: Meaning[]): boolean {
    return this.found.some(meaning => meaning !== undefined && kinds.includes(meaning))
  }

  /** The free column that fits best, at least by `least`. */
  private best(score: (column: Facts) => number, least = 0.5): number | undefined {
    let chosen: number | undefined
    let most = least
    for (const index of this.free) {
      const column = this.columns[index]
      const value = column && column.values.length > 0 ? score(column) : 0
      if (value > most) [chosen, most] = [index, value]
    }
    return chosen
  }

  /** The columns that were said to be this. */
  private of(...kinds: Meaning[]): Facts[] {
    return this.columns.filter((_, index) => {
      const meaning = this.found[index]
      return meaning !== undefined && kinds.includes(meaning)
    })
  }

  /** A date, or a column each for year, month and day, any of which the headers may have told already. */
  private birth(): void {
    if (!this.has('birth', 'birthYear')) {
      const whole = this.best(({ share }) => share(value => looksLikeDate(value) && !isYear(value)), 0.7)
      if (whole !== undefined) {
        this.take('birth', whole)
        return
      }
      this.take(
        'birthYear',
        this.best(({ share, distinct }) => (distinct.size > 5 ? share(isYear) : 0), 0.9),
      )
    }
    if (!this.has('birthYear') || this.has('birth')) return
    // A mistyped month or day may be none.
    const upTo = (most: number) => (value: string) => /^\d{1,2}(?:\.0)?$/.test(value) && Number(value) >= 1 && Number(value) <= most
    const spread = ({ distinct }: Facts, least: number, most: number) => distinct.size > least && distinct.size < most
    if (!this.has('birthMonth'))
      this.take(
        'birthMonth',
        this.best(column => (spread(column, 5, 40) ? column.share(upTo(12)) : 0), 0.95),
      )
    if (this.has('birthMonth') && !this.has('birthDay'))
      this.take(
        'birthDay',
        this.best(column => (spread(column, 12, 100) && column.share(upTo(12)) < 0.8 ? column.share(upTo(31)) : 0), 0.95),
      )
  }

  private places(): void {
    if (!this.has('postcode'))
      this.take(
        'postcode',
        this.best(({ share, variety }) => (variety < 0.9 ? share(looksLikePostcode) : 0), 0.7),
      )
    if (this.has('street')) return
    const withNumber = this.best(({ share }) => share(value => /\p{L}{3}/u.test(value) && /\d/.test(value) && / /.test(value)), 0.4)
    this.take('street', withNumber)
    if (withNumber !== undefined) return
    const kind = (value: string) =>
      /^\D+$/.test(value) &&
      fold(value)
        .split(' ')
        .some((word, at) => at > 0 && streetKinds.has(word))
    const named = this.best(({ share }) => share(kind), 0.4)
    this.take('street', named)
    if (named !== undefined && !this.has('houseNumber'))
      this.take(
        'houseNumber',
        this.best(({ share, distinct }) => (distinct.size > 20 ? share(value => /^\d{1,4}[a-z]?$/i.test(value)) : 0), 0.85),
      )
  }

  private names(): void {
    if (!this.has('given', 'name')) {
      const knownWords = (value: string) => nicknameGroups(fold(value.split(/[ ,]/)[0] ?? '')).length > 0
      const given = this.best(({ share }) => share(value => /^\p{L}[\p{L}'. -]*$/u.test(value) && knownWords(value)), 0.08)
      const manyWords = (index: number) => (this.columns[index]?.share(value => / /.test(value)) ?? 0) > 0.7
      if (given !== undefined) this.take(manyWords(given) ? 'name' : 'given', given)
      else
        this.take(
          'name',
          this.best(({ share, variety }) => share(value => isWords(value) && / /.test(value)) * variety),
        )
    }
    if (this.has('given') && !this.has('family', 'name'))
      this.take(
        'family',
        this.best(({ share, variety, distinct, values }) =>
          distinct.size > 20 && values.length * 2 > this.rows() ? share(isWords) * (0.6 + variety) : 0,
        ),
      )
  }

  /** Columns that repeat a name's words are not one more proof; those that hold other words of the same stock are a second name. */
  private moreNames(): void {
    const names = this.of('name')
    const [given, family] = [this.of('given'), this.of('family')]
    for (const index of [...this.free]) {
      const column = this.columns[index]
      // Codes of a letter or two are no names, whatever they have in common with initials.
      if (!column || column.distinct.size < 8 || column.share(value => isWords(value) && value.length > 2) < 0.8) continue
      if (names.some(name => within(column, name) > 0.6)) {
        const first = names.some(name => within(column, name, 1) > 0.6)
        this.take(column.share(value => / /.test(value)) > 0.5 ? 'name' : first ? 'given' : 'family', index)
      } else if (known(column, given) > 0.6 && known(column, given) > known(column, family)) this.take('middle', index)
      else if (known(column, family) > 0.6) this.take('family', index)
    }
  }

  private rows(): number {
    return this.columns[0]?.cells.length ?? 0
  }
}

/** How many of a column's cells have their words in another's cell of the same row, or begin it (`most` words of it). */
function within({ cells, values }: Facts, other: Facts, most = Number.POSITIVE_INFINITY): number {
  const wordsOf = (cell: string) =>
    fold(cell)
      .split(/[^\p{L}]+/u)
      .filter(Boolean)
  const inside = cells.filter((cell, row) => {
    if (cell === '') return false
    const there = new Set(wordsOf(other.cells[row] ?? '').slice(0, most))
    return wordsOf(cell).every(word => there.has(word))
  })
  return inside.length / values.length
}

/** How many of a column's values others have, too. */
function known({ values }: Facts, others: Facts[]): number {
  return values.filter(value => others.some(({ distinct }) => distinct.has(value))).length / values.length
}

function isWords(value: string): boolean {
  return /^\p{L}[\p{L}\p{M}'’. -]*$/u.test(value)
}

function isYear(value: string): boolean {
  return /^(?:1[5-9]|20)\d\d(?:\.0)?$/.test(value)
}

/** As many values as rows, each a number or a code: it tells rows apart, not people. */
function isRowKey({ variety, values, share }: Facts): boolean {
  if (values.length < 2 || variety <= 0.995 || !values.every(value => /\d/.test(value) && !/\s/.test(value))) return false
  // A long number may look like a date by chance.
  return share(looksLikeDate) < 0.3
}

/** Long numbers or codes, most of them of few rows: a person's, whatever it is called. */
function isNumber(column: Facts | undefined): boolean {
  return column !== undefined && column.variety > 0.25 && column.share(value => /^[A-Z]{0,3}[ -]?\d[\d -]{4,14}[A-Z]?$/i.test(value)) > 0.9
}

/** Somebody's age says what their birth date says, and a state what the postcode does: no second proof. Many rows must share what tells it. */
function follows(cells: string[], told: string[]): boolean {
  const groups = new Map<string, Map<string, number>>()
  const overall = new Map<string, number>()
  for (const [row, cell] of cells.entries()) {
    const by = told[row] ?? ''
    if (cell === '' || by === '') continue
    const group = groups.get(by) ?? new Map<string, number>()
    groups.set(by, group.set(cell, (group.get(cell) ?? 0) + 1))
    overall.set(cell, (overall.get(cell) ?? 0) + 1)
  }
  let [rows, usual] = [0, 0]
  for (const group of groups.values()) {
    const counts = [...group.values()]
    const size = counts.reduce((sum, count) => sum + count, 0)
    // The records of one person are no sign of it.
    if (size < 12) continue
    rows += size
    usual += Math.max(...counts)
  }
  const most = Math.max(0, ...overall.values()) / Math.max(1, cells.filter(cell => cell !== '').length)
  return rows > 100 && usual / rows > 0.85 && usual / rows > most + 0.15
}

function yearsOf({ cells }: Facts): string[] {
  return cells.map(cell => readDate(cell, 'dmy')?.slice(0, 4) ?? '')
}

/** Always the same, or long texts. */
function isUseless(column: Facts): boolean {
  return column.distinct.size < 2 || column.share(value => value.length > 120) > 0.3
}
