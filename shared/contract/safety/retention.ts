import { oc, type } from '@orpc/contract'
import { RetentionRules } from '../../safety/retention.ts'
import { errors } from '../errors.ts'

/** What a run removed. */
export interface Removed {
  interactions: number
  notes: number
  attachments: number
  /** Of whom nothing was left. */
  customers: number
}

export interface RetentionView {
  rules: RetentionRules
  /** Being removed at the moment. */
  running: boolean
  /** The last run that came to its end; `at` in epoch ms. */
  last?: Removed & { at: number }
}

/** What these rules would remove now. */
export interface RetentionPreview {
  interactions: number
  notes: number
  /** Whose. */
  customers: number
  /** Epoch ms. */
  oldest?: number
  /** As old, and kept until their case is solved or what was to be done is done. */
  held: number
}

export const retention = {
  get: oc.errors(errors).output(type<RetentionView>()),
  preview: oc.errors(errors).input(RetentionRules).output(type<RetentionPreview>()),
  /** All rules from now on. What they do not keep is removed in the background, at once and then once a day. */
  set: oc.errors(errors).input(RetentionRules).output(type<{ ok: true }>()),
  /** Removes it now; answers when it is gone. */
  run: oc.errors(errors).output(type<Removed>()),
}
