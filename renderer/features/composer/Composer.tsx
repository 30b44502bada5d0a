import { ORPCError } from '@orpc/client'
import { useQuery } from '@tanstack/react-query'
import { MailPlus, PenLine, Reply } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { AttachedFile, Draft } from '#shared/contract/replies.ts'
import { UNDO_SEND } from '#shared/model/reply.ts'
import type { Macro } from '#shared/replies/calls.ts'
import { unknownVariables, variablesIn } from '#shared/replies/macro.ts'
import { api, client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { pick, UploadError } from '../../api/files.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { expectCommands, useCommands } from '../../commands/registry.ts'
import { typingComes, typingEnds } from '../../commands/typing.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { writer } from '../../state/writer.ts'
import { Button } from '../../ui/button.tsx'
import { ChannelMark } from '../../ui/channel.tsx'
import { Banner } from '../../ui/states.tsx'
import { toast, useBelowToasts } from '../../ui/toast.tsx'
import { useAttention } from '../cases/attention.ts'
import { useUndo } from '../profile/undo.ts'
import { Countdown } from './countdown.tsx'
import { isBlank, useWriting } from './draft.ts'
import { Editor } from './Editor.tsx'
import { attach, attachPasted } from './Files.tsx'
import { useMacros } from './Macros.tsx'
import { type Missing, missingIn, quotation, replyOf } from './send.ts'
import { throughAccount } from './Target.tsx'
import { Waiting } from './Waiting.tsx'

/** What has not reached the customer, and the one place to write to them. Under the timeline. */
export function Composer({ customer }: { customer: number }) {
  const { t } = useTranslation('replies')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const macros = useMacros()
  const { done } = useUndo()
  const { data: profile } = useQuery(api.customers.get.queryOptions({ input: { id: customer } }))
  const { data: workspace } = useQuery(api.workspace.get.queryOptions())
  const writing = useWriting(customer)
  const { draft, start, change } = writing
  const [closed, setClosed] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const [sending, setSending] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const wantsFocus = useRef(false)
  /** What is being attached: whether all of it could be. */
  const attaching = useRef(Promise.resolve(true))
  const bar = useRef<HTMLElement>(null)
  const foot = useRef<HTMLDivElement>(null)
  useBelowToasts(foot)
  const open = draft !== undefined && !closed
  const account = start?.accounts.find(({ id }) => id === draft?.account)
  const answered = start?.answers && start.answers.id === draft?.answers ? start.answers : undefined
  const quoted = answered && quotation(answered.text, t('quoted.heading', { time: formats.exact(answered.at), name: answered.from }))
  const noAccount = start?.accounts.length === 0 && t(workspace?.kind === 'sample' ? 'inSample' : 'noAccount')

  // Whoever asks for a reply before it is known where it would go gets it then.
  const ready = start !== undefined || writing.startFailed !== null
  useEffect(() => (ready ? undefined : expectCommands()), [ready])

  useEffect(() => typingEnds, [])

  // Another reply was begun, or one was taken back.
  const key = draft?.key
  useEffect(() => {
    if (key !== undefined) setClosed(false)
    setWrong(undefined)
  }, [key])
  useEffect(() => {
    if (!wantsFocus.current || !field.current) return
    wantsFocus.current = false
    field.current.focus()
  })

  // It opens over what stood at the end: what is answered stays to be read.
  const answers = start && open ? draft.answers : undefined
  useEffect(() => {
    const row = answers === undefined ? null : document.querySelector(`[data-key="interaction:${answers}"]`)
    const below = bar.current?.getBoundingClientRect().bottom ?? 0
    if (row && row.getBoundingClientRect().top < below) row.scrollIntoView({ block: 'nearest' })
  }, [answers])

  const begin = (): void => {
    if (noAccount) {
      toast({ text: noAccount })
      return
    }
    const inList = document.activeElement?.closest('[data-key]')
    wantsFocus.current = true
    setClosed(false)
    writing.begin(inList ? useAttention.getState().rows.at(-1)?.id : undefined)
    if (field.current) field.current.focus()
    else typingComes()
  }
  const close = (): void => {
    if (draft && isBlank(draft)) void writing.drop().catch(() => {})
    else setClosed(true)
    focusPaneNamed('middle')
  }
  const edit = (changes: Partial<Draft>): void => {
    setWrong(undefined)
    change(changes)
  }
  const missing: Record<Missing, string> = {
    account: t('missing.account'),
    to: t('missing.to'),
    address: t('missing.address'),
    text: t('missing.text'),
    place: draft ? placesLeft(draft.text) : '',
    file: t('missing.file'),
  }
  function placesLeft(text: string): string {
    const unknown = unknownVariables(text)
    const names = (all: string[]): string => formats.list(all.map(name => `{{${name}}}`))
    if (unknown.length > 0) return t('missing.unknown', { names: names(unknown), count: unknown.length })
    return t('missing.place', { names: names(variablesIn(text)), count: variablesIn(text).length })
  }

  const send = async (at?: number): Promise<void> => {
    setSending(true)
    try {
      // What is being attached goes along.
      const attached = await attaching.current
      const draft = writing.now()
      if (!attached || !draft) return
      const now = at === undefined ? draft : { ...draft, sendAt: at }
      const through = start?.accounts.find(({ id }) => id === now.account)
      const lacks = missingIn(now, through)
      if (lacks || !start || !through) {
        setWrong(lacks === 'place' ? placesLeft(now.text) : missing[lacks ?? 'account'])
        field.current?.focus()
        return
      }
      await writing.saved().catch(() => {})
      const input = replyOf(now, { customer, start, account: through, quoted })
      const { dueAt } = await client.replies.send(input)
      const to = input.to[0] ?? ''
      const text =
        dueAt - Date.now() > UNDO_SEND ? (
          t('done.later', { to, time: formats.exact(dueAt) })
        ) : (
          <Countdown until={dueAt} during={seconds => t('done.soon', { to, count: seconds })} after={t('done.sent', { to })} />
        )
      done(input.key, text, () => client.replies.edit({ key: input.key, writer }))
      await writing.drop()
      focusPaneNamed('middle')
    } catch (error) {
      const elsewhere = error instanceof ORPCError && error.code === 'CONFLICT'
      // What was written here differs from what went out: it is a reply of its own from now on.
      if (elsewhere) change({ key: crypto.randomUUID() })
      setWrong(elsewhere ? t('sentElsewhere') : failureText(error, problem))
    } finally {
      setSending(false)
    }
  }

  /** Answers with false when it says why that failed. */
  const take = async (key: Draft['key'], add: (taken: string[]) => Promise<AttachedFile[]>, placed: boolean): Promise<boolean> => {
    try {
      const added = await add(writing.now()?.files.map(({ name }) => name) ?? [])
      // It takes a while, in which one writes on, or lets it be and begins another.
      const now = writing.now()
      if (!now || now.key !== key) return true
      // Pictures that are pasted stand where the text is written.
      const pictures = placed && account?.channel === 'email' ? added.filter(({ type }) => type.startsWith('image/')) : []
      const caret = field.current?.selectionStart ?? now.text.length
      const shown = pictures.map(({ name }) => `[${name}]`).join('\n')
      edit({
        files: [...now.files, ...added],
        ...(shown !== '' && { text: now.text.slice(0, caret) + shown + now.text.slice(caret) }),
      })
      return true
    } catch (error) {
      setWrong(error instanceof UploadError ? t('file.failed', { name: error.file }) : failureText(error, problem))
      return false
    }
  }
  const addFiles = (add: (taken: string[]) => Promise<AttachedFile[]>, placed = false): void => {
    if (!draft || !account) {
      setWrong(t('missing.account'))
      return
    }
    const all = attaching.current.then(async before => (await take(draft.key, add, placed)) && before)
    attaching.current = all
    // Why one could not be was said: the reply is none the worse for it from then on.
    void all.then(() => {
      if (attaching.current === all) attaching.current = Promise.resolve(true)
    })
  }

  const runMacro = async ({ text, actions, name }: Macro): Promise<void> => {
    if (!draft) return
    try {
      const filled = await client.macros.fill({
        text,
        customer,
        locale: formats.locale,
        ...(start?.case && { case: start.case.id }),
        ...(draft.account !== undefined && { account: draft.account }),
      })
      const now = writing.now()
      if (!now) return
      const caret = field.current?.selectionStart ?? now.text.length
      const whole = now.text.slice(0, caret) + filled.text + now.text.slice(caret)
      edit({ text: whole, ...(actions.state !== undefined && { caseState: actions.state }) })
      const { tags, assignee } = actions
      if (start?.case && (tags.length > 0 || assignee !== undefined)) {
        const matter = start.case.id
        const { op } = await client.cases.change({
          case: matter,
          changes: {
            ...(tags.length > 0 && { tags: [...start.case.tags, ...tags] }),
            ...(assignee !== undefined && { assignee }),
          },
        })
        done(op, t('macro.done', { name }), () => client.cases.undo({ op }))
      }
      if (variablesIn(filled.text).length > 0) setWrong(placesLeft(whole))
      else if (actions.send) await send()
    } catch (error) {
      setWrong(failureText(error, problem))
    }
  }

  const switchAccount = (): void => {
    if (!draft || !start) return
    const reach = start.accounts.filter(({ channel }) => start.reachable.some(one => one.channel === channel))
    const next = reach[(reach.findIndex(({ id }) => id === draft.account) + 1) % reach.length]
    if (next) edit(throughAccount(draft, start, next.id))
  }

  const group = t('group')
  useCommands([
    { id: 'replies.reply', label: t('command.reply'), group, shortcut: 'r', run: begin, when: () => start !== undefined },
    { id: 'replies.switch', label: t('command.switch'), group, shortcut: 'Mod+.', run: switchAccount, when: () => open },
    { id: 'replies.send', label: t('command.send'), group, shortcut: 'Mod+Enter', run: () => void send(), when: () => open },
    ...macros.map(macro => ({
      id: `replies.macro-${macro.id}`,
      label: t('macro.command', { name: macro.name }),
      group,
      run: () => void runMacro(macro),
      when: () => open,
    })),
  ])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    close()
  }
  const drop = {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop(event: DragEvent) {
      event.preventDefault()
      event.stopPropagation()
      const picked = pick(event.dataTransfer)
      addFiles(() => attach(picked))
    },
  }
  const [other] = writing.others
  const target = start?.accounts.find(({ id }) => id === start.account)

  return (
    <div ref={foot} className="shrink-0">
      <Waiting customer={customer} />
      <section
        ref={bar}
        aria-label={t('title')}
        data-takes-files={open ? '' : undefined}
        className="shrink-0 border-t border-line bg-canvas"
        {...(open && { onKeyDown, ...drop })}
      >
        {other && (
          <Banner
            tone="warning"
            action={
              <>
                <Button onPress={() => writing.take(other)}>{t('other.take')}</Button>
                <Button look="quiet" onPress={() => writing.discard(other)}>
                  {t('other.discard')}
                </Button>
              </>
            }
          >
            {t('other.text', { text: other.draft.text.trim().slice(0, 60) })}
          </Banner>
        )}
        {open && start ? (
          <div className="mx-auto flex max-h-[60vh] max-w-[calc(72ch+64px)] flex-col overflow-y-auto">
            <Editor
              draft={draft}
              start={start}
              account={account}
              quoted={quoted}
              wrong={wrong}
              unsaved={writing.unsaved}
              notSaved={writing.notSaved === undefined ? undefined : failureText(writing.notSaved, problem)}
              sending={sending}
              field={field}
              onChange={edit}
              onFiles={picked => addFiles(() => attach(picked))}
              onPasted={files => addFiles(taken => attachPasted(files, taken), true)}
              onMacro={macro => void runMacro(macro)}
              onSend={at => void send(at)}
              onClose={close}
            />
          </div>
        ) : (
          <div className="flex min-h-10 items-center gap-2 px-4 py-1 text-13 text-ink-2">
            {noAccount ? (
              <>
                <span className="min-w-0 grow">{noAccount}</span>
                <Button icon={MailPlus} onPress={() => goTo({ at: 'connectors', task: 'add' })}>
                  {t('addAccount')}
                </Button>
              </>
            ) : (
              start && (
                <>
                  {target && <ChannelMark channel={target.channel} />}
                  <span className="min-w-0 grow truncate">
                    {draft ? (
                      <bdi>{t('draft', { text: draft.text.trim().slice(0, 120) })}</bdi>
                    ) : start.account === undefined ? (
                      t('noWay')
                    ) : (
                      t('toWhom', { name: profile?.name ?? '', address: start.to[0] ?? '', account: target?.name ?? '' })
                    )}
                  </span>
                  <Button icon={draft ? PenLine : Reply} onPress={begin}>
                    {draft ? t('goOn') : t('command.reply')}
                  </Button>
                </>
              )
            )}
            {!start && writing.startFailed !== null && <span role="alert">{failureText(writing.startFailed, problem)}</span>}
          </div>
        )}
      </section>
    </div>
  )
}
