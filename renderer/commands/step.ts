export interface Pressed {
  key: string
  /** Position on the keyboard: stands in where the layout's letters are not Latin. */
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** One step of a shortcut as the registry writes it, from a key press. */
export function stepOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string {
  const position = /^Key([A-Z])$/.exec(code)?.[1]
  const latin = key.length === 1 && key.charCodeAt(0) > 127 && position ? position : key
  const letter = /^[a-z]$/i.test(latin)
  const mods = `${ctrlKey || metaKey ? 'Mod+' : ''}${altKey ? 'Alt+' : ''}${shiftKey && (letter || latin.length > 1) ? 'Shift+' : ''}`
  return mods + (letter ? latin.toLowerCase() : latin)
}
