import { useEffect, useState } from 'react'
import { listenToKeys } from '../commands/keys.ts'
import { focusPane } from '../commands/panes.ts'
import { useCommands } from '../commands/registry.ts'
import { useUndoCommand } from '../features/profile/undo.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Palette } from './Palette.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'

/** What every window has wherever it is: its keys, the palette, the sheet of shortcuts. */
export function Anywhere() {
  const { t } = useTranslation('frame')
  const [open, setOpen] = useState<'palette' | 'sheet'>()
  const close = (): void => setOpen(undefined)
  useEffect(listenToKeys, [])
  useUndoCommand()
  const group = t('group.anywhere')
  useCommands([
    { id: 'frame.palette', label: t('command.palette'), group, shortcut: 'Mod+k', run: () => setOpen('palette'), keyOnly: true },
    { id: 'frame.sheet', label: t('command.sheet'), group, shortcut: '?', run: () => setOpen('sheet') },
    { id: 'frame.pane-next', label: t('command.paneNext'), group, shortcut: 'F6', run: () => focusPane(1), keyOnly: true },
    { id: 'frame.pane-before', label: t('command.paneBefore'), group, shortcut: 'Shift+F6', run: () => focusPane(-1), keyOnly: true },
  ])
  return (
    <>
      <Palette isOpen={open === 'palette'} onClose={close} />
      <ShortcutSheet isOpen={open === 'sheet'} onClose={close} />
    </>
  )
}
