import { describe, expect, it } from 'vitest'
import { foldersToRead } from '../../../../electron/connectors/imap/folders.ts'

const folder = (path: string, specialUse?: string, flags: string[] = []) => ({
  path,
  pathAsListed: path,
  name: path.split('/').at(-1) ?? '',
  delimiter: '/',
  parent: [],
  parentPath: '',
  flags: new Set(flags),
  listed: true,
  subscribed: true,
  ...(specialUse === undefined ? {} : { specialUse }),
})
const paths = (listed: ReturnType<typeof folder>[], chosen?: string[], labels = false) =>
  foldersToRead(listed, chosen, labels).map(({ path, sent }) => (sent ? `${path} (sent)` : path))

describe('the folders to read', () => {
  it('are all but junk, trash, drafts and second copies, by what the server says of them', () => {
    const listed = [
      folder('INBOX', '\\Inbox'),
      folder('A', '\\Sent'),
      folder('B', '\\Junk'),
      folder('C', '\\Trash'),
      folder('D', '\\Drafts'),
      folder('E', '\\Archive'),
      folder('F', '\\All'),
      folder('G', '\\Flagged'),
      folder('H', undefined, ['\\Noselect']),
      folder('H/1'),
    ]
    expect(paths(listed)).toEqual(['INBOX', 'A (sent)', 'E', 'H/1'])
  })

  it.each(['Papelera', 'Elementos eliminados', 'Gelöschte Elemente', 'Corbeille', 'Cestino', 'Lixeira', 'ゴミ箱', 'Deleted Items', 'Bin'])(
    'leaves out the trash by its name: %s',
    name => expect(paths([folder('INBOX'), folder(`INBOX/${name}`)])).toEqual(['INBOX']),
  )

  it.each([
    'Spam',
    'Junk E-mail',
    'Correo no deseado',
    'Unerwünscht',
    'Courrier indésirable',
    'Posta indesiderata',
    '迷惑メール',
    'Borradores',
    'Entwürfe',
  ])('leaves out junk and drafts by their names: %s', name => expect(paths([folder(name)])).toEqual([]))

  it.each(['Enviados', 'Sent Items', 'Gesendet', '送信済みメール'])('knows sent mail by the name: %s', name =>
    expect(paths([folder(name)])).toEqual([`${name} (sent)`]),
  )

  it('takes a folder whose name only begins like that', () => {
    expect(paths([folder('Trash talk'), folder('Spam reports 2024')])).toEqual(['Trash talk', 'Spam reports 2024'])
  })

  it('takes what was chosen, whatever it is, and leaves out what is gone', () => {
    expect(paths([folder('INBOX'), folder('Junk', '\\Junk')], ['Junk', 'Gone'])).toEqual(['Junk'])
  })

  it('takes one folder of a server with labels: all others are copies of it', () => {
    const listed = [folder('INBOX'), folder('[Gmail]/All Mail', '\\All'), folder('[Gmail]/Sent Mail', '\\Sent'), folder('Label')]
    expect(paths(listed, undefined, true)).toEqual(['[Gmail]/All Mail'])
  })
})
