import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { errors } from '../contract/errors.ts'
import { MacroActions } from './macro.ts'

/** A text kept ready, with what it does. */
export const MacroDraft = z.object({
  id: z.number().int().optional(),
  name: z.string().trim().min(1).max(100),
  /** ISO 639-1 of its text; '' for any. */
  language: z.string().max(3).default(''),
  text: z.string().max(100_000),
  actions: MacroActions,
})
export type MacroDraft = z.infer<typeof MacroDraft>
export type Macro = MacroDraft & { id: number }

const ok = type<{ ok: true }>()

/** Canned replies and macros. */
function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1
  } catch {
    return false
  }
}

export const macros = {
  /** By name. */
  list: oc.errors(errors).output(type<{ macros: Macro[] }>()),
  /** Adds one, or changes it. CONFLICT `name-taken` when another of this name and language is there. */
  save: oc.errors(errors).input(MacroDraft).output(type<{ id: number }>()),
  remove: oc
    .errors(errors)
    .input(z.object({ id: z.number().int() }))
    .output(ok),
  /** Its text for this customer. What is not known, or has no value here, stays between its braces. `timeZone` and `locale` are for dates. */
  fill: oc
    .errors(errors)
    .input(
      z.object({
        text: z.string().max(100_000),
        customer: z.number().int(),
        case: z.number().int().optional(),
        account: z.string().optional(),
        locale: z.string().max(20).refine(isLocale),
      }),
    )
    .output(type<{ text: string }>()),
}
