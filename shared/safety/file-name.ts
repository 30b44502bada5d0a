/** Devices by another name on Windows, whatever ending or blanks follow (Naming Files, Paths, and Namespaces). */
const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?= *(?:\.|$))/i

/** A file name's length in characters and in bytes of UTF-8, of those that every system takes. */
const LONGEST = 120
const MOST_BYTES = 240

/** A name as every file system takes it, that leads into no folder, hides nothing and keeps its ending. */
export function safeFileName(name: string): string {
  const safe = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/gu, '_')
    .trim()
    .replace(/^\.+|(?<![. ])[. ]+$/g, '_')
    .trim()
    .replace(DEVICE, '_$&')
  if (safe.length <= LONGEST && bytesOf(safe) <= MOST_BYTES) return safe || 'file'
  const ending = /\.[^.]{1,12}$/.exec(safe)?.[0] ?? ''
  let kept = ''
  for (const character of safe.slice(0, safe.length - ending.length)) {
    if (kept.length + character.length + ending.length > LONGEST || bytesOf(kept + character + ending) > MOST_BYTES) break
    kept += character
  }
  return kept + ending
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
