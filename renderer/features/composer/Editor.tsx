import { Bold, Link, List, Paperclip, Send, X, Zap } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import type { Draft, ReplyAccount, ReplyStart } from '#shared/contract/replies.ts'
import type { Macro } from '#shared/replies/calls.ts'
import { pick } from '../../api/files.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, FileTrigger, IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/choice.tsx'
import { useCaseWords } from '../cases/words.ts'
import { Emoji } from './Emoji.tsx'
import { Files } from './Files.tsx'
import { Later } from './Later.tsx'
import { MacroPicker } from './Macros.tsx'
import { bold, link, list, nextItem, type Selected } from './marks.ts'
import { Target } from './Target.tsx'
import { TextArea } from './TextArea.tsx'

export interface EditorProps {
  draft: Draft
  start: ReplyStart
  account: ReplyAccount | undefined
  /** What goes below it, unless it is left out. */
  quoted: string | undefined
  /** What is wrong, in words. */
  wrong: string | undefined
  /** What was typed last is not in the store yet. */
  unsaved: boolean
  /** Why that cannot be, in words. */
  notSaved: string | undefined
  sending: boolean
  field: RefObject<HTMLTextAreaElement | null>
  onChange: (changes: Partial<Draft>) => void
  onFiles: (picked: ReturnType<typeof pick>) => void
  onPasted: (files: File[]) => void
  onMacro: (macro: Macro) => void
  onSend: (at?: number) => void
  onClose: () => void
}

const afterSending = ['open', 'pending', 'solved'] as const

