import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Draft, OtherDraft, ReplyStart } from '#shared/contract/replies.ts'
import { api, client } from '../../api/client.ts'
import { onAppEvent } from '../../api/events.ts'
import { isGone } from '../../api/failure.ts'
import { onWritten, tellWritten, writer } from '../../state/writer.ts'

/** From a keystroke to the store at most, ms: what is typed meanwhile goes along. */
const REST = 60
/** Between two tries to save when the first failed, ms. */
const RETRY = 1000

/** Nothing worth keeping in it. */
export function isBlank({ text, files }: Draft): boolean {
  return text.trim() === '' && files.length === 0
}

/** An empty reply to where it goes unless the agent says otherwise. */
export function draftFrom({ account, to, cc, subject, answers }: ReplyStart): Draft {
  return {
    key: crypto.randomUUID(),
    to,
    cc,
    bcc: [],
    subject,
    text: '',
    files: [],
    unquoted: false,
    unsigned: false,
    ...(account !== undefined && { account }),
    ...(answers && { answers: answers.id }),
  }
}

export interface Writing {
  draft: Draft | undefined
  /** What it is by now: something may have been typed while something else was waited for. */
  now: () => Draft | undefined
  start: ReplyStart | undefined
  startFailed: unknown
  /** Changes it, and saves it. */
  change: (changes: Partial<Draft>) => void
  /** Begins, or aims what is there at another interaction. */
  begin: (answers: number | undefined) => void
  /** What was written stays only where others keep it. */
  drop: () => Promise<void>
  /** Ends after what was typed is saved. Rejects when it is not. */
  saved: () => Promise<void>
  unsaved: boolean
  /** Why it could not be saved; it is tried again until it is. */
  notSaved: unknown
  others: readonly OtherDraft[]
  /** Goes on from another's; what stood here is kept beside it. */
  take: (other: OtherDraft) => void
  discard: (other: OtherDraft) => void
}

type Held = { draft: Draft; instead?: { writer: string; savedAt: number } } | undefined

