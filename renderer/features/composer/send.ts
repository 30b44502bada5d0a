import type { Inputs } from '#shared/contract/index.ts'
import type { Draft, ReplyAccount, ReplyStart } from '#shared/contract/replies.ts'
import { variablesIn } from '#shared/replies/macro.ts'
import { writer } from '../../state/writer.ts'

/** Why a draft cannot go out as it is. */
export type Missing = 'account' | 'to' | 'address' | 'text' | 'place' | 'file'

/** What a draft still lacks; nothing when it can go. */
export function missingIn(draft: Draft, account: ReplyAccount | undefined): Missing | undefined {
  if (!account) return 'account'
  if (draft.to.length === 0) return 'to'
  if ([...draft.to, ...draft.cc, ...draft.bcc].some(address => !/^[^@\s]+@[^@\s]+$/.test(address))) return 'address'
  if (draft.text.trim() === '') return 'text'
  if (variablesIn(draft.text).length > 0) return 'place'
  return account.channel === 'email' || draft.files.length === 0 ? undefined : 'file'
}

/** A mail's quotation as plain text: a line that says who and when, then theirs behind `>` (RFC 3676 section 4.5). */
export function quotation(text: string, heading: string): string {
  const lines = text.trimEnd().split('\n')
  return [heading, ...lines.map(line => (line.startsWith('>') ? `>${line}` : `> ${line}`))].join('\n')
}

export function replyOf(
  draft: Draft,
  { customer, start, account, quoted }: { customer: number; start: ReplyStart; account: ReplyAccount; quoted: string | undefined },
): Inputs['replies']['send'] {
  const { key = crypto.randomUUID(), to, cc, bcc, subject, text, files, unsigned, unquoted, sendAt, caseState, switched, answers } = draft
  const mail = account.channel === 'email'
  return {
    key,
    customer,
    writer,
    account: account.id,
    to,
    cc: mail ? cc : [],
    bcc: mail ? bcc : [],
    subject: mail ? subject : '',
    text: text.trimEnd(),
    signed: mail && !unsigned,
    files: mail ? files.map(({ id }) => id) : [],
    ...(answers !== undefined && { answers }),
    ...(mail && !unquoted && quoted !== undefined && { quoted }),
    ...(sendAt !== undefined && { sendAt }),
    ...(start.case && { case: start.case.id }),
    ...(start.case && caseState !== undefined && { caseState }),
    ...(switched !== undefined && { switched }),
  }
}
