import type { ListResponse } from 'imapflow'
import { isDraftsFolder, isSentFolder } from '../email/folders.ts'

/** A folder that is read. */
export interface Folder {
  path: string
  /** What lies in it was sent by us. */
  sent: boolean
}

const JUNK =
  /^(?:junk(?:[ -]?e?-?mail)?|spam|bulk(?: mail)?|correo (?:no deseado|basura)|no deseado|spamverdacht|unerwünscht|courrier indésirable|indésirables|posta indesiderata|lixo eletr[ôó]nico|correu brossa|迷惑メール.*)$/i
const TRASH =
  /^(?:trash|bin|deleted(?:[ -]?(?:items?|messages?))?|papelera(?: de reciclaje)?|(?:elementos |mensajes )?eliminados|papierkorb|gelöschte (?:elemente|objekte|nachrichten)|corbeille|(?:éléments|messages) supprimés|cestino|posta eliminata|lixeira|lixo|itens (?:excluídos|eliminados)|paperera|ゴミ箱|削除済み.*)$/i

/**
 * The folders to read, by SPECIAL-USE (RFC 6154) and by name. Without a choice: all but junk, trash, drafts and \All, which holds a
 * second copy of each mail. Gmail is the other way round: \All holds everything (archived mail lies nowhere else), labels tell what
 * was sent, and the folders are the copies.
 *
 * @param chosen paths as the user chose them; those that are gone are left out.
 */
export function foldersToRead(listed: readonly ListResponse[], chosen: readonly string[] | undefined, hasLabels: boolean): Folder[] {
  const selectable = listed.filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
  const all = hasLabels && selectable.find(({ specialUse }) => specialUse === '\\All')
  const wanted = chosen ? selectable.filter(({ path }) => chosen.includes(path)) : all ? [all] : selectable.filter(holdsMail)
  return wanted.map(({ path, name, specialUse }) => ({ path, sent: specialUse === '\\Sent' || isSentFolder(name) }))
}

/** Folders that are not read and may hold what was moved out of those that are: junk and trash first. */
export function foldersLeftOut(listed: readonly ListResponse[], read: readonly Folder[]): string[] {
  const rank = (folder: ListResponse) => (isTrash(folder) ? 0 : isJunk(folder) ? 1 : 2)
  return listed
    .filter(({ path, flags, specialUse }) => {
      // Those show mails that lie elsewhere.
      const isView = specialUse !== undefined && ['\\All', '\\Flagged', '\\Important'].includes(specialUse)
      return !isView && !flags.has('\\Noselect') && !flags.has('\\NonExistent') && !read.some(folder => folder.path === path)
    })
    .sort((a, b) => rank(a) - rank(b))
    .map(({ path }) => path)
}

function isJunk({ name, specialUse }: ListResponse): boolean {
  return specialUse === '\\Junk' || (specialUse === undefined && JUNK.test(name))
}

function isTrash({ name, specialUse }: ListResponse): boolean {
  return specialUse === '\\Trash' || (specialUse === undefined && TRASH.test(name))
}

function holdsMail({ path, name, specialUse }: ListResponse): boolean {
  if (path.toUpperCase() === 'INBOX') return true
  if (specialUse !== undefined && ['\\Junk', '\\Trash', '\\Drafts', '\\All', '\\Flagged', '\\Important'].includes(specialUse)) return false
  return !isDraftsFolder(name) && !JUNK.test(name) && !TRASH.test(name)
}
