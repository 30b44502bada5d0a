import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Copy } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { create } from 'zustand'
import { api } from '../../api/client.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { IconButton, Press } from '../../ui/button.tsx'
import { useChannelWord } from '../../ui/channel.tsx'
import { toast } from '../../ui/toast.tsx'
import { asText, makeBriefWords, type Told } from './words.ts'

const KEY = 'hilo.brief'
const useUnfolded = create<{ open: boolean }>(() => ({ open: localStorage.getItem(KEY) === 'open' }))

function toggle(): void {
  useUnfolded.setState(({ open }) => {
    localStorage.setItem(KEY, open ? 'folded' : 'open')
    return { open: !open }
  })
}

/** After what the eye waits for has been drawn. */
function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const asked = requestIdleCallback(() => setIdle(true), { timeout: 500 })
    return () => cancelIdleCallback(asked)
  }, [])
  return idle
}

/** What to know before speaking. One line until it is unfolded; as high from the first moment, so that nothing below it moves. */
export function Brief({ customer }: { customer: number }) {
  const { t } = useTranslation('brief')
  const formats = useFormats()
  const channelWord = useChannelWord()
  const open = useUnfolded(now => now.open)
  const panel = useId()
  const enabled = useIdle()
  const query = useQuery(api.brief.get.queryOptions({ input: { customer, timeZone: formats.timeZone }, enabled }))
  const words = makeBriefWords(t, formats, channelWord)
  const found = query.data?.lines
  const lines = found && words.lines(found)
  const references = found ? words.references(found) : []
  const summary = found ? words.summary(found) : []

  const copy = (): void => {
    if (!lines) return
    navigator.clipboard.writeText(asText(lines, references)).then(
      () => toast({ text: t('copied') }),
      () => toast({ text: t('notCopied') }),
    )
  }
  const group = t('title')
  useCommands([
    { id: 'brief.fold', label: t('fold'), group, shortcut: 'b', run: toggle },
    { id: 'brief.copy', label: t('copy'), group, shortcut: 'y', run: copy, when: () => lines !== undefined },
  ])

  return (
    <section aria-label={t('title')} className="flex max-h-[45%] shrink-0 flex-col border-b border-line bg-side">
      <div className="flex h-9 shrink-0 items-center gap-1 ps-2 pe-4">
        <Press
          aria-expanded={open}
          aria-controls={panel}
          onPress={toggle}
          className="flex h-7 min-w-0 grow items-center gap-1.5 rounded-2 px-2 text-start text-13 hover:bg-hover"
        >
          <ChevronRight aria-hidden size={14} strokeWidth={2} className={`shrink-0 text-ink-3 ${open ? 'rotate-90' : ''}`} />
          <span className="shrink-0 font-strong">{t('title')}</span>
          <span className="min-w-0 truncate ps-1 text-ink-2">
            {found ? <Summary parts={summary} none={t('none')} /> : query.isError ? t('failed') : t('loading')}
          </span>
        </Press>
        <IconButton small icon={Copy} label={t('copy')} shortcut="y" isDisabled={!lines} onPress={copy} />
      </div>
      {open && lines && (
        <div id={panel} className="min-h-0 overflow-y-auto px-3 pb-2">
          <ul>
            {lines.map(line => (
              <li key={`${line.heading} ${line.interaction} ${line.text}`}>
                <Line line={line} customer={customer} />
              </li>
            ))}
          </ul>
          {references[0] && <References all={references} heading={references[0].heading} customer={customer} />}
        </div>
      )}
    </section>
  )
}

function Summary({ parts, none }: { parts: { text: string; urgent: boolean }[]; none: string }) {
  if (parts.length === 0) return none
  return parts.map(({ text, urgent }, index) => (
    <span key={text}>
      {index > 0 && ' · '}
      <span className={urgent ? 'text-red' : ''}>{text}</span>
    </span>
  ))
}

/** Goes to the interaction a line comes from. */
function Line({ line: { heading, text, note, urgent, interaction }, customer }: { line: Told; customer: number }) {
  return (
    <Press
      onPress={() => goTo({ at: 'customers', customer, interaction })}
      className="flex min-h-7 w-full items-baseline gap-3 rounded-2 px-3 py-1 text-start text-13 leading-read hover:bg-hover max-two:flex-col max-two:gap-0"
    >
      <span className="w-40 shrink-0 text-ink-3">{heading}</span>
      <span className="line-clamp-2 min-w-0 max-w-read grow text-ink" dir="auto">
        {text}
      </span>
      {note !== undefined && <span className={`tabular shrink-0 text-12 ${urgent ? 'text-red' : 'text-ink-3'}`}>{note}</span>}
    </Press>
  )
}

function References({ all, heading, customer }: { all: readonly Told[]; heading: string; customer: number }) {
  return (
    <div className="flex items-baseline gap-3 px-3 py-1 text-13 max-two:flex-col max-two:gap-1">
      <span className="w-40 shrink-0 text-ink-3">{heading}</span>
      <ul className="flex min-w-0 flex-wrap gap-1">
        {all.map(({ text, interaction }) => (
          <li key={text} className="max-w-full">
            <Press
              onPress={() => goTo({ at: 'customers', customer, interaction })}
              className="tabular max-w-full truncate rounded-full border border-line px-2 py-0.5 text-12 text-ink-2 hover:bg-hover hover:text-ink"
            >
              {text}
            </Press>
          </li>
        ))}
      </ul>
    </div>
  )
}
