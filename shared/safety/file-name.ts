/** Devices by another name on Windows, whatever ending follows (Naming Files, Paths, and Namespaces). */
const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)/i

/** A file name's length in characters, of those that every system takes. */
const LONGEST = 120

/** A name as every file system takes it, that leads into no folder, hides nothing and keeps its ending. */
export function safeFileName(name: string): string {
  const safe = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/gu, '_')
    .replace(/^\.+|(?<![. ])[. ]+$/g, '_')
    .trim()
    .replace(DEVICE, '_$&')
  if (safe.length <= LONGEST) return safe || 'file'
  const ending = /\.[^.]{1,12}$/.exec(safe)?.[0] ?? ''
  return safe.slice(0, LONGEST - ending.length).replace(/[\uD800-\uDBFF]$/, '') + ending
}
