import type { FieldState, Origin } from '#shared/contract/profile.ts'
import { type Attribute, type OwnField, ownFields, parseValue } from '#shared/model/attribute.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { listAttributes } from './attributes.ts'
import { type Changed, type Held, held, make } from './changes.ts'
import { everyoneIn } from './settle.ts'

/** What is known of a customer beside their interactions. Refuses `not-found`. */
export function profileFields(
  db: Db,
  { customer: id }: { customer: number },
): { fields: (FieldState & { attribute: Attribute })[]; own: Record<OwnField, FieldState> } {
  const states = fieldStates(db, currentCustomer(db, id))
  const state = (field: string): FieldState => states.get(field) ?? { others: [] }
  return {
    fields: listAttributes(db, { about: 'customer' }).map(attribute => ({ attribute, ...state(attribute.id) })),
    own: { name: state('name'), zone: state('zone'), language: state('language'), photo: state('photo') },
  }
}

/** In the order of attribute_now: the first of each field counts, the others that say something different are told beside it. */
function fieldStates(db: Db, customer: number): Map<string, FieldState> {
  const rows = db
    .prepare<{ customer: number }, Held & { field: string; source: Origin['source'] }>(
      `SELECT v.field, v.source, v.value, v.key, v.by, v.at FROM attribute_value v WHERE v.customer_id IN (${everyoneIn})
       ORDER BY v.source, v.customer_id <> @customer, v.customer_id`,
    )
    .all({ customer })
  const states = new Map<string, FieldState>()
  for (const { field, source, value, by, at } of rows) {
    const origin: Origin = { source, at, ...(by !== null && { by }) }
    const state = states.get(field)
    if (!state) states.set(field, { origin, others: [], ...(value !== null && { value }) })
    else if (value !== null && value !== state.value && !state.others.some(other => other.value === value))
      state.others.push({ value, origin })
  }
  return states
}

/** Who set a value (their name, as far as it is known) and when. */
type Made = Pick<Held, 'by' | 'at'>

/** Sets a field as an agent, or empties it. Refuses `not-found`, and a ValueProblem when the value does not fit the field. */
export function setField(
  db: Db,
  { customer: id, field, value, at, by = null }: { customer: number; field: string; value: string | null; at: number; by?: string | null },
): Changed {
  return db
    .transaction(() => {
      const customer = currentCustomer(db, id)
      const kind = kindOf(db, field)
      const slot = { customer, field, source: 'agent' } as const
      const after = value === null || value.trim() === '' ? emptied(db, customer, field, { at, by }) : parsed(kind, value, { at, by })
      return make(db, { values: [{ ...slot, before: held(db, slot), after }] }, at)
    })
    .immediate()
}

function kindOf(db: Db, field: string): Parameters<typeof parseValue>[0] {
  const own = ownFields.find(one => one === field)
  if (own) return { type: own }
  const attribute = listAttributes(db, { about: 'customer' }).find(one => one.id === field)
  if (!attribute) throw new Refusal('not-found')
  return attribute
}

function parsed(kind: Parameters<typeof parseValue>[0], value: string, made: Made): Held {
  const result = parseValue(kind, value)
  if ('problem' in result) throw new Refusal(result.problem)
  return { value: result.value, key: result.key ?? null, ...made }
}

/** Nothing where nobody else says anything; else a word that it is empty, so that a file's or a merged customer's value stays beaten. */
function emptied(db: Db, customer: number, field: string, made: Made): Held | null {
  const { others = [], origin } = fieldStates(db, customer).get(field) ?? {}
  const beaten = others.length > 0 || origin?.source === 'file'
  return beaten ? { value: null, key: null, ...made } : null
}
