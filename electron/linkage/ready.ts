import { type Prepared, prepare } from './prepare.ts'
import type { Model, PersonRecord } from './record.ts'
import { type Weigher, weigher } from './weights.ts'

interface Ready extends Weigher {
  prepared: WeakMap<PersonRecord, Prepared>
}

const ready = new WeakMap<Model, Ready>()

/** Made once for each model and record. A model must not be changed after it was used. */
export function readyFor(model: Model): Ready {
  let found = ready.get(model)
  if (!found) {
    found = { ...weigher(model), prepared: new WeakMap() }
    ready.set(model, found)
  }
  return found
}

export function preparedFor({ prepared, knowledge }: Ready, record: PersonRecord): Prepared {
  let found = prepared.get(record)
  if (!found) {
    found = prepare(record, knowledge)
    prepared.set(record, found)
  }
  return found
}
