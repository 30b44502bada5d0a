/**
 * What is known of one person in one place: a customer, or a row of a list. Every field may be missing and may hold several values.
 */
export interface PersonRecord {
  id: number
  /** As written. `Family, Given` where the parts are known; a part may be missing (`García,`). */
  names?: string[]
  /** Mail addresses. */
  mails?: string[]
  /** E.164 where the country is known, else the digits as written. */
  phones?: string[]
  /** `service:value` or a bare JID. */
  handles?: string[]
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  birthDates?: string[]
  /** Street with house number, one line. */
  streets?: string[]
  postcodes?: string[]
  towns?: string[]
  /** Numbers of the person: customer, tax, social security. */
  numbers?: string[]
  /** Numbers of their matters, as they wrote them: orders, invoices, tickets. */
  references?: string[]
  /** Mail addresses and numbers in what they wrote, spelt as in `mails` and `phones`: theirs or somebody else's. */
  mentions?: string[]
  /** Anything else, by a name of the caller's (`occupation`, `sex`). How much it says is learned from the data. */
  attributes?: Record<string, string>
  /** Where single values of the above were read, when it was not their own list: so that a reason can name the signature. */
  evidence?: Evidence[]
}

/** A value found in a mail's signature at a time (epoch ms). `value` is spelt as in the record's own field. */
export interface Evidence {
  value: string
  at: number
}

/**
 * How two values of a field can agree, best first; the last is always "they differ". The field's weights are learned for each.
 * `similar` a typing mistake; `alike` more than one, or none.
 * given: `part` one has a further given name; `nickname` Pepe = José; `script` the same name in other letters or without accents; `initial` J. = José.
 * given, family: `similar` is one of the two mistyped, `alike` also two names that differ by a letter (Schmidt, Schmitt).
 * family: `part` one of two surnames is shared (married and double names).
 * order: the whole name the other way round (given for family).
 * mail: `local` the same before the @, and not just the person's name. login: a handle equal to a handle or to the part before an @.
 * phone: `end` the last seven digits. birth: `similar` a mistyped digit or two days at most; `swapped` day and month; `parts`, `month`, `day` all but the
 * day, the month, the year: another whole year is seen in strangers most often; `near` a month apart at most; `alike` two wrong digits; `year` only.
 * street: `name` without its number.
 * mention: one wrote an address or a number that is the other's; not to have done so says nothing.
 * place: postcode and town together; `near` one wrong digit or letter.
 */
export const levels = {
  given: ['same', 'part', 'script', 'nickname', 'similar', 'initial', 'alike', 'differ'],
  family: ['same', 'script', 'similar', 'part', 'initial', 'alike', 'differ'],
  order: ['swapped', 'differ'],
  mail: ['same', 'similar', 'local', 'differ'],
  login: ['same', 'similar', 'differ'],
  phone: ['same', 'end', 'similar', 'differ'],
  birth: ['same', 'swapped', 'similar', 'month', 'parts', 'day', 'near', 'alike', 'year', 'differ'],
  street: ['same', 'similar', 'name', 'differ'],
  place: ['same', 'postcode', 'town', 'near', 'differ'],
  number: ['same', 'similar', 'differ'],
  reference: ['same', 'differ'],
  mention: ['same', 'differ'],
  attribute: ['same', 'similar', 'differ'],
} as const

export type Field = keyof typeof levels
export type ReasonCode = { [F in Field]: `${F}-${(typeof levels)[F][number]}` }[Field]

/** One field of a comparison, for a person to judge: what it was, the two values as written, and what it weighs. */
export interface Reason {
  code: ReasonCode
  a: string
  b: string
  /** Bits for (positive) or against (negative) being one person. */
  weight: number
  /** Which, when the field is `attribute`. */
  attribute?: string
  /** The value was read in a signature at this time (epoch ms). */
  signature?: number
}

export interface Comparison {
  /** Probability that both are one person, 0 to 1. */
  score: number
  /** What agrees, the weightiest first. */
  reasons: Reason[]
  /** What differs, the weightiest first. */
  differs: Reason[]
}

/** What a field's agreement levels are worth: how often each is seen in pairs that are one person (m) and in pairs that are not (u). */
export interface FieldWeights {
  m: number[]
  u: number[]
}

/** A model of another version is to be learned again. */
export const modelVersion = 3

/** Everything learned from a set of records: plain values, to be kept as JSON. Holds names and addresses: keep it encrypted. */
export interface Model {
  version: typeof modelVersion
  /** How many records it was learned from. */
  records: number
  /** Probability that any two records are one person. */
  matches: number
  /** Probability that any two records are different persons of one household. */
  households: number
  /**
   * How much likelier (1: no more) it is for one person's records to differ in none, one, two ... fields than if mistakes came alone: some lists have one
   * in each copy, others all of them in a few.
   */
  slips: number[]
  /** By field; attributes as `attribute:name`. */
  weights: Record<string, FieldWeights>
  /** How many are left of the records when those plainly of one person count once, as they do below. */
  roots: number
  /** How many have a value at all, by table of `terms`. */
  filled: Record<string, number>
  /** How many have each value, for values that more than one has. `given` and `family` count words. */
  terms: Record<string, Record<string, number>>
  /** Addresses, numbers and handles that several people use: no proof of anything. */
  shared: string[]
}

export interface Pair {
  a: number
  b: number
  score: number
}
