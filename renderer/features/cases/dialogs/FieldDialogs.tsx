import { useQuery } from '@tanstack/react-query'
import { Check, Inbox, Plus, Tag, User, UserX } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import { casePriorities } from '#shared/model/case.ts'
import { api } from '../../../api/client.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useCaseActs } from '../acts.ts'
import { useHandOver } from '../hand-over.ts'
import { StateMark } from '../State.tsx'
import { useCaseWords } from '../words.ts'
import { type Choice, PickDialog } from './PickDialog.tsx'

export type Field = 'state' | 'priority' | 'queue' | 'assignee' | 'handOver' | 'tags' | 'subject'

interface FieldProps {
  one: CaseView
  onClose: () => void
}

/** A field of a case being changed. */
export function FieldDialog({ field, ...rest }: FieldProps & { field: Field }) {
  switch (field) {
    case 'state':
      return <StateDialog {...rest} />
    case 'priority':
      return <PriorityDialog {...rest} />
    case 'queue':
      return <QueueDialog {...rest} />
    case 'assignee':
      return <AssigneeDialog {...rest} />
    case 'handOver':
      return <AssigneeDialog {...rest} withBrief />
    case 'tags':
      return <TagsDialog {...rest} />
    case 'subject':
      return <SubjectDialog {...rest} />
  }
}

/** A choice's word, what it means, and whether it is so now. */
function Said({ mark, text, note, chosen = false }: { mark?: ReactNode; text: string; note?: string; chosen?: boolean }) {
  return (
    <>
      {mark}
      <span className="flex min-w-0 grow flex-col py-1.5">
        <bdi className="truncate">{text}</bdi>
        {note !== undefined && <span className="text-12 text-ink-2 leading-read">{note}</span>}
      </span>
      {chosen && <Check aria-hidden size={14} className="shrink-0 text-accent" />}
    </>
  )
}

function usePick(onClose: () => void) {
  const [typed, onType] = useState('')
  const run = (act: () => void) => () => {
    onClose()
    act()
  }
  return { dialog: { typed, onType, onClose }, run, typed: typed.trim() }
}

function StateDialog({ one, onClose }: FieldProps) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const acts = useCaseActs()
  const { dialog, run } = usePick(onClose)
  const choices = (['open', 'pending', 'hold', 'solved'] as const).map(state => ({
    key: state,
    text: words.state(state),
    content: (
      <Said mark={<StateMark state={state} size={16} />} text={words.state(state)} note={words.means(state)} chosen={one.state === state} />
    ),
    run: run(() => {
      if (state !== one.state) void acts.setState(one, state)
    }),
  }))
  return <PickDialog {...dialog} title={t('ask.state')} choices={[{ choices }]} nothing={t('ask.none')} />
}

function PriorityDialog({ one, onClose }: FieldProps) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const acts = useCaseActs()
  const { dialog, run } = usePick(onClose)
  const choices = casePriorities.toReversed().map(priority => ({
    key: priority,
    text: words.priority(priority),
    content: <Said text={words.priority(priority)} chosen={one.priority === priority} />,
    run: run(() => {
      if (priority !== one.priority) void acts.change(one, { priority }, t('done.priority', { priority: words.priority(priority) }))
    }),
  }))
  return <PickDialog {...dialog} title={t('ask.priority')} choices={[{ choices }]} nothing={t('ask.none')} />
}

function QueueDialog({ one, onClose }: FieldProps) {
  const { t } = useTranslation('cases')
  const acts = useCaseActs()
  const { dialog, run } = usePick(onClose)
  const { data: queues = [], isLoading } = useQuery(api.cases.queues.queryOptions())
  const choice = (id: number | null, name: string, text: string): Choice => ({
    key: String(id),
    text: name,
    content: (
      <Said mark={<Inbox aria-hidden size={16} className="shrink-0 text-ink-3" />} text={name} chosen={(one.queue ?? null) === id} />
    ),
    run: run(() => {
      if ((one.queue ?? null) !== id) void acts.change(one, { queue: id }, text)
    }),
  })
  const choices = [
    ...queues.map(({ id, name }) => choice(id, name, t('done.queue', { name }))),
    choice(null, t('queue.none'), t('done.noQueue')),
  ]
  return <PickDialog {...dialog} settled={!isLoading} title={t('ask.queue')} choices={[{ choices }]} nothing={t('ask.none')} />
}

