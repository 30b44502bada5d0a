import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron'
import { type Words, words } from './words.ts'

type Where = Pick<ContextMenuParams, 'misspelledWord' | 'dictionarySuggestions' | 'isEditable' | 'editFlags' | 'selectionText'>

interface Acts {
  replace(word: string): void
  learn(word: string): void
}

/** What the right button offers: other spellings first, then what can be done with what is selected. Empty: no menu. */
export function contextTemplate(where: Where, say: Words, { replace, learn }: Acts): MenuItemConstructorOptions[] {
  const { misspelledWord: word, dictionarySuggestions, isEditable, editFlags, selectionText } = where
  const spelling: MenuItemConstructorOptions[] =
    word === ''
      ? []
      : [
          ...dictionarySuggestions.slice(0, 5).map(other => ({ label: other, click: () => replace(other) })),
          ...(dictionarySuggestions.length === 0 ? [{ label: say.noSuggestion, enabled: false }] : []),
          { label: say.add, click: () => learn(word) },
          { type: 'separator' },
        ]
  if (isEditable) {
    return [
      ...spelling,
      { role: 'undo', label: say.undo, enabled: editFlags.canUndo },
      { role: 'redo', label: say.redo, enabled: editFlags.canRedo },
      { type: 'separator' },
      { role: 'cut', label: say.cut, enabled: editFlags.canCut },
      { role: 'copy', label: say.copy, enabled: editFlags.canCopy },
      { role: 'paste', label: say.paste, enabled: editFlags.canPaste },
      { role: 'selectAll', label: say.selectAll, enabled: editFlags.canSelectAll },
    ]
  }
  return selectionText.trim() === '' ? [] : [{ role: 'copy', label: say.copy, enabled: editFlags.canCopy }]
}

export function offerContextMenu(window: BrowserWindow): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, where) => {
    const template = contextTemplate(where, words(), {
      replace: word => webContents.replaceMisspelling(word),
      learn: word => void webContents.session.addWordToSpellCheckerDictionary(word),
    })
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}
