import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { errors } from '../errors.ts'

export const auditWhats = [
  'backup.made',
  'backup.failed',
  'backup.settings',
  'backup.protected',
  'workspace.restored',
  'key.changed',
  'customer.exported',
  'customer.erased',
  'retention.changed',
  'retention.ran',
  'store.damaged',
] as const
export type AuditWhat = (typeof auditWhats)[number]

export interface AuditLine {
  /** From 1, without gaps. */
  id: number
  /** Epoch ms. */
  at: number
  agent?: string
  what: AuditWhat
  detail: Record<string, number | string>
  /** Over this line and all before it, in hex. */
  hash: string
}

/** How far the erasure of one customer reaches. */
export interface Reach {
  identities: number
  interactions: number
  /** Of them, those on the phone. */
  calls: number
  /** Of them, those that other customers took part in too: gone for them as well. */
  shared: number
  attachments: number
  notes: number
  cases: number
  /** Interactions of others that name one of the customer's addresses or numbers in their text: they stay. */
  mentions: number
}

export interface Erasure extends Reach {
  /** Who took part in what is shared. */
  others: { id: number; name: string }[]
  /** Backups made before: they still hold the customer until they are deleted. */
  backups: string[]
}

/** What was erased of one customer, and what was not. */
export interface Receipt extends Reach {
  /** Backups made before: they still hold the customer until they are deleted. */
  backups: string[]
  /** The line of the audit log that says so. */
  audit: AuditLine
}

/** The first line of the audit log that does not follow from those before it. */
export interface AuditProblem {
  line: number
  what: 'changed' | 'missing'
}

/** What was found in the whole log. */
export interface AuditCheck {
  lines: number
  /** Epoch ms of the first line; absent in an empty log. */
  since?: number
  problem?: AuditProblem
}

export const privacy = {
  /** Everything known of one customer as a zip (JSON, a readable page, attachments): a one-time path, as `timeline.open` gives. */
  export: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int(), language: z.enum(['en', 'es']).default('en') }))
    .output(type<{ path: string }>()),
  /** What `erase` would do. */
  foresee: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int() }))
    .output(type<Erasure>()),
  /** Erases a customer for good, everywhere but in backups made before. */
  erase: oc
    .errors(errors)
    .input(z.object({ customer: z.number().int() }))
    .output(type<Receipt>()),
  /** Newest first; `before`: only lines with a smaller number. */
  audit: oc
    .errors(errors)
    .input(z.object({ limit: z.number().int().min(1).max(1000).default(100), before: z.number().int().optional() }))
    .output(type<{ lines: AuditLine[] }>()),
  /** Reads the whole audit log and computes its hashes again, as `hilo check` does. */
  checkAudit: oc.errors(errors).output(type<AuditCheck>()),
}
