import i18next from 'i18next'
import { Cable, Database, FolderSync, type LucideIcon, Mail, MessagesSquare, PhoneCall, PhoneIncoming, Send } from 'lucide-react'
import { useLanguage } from '../../i18n/use-translation.ts'

const kinds = ['imap', 'xmpp', 'telegram-bot', 'asterisk-live', 'ami', 'sip-records', 'folder'] as const
type Kind = (typeof kinds)[number]

const icons: Record<Kind, LucideIcon> = {
  imap: Mail,
  xmpp: MessagesSquare,
  'telegram-bot': Send,
  'asterisk-live': PhoneCall,
  ami: PhoneIncoming,
  'sip-records': Database,
  folder: FolderSync,
}
/** Read as files are, so that progress counts bytes. */
const inBytes: readonly string[] = ['asterisk-live', 'folder']

function known(kind: string): Kind | undefined {
  return kinds.find(each => each === kind)
}

export function iconOf(kind: string): LucideIcon {
  const one = known(kind)
  return one ? icons[one] : Cable
}

export function countsBytes(kind: string): boolean {
  return inBytes.includes(kind)
}

/** Words for kinds, their fields and what they found. What has no words yet goes by its own name. */
export function useKindWords() {
  const language = useLanguage()
  const text = (key: string, of = 'connectors'): string | undefined => {
    const found: unknown = i18next.getResource(language, of, key)
    return typeof found === 'string' ? found : undefined
  }
  return {
    name: (kind: string) => text(`kind.${kind}.name`) ?? kind,
    brings: (kind: string) => text(`kind.${kind}.text`),
    label: (kind: string, field: string) => text(`form.${kind}.${field}.label`) ?? field,
    help: (kind: string, field: string) => text(`form.${kind}.${field}.help`),
    choice: (kind: string, field: string, choice: string) => text(`form.${kind}.${field}.choice.${choice}`) ?? choice,
    /** What a test found: a thing it has words for, a kind of file, or a name of the source's own (a folder's). */
    found: (what: string) => text(`found.${what}`) ?? text(`kind.${what}`, 'import') ?? what,
  }
}
