import './editor.css'
import { useQuery } from '@tanstack/react-query'
import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { api, client } from '../../../api/client.ts'
import { onAppEvent } from '../../../api/events.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'
import { type OpenNote, WRITABLE } from '../state.ts'
import { noteExtensions } from './extensions.ts'
import { People } from './People.tsx'
import { createPicker } from './picker.ts'
import { openReplica, type Replica } from './replica.ts'
import { Toolbar } from './Toolbar.tsx'

/** What is saved sooner needs no word, ms. */
const SAY_AFTER = 500

interface EditorProps {
  open: OpenNote
  /** `empty`: nothing is left in it. */
  onClose: (empty: boolean) => void
}

/** Where a note is written. Everything typed is in the store before the next key. */
export default function Editor({ open: { note, begins }, onClose }: EditorProps) {
  const [replica, setReplica] = useState<Replica>()
  // What it begins with counts once: later it is there.
  const first = useRef(begins)
  useEffect(() => {
    const opened = openReplica({ sync: input => client.notes.sync(input), note, ...(first.current && { begins: first.current }) })
    setReplica(opened)
    const stop = onAppEvent(event => {
      if (event.type === 'notes.changed' && event.written?.note === note) opened.look(event.written.seq)
      if (event.type === 'workspace.changed') opened.look()
    })
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (opened.state() === 'failed') event.preventDefault()
    }
    addEventListener('beforeunload', onLeave)
    return () => {
      stop()
      removeEventListener('beforeunload', onLeave)
      opened.close()
    }
  }, [note])
  return replica ? <Loaded replica={replica} isNew={begins !== undefined} onClose={onClose} /> : <div className="h-24" />
}

function Loaded({ replica, isNew, onClose }: { replica: Replica; isNew: boolean; onClose: EditorProps['onClose'] }) {
  const { t: problem } = useTranslation('problems')
  const state = useSyncExternalStore(replica.subscribe, replica.state)
  const [loaded, setLoaded] = useState(isNew)
  if (!loaded && (state === 'saved' || state === 'saving')) setLoaded(true)
  if (loaded) return <Writing replica={replica} onClose={onClose} />
  return <div className="h-24">{state === 'failed' && <p role="alert">{failureText(replica.error(), problem)}</p>}</div>
}

function Writing({ replica, onClose }: { replica: Replica; onClose: EditorProps['onClose'] }) {
  const { t } = useTranslation('notes')
  const { number } = useFormats()
  const [picker] = useState(createPicker)
  const list = useId()
  const offered = picker.useOffered(now => now.offered)
  const { data } = useQuery(api.notes.people.queryOptions())
  const people = useRef<readonly string[]>([])
  useEffect(() => {
    people.current = data?.names ?? []
  }, [data])
  const close = useRef(() => {})
  const editor = useEditor({
    injectCSS: false,
    autofocus: 'end',
    extensions: noteExtensions({
      doc: replica.doc,
      picker,
      people: () => people.current,
      taskWord: checked => t(checked ? 'task.done' : 'task.open'),
    }),
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('text'), 'aria-autocomplete': 'list', dir: 'auto' },
      handleKeyDown(_view, event) {
        const leaves = event.key === 'Escape' ? !picker.isOpen() : event.key === 'Enter' && (event.ctrlKey || event.metaKey)
        if (leaves) close.current()
        return leaves
      },
      // Looks of where it comes from have no place here, and the page's policy refuses them.
      transformPastedHTML: html => html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, ''),
      handlePaste({ state }, event) {
        const length = event.clipboardData?.getData('text/plain').length ?? 0
        if (state.doc.content.size + length <= WRITABLE) return false
        toast({ text: t('tooLong', { length: number(length), most: number(WRITABLE) }) })
        return true
      },
    },
  })
  close.current = () => onClose(editor.isEmpty)
  // The text points at the name the keys are on.
  useEffect(() => {
    const dom = editor.view.dom
    if (offered) {
      dom.setAttribute('aria-controls', list)
      dom.setAttribute('aria-activedescendant', `${list}-${offered.active}`)
    } else {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [editor, offered, list])
  return (
    <div className="flex flex-col gap-1">
      <EditorContent editor={editor} className="note-text max-w-read py-1 text-13 leading-read" />
      <People id={list} picker={picker} />
      <div className="flex flex-wrap items-center gap-2">
        <Toolbar editor={editor} />
        <span className="min-w-0 grow text-end text-12 text-ink-3">
          <Saved replica={replica} />
        </span>
        <Button look="quiet" onPress={() => close.current()}>
          {t('close')}
        </Button>
      </div>
    </div>
  )
}

/** Whether what is written is safe. */
function Saved({ replica }: { replica: Replica }) {
  const { t } = useTranslation('notes')
  const { t: problem } = useTranslation('problems')
  const state = useSyncExternalStore(replica.subscribe, replica.state)
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (state !== 'saving') return
    const timer = setTimeout(() => setLate(true), SAY_AFTER)
    return () => clearTimeout(timer)
  }, [state])
  if (state === 'failed') {
    return (
      <span role="alert" className="text-red">
        {t('notSaved', { reason: failureText(replica.error(), problem) })}
      </span>
    )
  }
  return <span data-saved={state === 'saved' || undefined}>{t(late ? 'saving' : 'saved')}</span>
}
