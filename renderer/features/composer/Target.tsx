import { useState } from 'react'
import type { Draft, ReplyAccount, ReplyStart } from '#shared/contract/replies.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { ChannelMark, useChannelWord } from '../../ui/channel.tsx'
import { Select } from '../../ui/choice.tsx'

interface TargetProps {
  draft: Draft
  start: ReplyStart
  account: ReplyAccount | undefined
  onChange: (changes: Partial<Draft>) => void
}

/** The draft, sent through another account: to the customer's address there that was used last. */
export function throughAccount(draft: Draft, start: ReplyStart, id: string): Partial<Draft> {
  const next = start.accounts.find(account => account.id === id)
  const before = start.accounts.find(account => account.id === draft.account)
  if (!next) return {}
  if (next.channel === before?.channel) return { account: id }
  const to = start.reachable.find(({ channel }) => channel === next.channel)?.address
  return { account: id, to: to === undefined ? [] : [to], cc: [], bcc: [] }
}

/** Whether it goes another way than the customer came last, or than what is answered came. */
export function isSwitched(start: ReplyStart, account: ReplyAccount | undefined): boolean {
  const usual = start.accounts.find(({ id }) => id === start.account)
  return account !== undefined && usual !== undefined && account.channel !== usual.channel
}

/** To whom, and through which account: always in sight. */
export function Target({ draft, start, account, onChange }: TargetProps) {
  const { t } = useTranslation('replies')
  const word = useChannelWord()
  const mail = account?.channel === 'email'
  const [copies, setCopies] = useState(false)
  const shown = mail && (copies || draft.cc.length > 0 || draft.bcc.length > 0)
  return (
    <div className="flex flex-col text-13">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 pt-2">
        <Select
          label={t('through')}
          hideLabel
          value={draft.account ?? ''}
          onChange={id => onChange(throughAccount(draft, start, id))}
          options={start.accounts.map(({ id, name, channel }) => ({
            id,
            label: t('by', { channel: word(channel), name }),
            mark: (
              <span className="me-1.5 inline-flex align-middle">
                <ChannelMark channel={channel} silent />
              </span>
            ),
          }))}
        />
        {mail && !shown && (
          <Button look="quiet" onPress={() => setCopies(true)}>
            {t('copies')}
          </Button>
        )}
        {start.otherThanLast && <p className="min-w-0 text-12 text-ink-2">{t('otherThanLast')}</p>}
      </div>
      <People label={t('to')} value={draft.to} onChange={to => onChange({ to })} known={start.reachable.map(one => one.address)} />
      {shown && <People label={t('cc')} value={draft.cc} onChange={cc => onChange({ cc })} known={[]} />}
      {shown && <People label={t('bcc')} value={draft.bcc} onChange={bcc => onChange({ bcc })} known={[]} />}
      {mail && (
        <Line label={t('subject')}>
          {id => (
            <input
              id={id}
              value={draft.subject}
              maxLength={500}
              dir="auto"
              onChange={event => onChange({ subject: event.target.value })}
              className="min-w-0 grow bg-transparent py-1 outline-none"
            />
          )}
        </Line>
      )}
      {isSwitched(start, account) && account && (
        <Line label={t('switched', { channel: word(account.channel) })}>
          {id => (
            <input
              id={id}
              value={draft.switched ?? ''}
              maxLength={500}
              dir="auto"
              placeholder={t('switchedHint')}
              onChange={event => onChange({ switched: event.target.value === '' ? undefined : event.target.value })}
              className="min-w-0 grow bg-transparent py-1 outline-none placeholder:text-ink-3"
            />
          )}
        </Line>
      )}
    </div>
  )
}

function Line({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = `composer-${label}`
  return (
    <div className="mx-4 flex items-baseline gap-2 border-b border-line focus-within:border-accent">
      <label htmlFor={id} className="shrink-0 text-12 text-ink-2">
        {label}
      </label>
      {children(id)}
    </div>
  )
}

/** Addresses apart by commas; what is written counts as it is written. */
function People({
  label,
  value,
  onChange,
  known,
}: {
  label: string
  value: readonly string[]
  onChange: (value: string[]) => void
  known: readonly string[]
}) {
  const [written, setWritten] = useState(value.join(', '))
  const parsed = split(written)
  // Changed from outside: another account was chosen.
  const text = parsed.join() === value.join() ? written : value.join(', ')
  return (
    <Line label={label}>
      {id => (
        <>
          <input
            id={id}
            value={text}
            list={`${id}-known`}
            spellCheck={false}
            autoComplete="off"
            onChange={event => {
              setWritten(event.target.value)
              onChange(split(event.target.value))
            }}
            className="min-w-0 grow bg-transparent py-1 outline-none"
          />
          <datalist id={`${id}-known`}>
            {known.map(address => (
              <option key={address} value={address} />
            ))}
          </datalist>
        </>
      )}
    </Line>
  )
}

function split(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map(address => address.trim())
    .filter(address => address !== '')
}
