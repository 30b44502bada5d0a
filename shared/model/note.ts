import * as z from 'zod'

/** The field of a note's Yjs document that holds its text, an XML fragment with TipTap's node names. */
export const NOTE_FIELD = 'default'

/** A stretch of text in one look. `mention`: the name of who is mentioned; `text` shows it. */
const NoteSpan = z.object({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  strike: z.literal(true).optional(),
  code: z.literal(true).optional(),
  href: z.string().optional(),
  mention: z.string().optional(),
})
export type NoteSpan = z.infer<typeof NoteSpan>

export const noteLists = ['bullet', 'ordered', 'task'] as const

/** `checked` only in a list of tasks. */
interface NoteItem {
  checked?: boolean | undefined
  blocks: NoteBlock[]
}

/** A note's text to be read: paragraphs and lists, which hold paragraphs and lists. */
export type NoteBlock = { kind: 'paragraph'; spans: NoteSpan[] } | { kind: 'list'; list: (typeof noteLists)[number]; items: NoteItem[] }

export const NoteBlock: z.ZodType<NoteBlock> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('paragraph'), spans: z.array(NoteSpan) }),
    z.object({
      kind: z.literal('list'),
      list: z.enum(noteLists),
      items: z.array(z.object({ checked: z.boolean().optional(), blocks: z.array(NoteBlock) })),
    }),
  ]),
)

/** A piece of a note from its beginning. `cut`: there is more. */
export const NoteContent = z.object({ blocks: z.array(NoteBlock), cut: z.boolean() })
export type NoteContent = z.infer<typeof NoteContent>

/** What can be changed of a note beside its text. null takes away. Times are epoch ms. */
export const NoteChanges = z.object({
  pinned: z.boolean().optional(),
  /** Makes it a follow-up. */
  dueAt: z.number().int().nullable().optional(),
  done: z.boolean().optional(),
  deleted: z.boolean().optional(),
  case: z.number().int().nullable().optional(),
})
export type NoteChanges = z.infer<typeof NoteChanges>
