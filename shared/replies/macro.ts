import * as z from 'zod'
import { CaseState } from '../model/case.ts'

/** What a macro does beside putting its text into the reply. */
export const MacroActions = z.object({
  /** The case's state once the reply is sent. */
  state: CaseState.exclude(['new', 'closed']).optional(),
  /** Added to those the case has. */
  tags: z.array(z.string().trim().toLowerCase().min(1).max(60)).max(20).default([]),
  assignee: z.string().trim().min(1).max(200).optional(),
  /** Sends at once; it can be taken back as always. */
  send: z.boolean().default(false),
})
export type MacroActions = z.infer<typeof MacroActions>

/** Everything that can stand between double braces. */
export const macroVariables = [
  'customer.name',
  'customer.firstName',
  'customer.address',
  'agent.name',
  'case.subject',
  'case.id',
  'account.name',
  'account.address',
  'today',
] as const
export type MacroVariable = (typeof macroVariables)[number]

/** A place in a text that is to be filled in. */
const PLACE = /\{\{([^{}]*)\}\}/g

/** What stands between double braces in a text, without the braces, each once. */
export function variablesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACE), match => (match[1] ?? '').trim()))]
}

/** Those of a text that no macro can fill in. */
export function unknownVariables(text: string): string[] {
  return variablesIn(text).filter(name => !macroVariables.some(known => known === name))
}

/** Fills a text in. What has no value stays as it is written, for a person to see. */
export function fillIn(text: string, values: Partial<Record<MacroVariable, string>>): string {
  return text.replace(PLACE, (whole, name: string) => {
    const known = macroVariables.find(each => each === name.trim())
    return (known && values[known]) || whole
  })
}
