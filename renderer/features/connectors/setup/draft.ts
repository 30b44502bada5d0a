import type { FormField } from '#shared/contract/connectors.ts'

/** What the form holds: texts as typed, toggles as they are. A choice nobody made is ''. */
export type Values = Readonly<Record<string, string | boolean>>

/** What is wrong with a field. */
export type Fault = 'required' | 'number' | 'invalid'

/** The form as it opens: with the settings kept, or with what it is to be filled with. Secrets are never among them. */
export function firstValues(form: readonly FormField[], settings: Readonly<Record<string, unknown>> | undefined): Values {
  return Object.fromEntries(
    form.map(({ name, type, initial }) => {
      const value = type === 'secret' ? undefined : (settings?.[name] ?? initial)
      if (type === 'toggle') return [name, value === true]
      return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : '']
    }),
  )
}

/** The fields that are asked for as things stand. */
export function askedFor(form: readonly FormField[], values: Values): FormField[] {
  return form.filter(({ when }) => !when || values[when.field] === when.is)
}

/** Whether the name of the server is worked out from the account's address, and could be given further down in the form. */
export function guessesServer(form: readonly FormField[], values: Values): boolean {
  return form.some(({ name, advanced }) => advanced && (name === 'host' || name === 'server') && !values[name])
}

/** Faults by field, as far as the form itself tells. `stored`: secrets left empty stay as they are. */
export function faultsOf(form: readonly FormField[], values: Values, stored: boolean): Record<string, Fault> {
  const faults: Record<string, Fault> = {}
  for (const { name, type, required } of askedFor(form, values)) {
    const value = values[name]
    if (typeof value !== 'string') continue
    const empty = value.trim() === ''
    if (empty && required && !(stored && type === 'secret')) faults[name] = 'required'
    else if (!empty && type === 'number' && !Number.isFinite(Number(value))) faults[name] = 'number'
  }
  return faults
}

/** Faults by field from the names a refused test gives (`host, columns.caller`). */
export function faultsIn(detail: string | undefined, form: readonly FormField[]): Record<string, Fault> {
  const named = (detail ?? '').split(',').map(path => path.trim().split('.')[0])
  return Object.fromEntries(form.filter(({ name }) => named.includes(name)).map(({ name }) => [name, 'invalid']))
}

/**
 * Settings and secrets as the contract takes them. What is empty is left out, unless it was filled in at first: then somebody emptied it
 * on purpose. What the form does not ask for stays as it was.
 */
export function draftOf(
  form: readonly FormField[],
  values: Values,
  settings: Readonly<Record<string, unknown>> = {},
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const kept = Object.entries(settings).filter(([name]) => !form.some(field => field.name === name))
  const draft: { settings: Record<string, unknown>; secrets: Record<string, string> } = { settings: Object.fromEntries(kept), secrets: {} }
  for (const { name, type, initial } of askedFor(form, values)) {
    const value = values[name]
    if (type === 'toggle') draft.settings[name] = value === true
    else if (typeof value !== 'string' || (value.trim() === '' && !(type === 'text' && initial))) continue
    else if (type === 'secret') draft.secrets[name] = value
    else draft.settings[name] = type === 'number' ? Number(value) : value.trim()
  }
  return draft
}
