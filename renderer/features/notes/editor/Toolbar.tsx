import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { AtSign, Bold, Italic, Link, List, ListChecks, ListOrdered, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Toolbar as AriaToolbar, ToggleButton } from 'react-aria-components'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Popover } from '../../../ui/overlay.tsx'
import { Tip } from '../../../ui/tip.tsx'

/** The looks of what is selected or typed next. All of them have keys of their own, and Markdown's signs work too. */
export function Toolbar({ editor }: { editor: Editor }) {
  const { t } = useTranslation('notes')
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      tasks: now.isActive('taskList'),
      link: now.isActive('link'),
    }),
  })
  const then = () => editor.chain().focus()
  const toggle = (label: string, icon: LucideIcon, isOn: boolean, run: () => void, shortcut: string) => (
    <Toggle label={label} icon={icon} isOn={isOn} run={run} shortcut={shortcut} />
  )
  return (
    <AriaToolbar aria-label={t('tool.title')} className="flex flex-wrap items-center gap-0.5">
      {toggle(t('tool.bold'), Bold, on.bold, () => then().toggleBold().run(), 'Mod+b')}
      {toggle(t('tool.italic'), Italic, on.italic, () => then().toggleItalic().run(), 'Mod+i')}
      {toggle(t('tool.bullets'), List, on.bullets, () => then().toggleBulletList().run(), 'Mod+Shift+8')}
      {toggle(t('tool.numbers'), ListOrdered, on.numbers, () => then().toggleOrderedList().run(), 'Mod+Shift+7')}
      {toggle(t('tool.tasks'), ListChecks, on.tasks, () => then().toggleTaskList().run(), 'Mod+Shift+9')}
      <LinkTo editor={editor} isOn={on.link} />
      <Toggle label={t('tool.mention')} icon={AtSign} isOn={false} run={() => then().insertContent('@').run()} shortcut="@" />
    </AriaToolbar>
  )
}

interface ToggleProps {
  label: string
  icon: LucideIcon
  isOn: boolean
  run: () => void
  shortcut?: string
}

function Toggle({ label, icon: Icon, isOn, run, shortcut }: ToggleProps) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <ToggleButton
        aria-label={label}
        isSelected={isOn}
        onChange={run}
        className="inline-flex size-6 items-center justify-center rounded-2 text-ink-2 data-[hovered]:bg-hover data-[selected]:bg-selected data-[hovered]:text-ink data-[selected]:text-ink"
      >
        <Icon aria-hidden size={14} strokeWidth={1.75} />
      </ToggleButton>
    </Tip>
  )
}

/** Makes the selection, or an address typed in, a link; or takes the link away. */
function LinkTo({ editor, isOn }: { editor: Editor; isOn: boolean }) {
  const { t } = useTranslation('notes')
  const [address, setAddress] = useState('')
  const put = (): void => {
    const href = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`
    const chain = editor.chain().focus()
    if (editor.state.selection.empty) chain.insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href } }] }).run()
    else chain.setLink({ href }).run()
    setAddress('')
  }
  if (isOn)
    return <Toggle label={t('tool.unlink')} icon={Link} isOn run={() => editor.chain().focus().extendMarkRange('link').unsetLink().run()} />
  return (
    <Popover
      label={t('tool.link')}
      trigger={
        <ToggleButton
          aria-label={t('tool.link')}
          className="inline-flex size-6 items-center justify-center rounded-2 text-ink-2 data-[hovered]:bg-hover data-[hovered]:text-ink"
        >
          <Link aria-hidden size={14} strokeWidth={1.75} />
        </ToggleButton>
      }
    >
      {close => (
        <form
          className="flex items-end gap-2"
          onSubmit={event => {
            event.preventDefault()
            if (address.trim() === '') return
            close()
            put()
          }}
        >
          <TextField label={t('tool.address')} value={address} onChange={setAddress} autoFocus />
          <Button type="submit">{t('tool.put')}</Button>
        </form>
      )}
    </Popover>
  )
}