/** `withBrief`: whoever gets the case finds the brief as a note in it, which mentions them. */
function AssigneeDialog({ one, onClose, withBrief = false }: FieldProps & { withBrief?: boolean }) {
  const { t } = useTranslation('cases')
  const acts = useCaseActs()
  const handOver = useHandOver()
  const { dialog, run, typed } = usePick(onClose)
  const { data: known, isLoading } = useQuery(api.cases.known.queryOptions())
  const names = [...new Set([...(known?.me ? [known.me] : []), ...(known?.assignees ?? [])])]
  const choice = (name: string, text = name, fresh = false): Choice => ({
    key: `${fresh} ${name}`,
    text,
    content: <Said mark={<User aria-hidden size={16} className="shrink-0 text-ink-3" />} text={text} chosen={one.assignee === name} />,
    run: run(() => {
      if (withBrief) void handOver(one, name)
      else if (one.assignee !== name) void acts.assign(one, name)
    }),
  })
  const nobody: Choice = {
    key: 'nobody',
    text: t('assignee.none'),
    content: (
      <Said
        mark={<UserX aria-hidden size={16} className="shrink-0 text-ink-3" />}
        text={t('assignee.none')}
        chosen={one.assignee === undefined}
      />
    ),
    run: run(() => {
      if (one.assignee !== undefined) void acts.assign(one, null)
    }),
  }
  const fresh = typed !== '' && !names.some(name => name.toLowerCase() === typed.toLowerCase())
  const choices = [
    ...names.map(name => choice(name, name === known?.me ? t('assignee.me', { name }) : name)),
    ...(withBrief ? [] : [nobody]),
    ...(fresh ? [choice(typed.slice(0, 200), t('assignee.new', { name: typed }), true)] : []),
  ]
  const title = t(withBrief ? 'ask.handOver' : 'ask.assignee')
  return <PickDialog {...dialog} settled={!isLoading} title={title} choices={[{ choices }]} nothing={t('ask.none')} />
}

/** Stays open: several can be put on and taken off. */
function TagsDialog({ one, onClose }: FieldProps) {
  const { t } = useTranslation('cases')
  const acts = useCaseActs()
  const { dialog, typed } = usePick(onClose)
  const { data: known, isLoading } = useQuery(api.cases.known.queryOptions())
  const wanted = typed.toLowerCase().slice(0, 60)
  const tags = [...new Set([...one.tags, ...(known?.tags ?? [])])]
  // The case as it is shown follows a moment later: what is put on before that goes with what was put on last.
  const latest = useRef(one.tags)
  useEffect(() => {
    latest.current = one.tags
  }, [one.tags])
  const toggle = (tag: string): void => {
    const now = latest.current
    const on = now.includes(tag)
    latest.current = on ? now.filter(each => each !== tag) : [...now, tag].sort()
    dialog.onType('')
    void acts.change(one, { tags: latest.current }, t(on ? 'done.untagged' : 'done.tagged', { tag }))
  }
  const choice = (tag: string, text: string, Icon: typeof Tag): Choice => ({
    key: text,
    text,
    content: <Said mark={<Icon aria-hidden size={16} className="shrink-0 text-ink-3" />} text={text} chosen={one.tags.includes(tag)} />,
    run: () => toggle(tag),
  })
  const choices = [
    ...tags.map(tag => choice(tag, tag, Tag)),
    ...(wanted !== '' && !tags.includes(wanted) ? [choice(wanted, t('tags.new', { tag: wanted }), Plus)] : []),
  ]
  return <PickDialog {...dialog} settled={!isLoading} title={t('ask.tags')} choices={[{ choices }]} nothing={t('tags.nothing')} />
}

function SubjectDialog({ one, onClose }: FieldProps) {
  const { t } = useTranslation('cases')
  const acts = useCaseActs()
  const [typed, setTyped] = useState(one.subject)
  const subject = typed.trim().slice(0, 300)
  const choices = [
    {
      key: 'subject',
      text: typed,
      content: <Said text={subject === '' ? t('ask.empty') : t('subject.save', { subject })} />,
      run: () => {
        onClose()
        if (subject !== '' && subject !== one.subject) void acts.change(one, { subject }, t('done.subject'))
      },
    },
  ]
  return (
    <PickDialog
      title={t('ask.subject')}
      typed={typed}
      onType={setTyped}
      onClose={onClose}
      choices={[{ choices }]}
      nothing={t('ask.none')}
    />
  )
}