/** What is being written to a customer, saved with every keystroke. */
export function useWriting(customer: number): Writing {
  const queries = useQueryClient()
  const [answers, setAnswers] = useState<number>()
  const [asked, setAsked] = useState(0)
  // Accounts may have been added since it was asked for last.
  const start = useQuery({
    ...api.replies.start.queryOptions({ input: { customer, ...(answers !== undefined && { answers }) } }),
    staleTime: 0,
    // What is being written stays on screen, and keeps the keys, while it turns out to answer something else.
    placeholderData: keepPreviousData,
  })
  const stored = useQuery(api.replies.draft.queryOptions({ input: { customer, writer } }))
  const [draft, setDraft] = useState<Draft>()
  const [others, setOthers] = useState<readonly OtherDraft[]>([])
  const [unsaved, setUnsaved] = useState(false)
  const [notSaved, setNotSaved] = useState<unknown>()
  const held = useRef<Held>(undefined)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saving = useRef<Promise<void>>(Promise.resolve())
  const keptLast = useRef<Draft>(undefined)
  /** A reply was asked for before its beginning was known. */
  const begun = useRef(false)

  const save = useCallback((): Promise<void> => {
    clearTimeout(waiting.current)
    waiting.current = undefined
    saving.current = saving.current
      .catch(() => {})
      .then(async () => {
        const now = held.current
        // What waited behind a slow save may be saved with it.
        if (!now || now.draft === keptLast.current) return
        const kept = isBlank(now.draft) ? undefined : now.draft
        const answer = await client.replies.saveDraft({
          customer,
          writer,
          ...(kept && { draft: kept }),
          ...(kept && now.instead && { instead: now.instead }),
        })
        if (kept && held.current?.instead === now.instead) delete held.current?.instead
        keptLast.current = now.draft
        setNotSaved(undefined)
        setOthers(answer.others)
        if (held.current?.draft === now.draft) setUnsaved(false)
      })
    saving.current.catch((error: unknown) => {
      // A customer was erased with what was being written to them.
      if (isGone(error)) return
      setNotSaved(error)
      waiting.current ??= setTimeout(() => void save().catch(() => {}), RETRY)
    })
    return saving.current
  }, [customer])

  const put = useCallback(
    (next: Draft, instead?: { writer: string; savedAt: number }): void => {
      const goesOn = instead ?? held.current?.instead
      held.current = { draft: next, ...(goesOn && { instead: goesOn }) }
      setDraft(next)
      setUnsaved(true)
      tellWritten(customer, next)
      waiting.current ??= setTimeout(() => void save().catch(() => {}), REST)
    },
    [save, customer],
  )

  // What is written to this customer in their own window, or in the one that was opened from.
  useEffect(
    () =>
      onWritten(customer, next => {
        clearTimeout(waiting.current)
        waiting.current = undefined
        held.current = next && { draft: next }
        keptLast.current = next
        setDraft(next)
        setUnsaved(false)
        if (next) setAnswers(next.answers)
      }),
    [customer],
  )

  // What was being written before a reload, a crash or a reply taken back is gone on with; it is this page's own from the next letter on.
  const found = stored.data
  useEffect(() => {
    if (!found) return
    setOthers(found.others)
    const now = held.current
    if (now && !isBlank(now.draft)) return
    const mine = found.others.find(other => other.writer.startsWith(`${writer}:`))
    const goOn = mine ?? (now ? undefined : found.others[0])
    const next = found.draft ?? goOn?.draft
    if (!next || (now && !mine)) return
    held.current = { draft: next, ...(!found.draft && goOn && { instead: { writer: goOn.writer, savedAt: goOn.savedAt } }) }
    setDraft(next)
    setAnswers(next.answers)
  }, [found])

  // What came in last is what is answered.
  useEffect(
    () =>
      onAppEvent(event => {
        if (event.type !== 'timeline.changed' && event.type !== 'cases.changed') return
        if (event.customers?.includes(customer) !== false) void queries.invalidateQueries({ queryKey: api.replies.start.key() })
      }),
    [queries, customer],
  )

  useEffect(() => {
    const leave = (): void => {
      if (waiting.current !== undefined) void save().catch(() => {})
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
      void queries.removeQueries({ queryKey: api.replies.draft.key({ input: { customer, writer } }) })
    }
  }, [save, queries, customer])

  const aimed = start.isPlaceholderData ? undefined : start.data
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, the answer may be the one that is there already
  useEffect(() => {
    if (!aimed || !found || !begun.current) return
    begun.current = false
    const fresh = draftFrom(aimed)
    const now = held.current?.draft
    const next = now && !isBlank(now) ? { ...now, to: fresh.to, cc: fresh.cc, subject: fresh.subject, ...targetOf(fresh) } : fresh
    held.current = { ...held.current, draft: next }
    setDraft(next)
    if (!isBlank(next)) put(next)
  }, [aimed, found, asked, put])

  const begin = useCallback((wanted: number | undefined): void => {
    const now = held.current?.draft
    if (now && (wanted === undefined || now.answers === wanted)) return
    begun.current = true
    setAnswers(wanted)
    setAsked(count => count + 1)
  }, [])

  return {
    draft,
    now: () => held.current?.draft,
    start: start.data,
    startFailed: start.error ?? stored.error,
    change: changes => held.current && put({ ...held.current.draft, ...changes }),
    begin,
    async drop() {
      clearTimeout(waiting.current)
      waiting.current = undefined
      await saving.current.catch(() => {})
      held.current = undefined
      setDraft(undefined)
      setUnsaved(false)
      tellWritten(customer, undefined)
      const left = await client.replies.saveDraft({ customer, writer })
      setOthers(left.others)
    },
    saved: () => (waiting.current === undefined ? saving.current : save()),
    unsaved,
    notSaved,
    others: others.filter(other => other.writer !== held.current?.instead?.writer),
    take(other) {
      const now = held.current?.draft
      const keep =
        now && !isBlank(now) ? client.replies.saveDraft({ customer, writer: `${writer} ${crypto.randomUUID()}`, draft: now }) : undefined
      void Promise.resolve(keep).then(() => put(other.draft, { writer: other.writer, savedAt: other.savedAt }))
    },
    discard(other) {
      void client.replies.saveDraft({ customer, writer: other.writer }).then(left => {
        setOthers(left.others.filter(each => each.writer !== writer))
      })
    },
  }
}

function targetOf({ account, answers }: Draft): Partial<Draft> {
  return { ...(account !== undefined && { account }), ...(answers !== undefined && { answers }) }
}