/** The reply being written. */
export function Editor(props: EditorProps) {
  const { draft, start, account, quoted, wrong, unsaved, notSaved, sending, field, onChange, onFiles, onPasted, onMacro, onSend, onClose } =
    props
  const { t } = useTranslation('replies')
  const words = useCaseWords()
  const [picking, setPicking] = useState(false)
  const wrongId = useId()
  const mail = account?.channel === 'email'

  const put = ({ text, from, to }: Selected): void => {
    const area = field.current
    // At once, not with the next drawing: whoever types on without a pause would write in the wrong place.
    if (area) {
      area.value = text
      area.setSelectionRange(from, to)
    }
    onChange({ text })
    // A popover that closes gives the focus back to its button first.
    if (document.activeElement !== area) requestAnimationFrame(() => area?.focus())
  }
  const selected = (): Selected => {
    const { selectionStart = draft.text.length, selectionEnd = draft.text.length } = field.current ?? {}
    return { text: draft.text, from: selectionStart, to: selectionEnd }
  }
  const insert = (text: string): void => {
    const now = selected()
    const caret = now.from + text.length
    put({ text: now.text.slice(0, now.from) + text + now.text.slice(now.to), from: caret, to: caret })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { selectionStart } = event.currentTarget
    if (event.nativeEvent.isComposing) return
    const strong = mail && event.key === 'b' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    const next = strong ? bold(selected()) : mail && plain && event.key === 'Enter' ? nextItem(selected()) : undefined
    if (next) {
      event.preventDefault()
      put(next)
    } else if (event.key === '/' && (selectionStart === 0 || draft.text[selectionStart - 1] === '\n')) {
      event.preventDefault()
      setPicking(true)
    }
  }

  return (
    <>
      <div className="flex items-start">
        <div className="min-w-0 grow">
          <Target draft={draft} start={start} account={account} onChange={onChange} />
        </div>
        <span className="p-1">
          <IconButton small icon={X} label={t('close')} shortcut="Escape" placement="top" onPress={onClose} />
        </span>
      </div>
      <TextArea
        ref={field}
        label={t('text')}
        placeholder={t('placeholder')}
        value={draft.text}
        describedBy={wrong === undefined ? undefined : wrongId}
        onChange={text => onChange({ text })}
        onKeyDown={onKeyDown}
        onPaste={event => {
          const files = [...event.clipboardData.files]
          const address = event.clipboardData.getData('text/plain').trim()
          const now = selected()
          if (files.length > 0) onPasted(files)
          // An address over words makes them lead there.
          else if (mail && now.from < now.to && /^https?:\/\/\S+$/.test(address)) put(link(now, address))
          else return
          event.preventDefault()
        }}
      />
      {mail && (
        <Below quoted={quoted} unquoted={draft.unquoted} signature={account.signature} unsigned={draft.unsigned} onChange={onChange} />
      )}
      <Files files={draft.files} onRemove={id => onChange({ files: draft.files.filter(file => file.id !== id) })} />
      {wrong !== undefined && (
        <p id={wrongId} role="alert" className="px-4 py-1 text-12 text-red leading-read wrap-anywhere">
          {wrong}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1.5 px-3 pt-1 pb-2">
        {mail && (
          <FileTrigger allowsMultiple onSelect={files => files && onFiles(pick([...files]))}>
            <IconButton small icon={Paperclip} label={t('attach')} placement="top" />
          </FileTrigger>
        )}
        {mail && (
          <>
            <IconButton small icon={Bold} label={t('format.bold')} shortcut="Mod+B" placement="top" onPress={() => put(bold(selected()))} />
            <IconButton small icon={List} label={t('format.list')} placement="top" onPress={() => put(list(selected()))} />
            <IconButton small icon={Link} label={t('format.link')} placement="top" onPress={() => put(link(selected()))} />
          </>
        )}
        <Emoji onPick={insert} />
        <IconButton small icon={Zap} label={t('macro.pick')} shortcut="/" placement="top" onPress={() => setPicking(true)} />
        <span aria-live="polite" className={`min-w-0 px-1 text-12 ${notSaved ? 'text-red' : 'text-ink-3'}`}>
          {notSaved ? t('notSaved', { reason: notSaved }) : unsaved ? t('unsaved') : draft.text !== '' && t('saved')}
        </span>
        <div className="ms-auto flex flex-wrap items-center justify-end gap-1.5">
          {start.case && (
            <Select
              label={t('after')}
              hideLabel
              value={draft.caseState ?? ''}
              onChange={state => onChange({ caseState: afterSending.find(each => each === state) })}
              options={[
                { id: '', label: t('after') },
                ...afterSending.map(state => ({ id: state, label: t('afterAs', { state: words.state(state) }) })),
              ]}
            />
          )}
          <Later onChoose={onSend} />
          <Button look="primary" icon={Send} isDisabled={sending} onPress={() => onSend()}>
            {t('send')}
          </Button>
        </div>
      </div>
      {picking && (
        <MacroPicker
          onPick={onMacro}
          onClose={() => {
            setPicking(false)
            requestAnimationFrame(() => field.current?.focus())
          }}
        />
      )}
    </>
  )
}

/** What goes below the text: folded, and each can be left out. */
function Below({
  quoted,
  unquoted,
  signature,
  unsigned,
  onChange,
}: {
  quoted: string | undefined
  unquoted: boolean
  signature: string
  unsigned: boolean
  onChange: (changes: Partial<Draft>) => void
}) {
  const { t } = useTranslation('replies')
  return (
    <div className="flex flex-col gap-1 px-4 pb-1 text-12">
      {signature !== '' && (
        <Fold title={t('signature')} out={unsigned} onOut={out => onChange({ unsigned: out })}>
          {signature}
        </Fold>
      )}
      {quoted !== undefined && (
        <Fold title={t('quoted.title')} out={unquoted} onOut={out => onChange({ unquoted: out })}>
          {quoted}
        </Fold>
      )}
    </div>
  )
}

function Fold({ title, out, onOut, children }: { title: string; out: boolean; onOut: (out: boolean) => void; children: string }) {
  const { t } = useTranslation('replies')
  return (
    <details className="min-w-0">
      <summary className={`min-h-6 w-fit cursor-default rounded-1 py-1 text-ink-2 hover:text-ink ${out ? 'line-through' : ''}`}>
        {title}
      </summary>
      <div dir="auto" className="max-h-40 overflow-auto border-s-2 border-line ps-3 whitespace-pre-wrap wrap-anywhere text-ink-2">
        {children}
      </div>
      <Button look="quiet" onPress={() => onOut(!out)}>
        {out ? t('putIn') : t('leaveOut')}
      </Button>
    </details>
  )
}
