import * as z from 'zod'

export const CallState = z.enum(['ringing', 'answered', 'ended'])
export type CallState = z.infer<typeof CallState>

/** What the agent says a call came to. `none`: they closed it without a word. */
export const CallResult = z.enum(['resolved', 'follow-up', 'no-answer', 'wrong-number', 'none'])
export type CallResult = z.infer<typeof CallResult>

/** A phone or a phone system says how a call stands. Numbers as dialled: any spelling, `tel:` and `sip:` too; '' when hidden. */
export const CallSignal = z.object({
  /** The phone system's own id of the call (Asterisk's Linkedid, SIP's Call-ID): what its call record is known by later. */
  id: z.string().trim().min(1).max(200).optional(),
  state: CallState.default('ringing'),
  from: z.string().trim().max(200).default(''),
  to: z.string().trim().max(200).default(''),
  /** What the phone system calls the other side. */
  name: z.string().trim().min(1).max(200).optional(),
})
export type CallSignal = z.infer<typeof CallSignal>

const LONGEST = 2000

/** `hilo://call?from=+34600111222&to=...&id=...&state=ringing|answered|ended`, as a softphone opens it. Undefined for anything else. */
export function callOfLink(link: string): CallSignal | undefined {
  const form = /^hilo:(?:\/\/)?call\/?\?([^#]*)/i.exec(link.trim())?.[1]
  return form === undefined ? undefined : callOfForm(form)
}

/** The same as a form (`from=...&state=...`). A plus is a plus, as numbers begin with one; only in a name it stands for a blank. */
export function callOfForm(form: string): CallSignal | undefined {
  if (form.length > LONGEST) return undefined
  const given = [...new URLSearchParams(form.replaceAll('+', '%2B'))].filter(([, value]) => value.trim() !== '')
  const fields = given.map(([field, value]) => [field, field === 'name' ? value.replaceAll('+', ' ') : value])
  const call = CallSignal.safeParse(Object.fromEntries(fields)).data
  return call && (call.from !== '' || call.to !== '' || call.id !== undefined) ? call : undefined
}
