import {
  ArrowDownLeft,
  ArrowUpRight,
  ChevronRight,
  Contact,
  FileQuestion,
  type LucideIcon,
  Mail,
  MessageCircle,
  MessageSquareText,
  Phone,
  X,
} from 'lucide-react'
import { useId, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { FileKind, Inspection } from '#shared/contract/imports.ts'
import type { Interaction } from '#shared/contract/timeline.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { ChannelMark } from '../../../ui/channel.tsx'
import { Time } from '../../../ui/time.tsx'
import { useIdentityWords } from '../../profile/identity-words.ts'
import { leaveOut, useFlow } from '../flow.ts'
import { useReason } from '../reason.ts'
import { Mapping } from './Mapping.tsx'

const icons: Record<FileKind, { icon: LucideIcon; hue: string }> = {
  mbox: { icon: Mail, hue: 'text-email' },
  maildir: { icon: Mail, hue: 'text-email' },
  eml: { icon: Mail, hue: 'text-email' },
  whatsapp: { icon: MessageCircle, hue: 'text-chat' },
  telegram: { icon: MessageCircle, hue: 'text-chat' },
  'asterisk-cdr': { icon: Phone, hue: 'text-phone' },
  'csv-calls': { icon: Phone, hue: 'text-phone' },
  'sms-backup': { icon: MessageSquareText, hue: 'text-sms' },
  vcard: { icon: Contact, hue: 'text-ink-2' },
}

/** One picked file: what it is, its size, the first interactions in it, and for a list of calls what its columns mean. */
export function FileCard({ file, isFirst }: { file: Inspection; isFirst: boolean }) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  const reason = useReason()
  const [open, setOpen] = useState(isFirst || file.kind === 'csv-calls')
  const { kind, sample, table, contacts = [] } = file
  // What was said last counts at once, also while the file is still being read by it.
  const mapping = useFlow(now => now.mappings[file.path]) ?? file.mapping
  const { icon: Icon, hue } = kind ? icons[kind] : { icon: FileQuestion, hue: 'text-ink-2' }
  const inside = sample.length > 0 || contacts.length > 0 || (mapping && table)
  const panel = useId()
  return (
    <li className="overflow-hidden rounded-3 border border-line">
      <div className="flex items-center gap-3 py-2.5 ps-4 pe-2">
        <Icon aria-hidden size={18} strokeWidth={1.75} className={`shrink-0 ${hue}`} />
        <div className="flex min-w-0 grow flex-col gap-0.5">
          <h2 className="truncate text-13 font-strong">
            <bdi>{file.name}</bdi>
          </h2>
          <p className="text-12 leading-read text-ink-2">
            {kind ? `${t(`kind.${kind}`)} · ${formats.bytes(file.size)}` : file.size > 0 && formats.bytes(file.size)}
          </p>
          {file.problem && (
            <p className={`text-13 leading-read ${kind ? 'text-amber' : 'text-red'}`}>
              {reason(file.problem)} {kind && t('file.leftOut')}
            </p>
          )}
        </div>
        {inside && (
          <AriaButton
            aria-expanded={open}
            {...(open && { 'aria-controls': panel })}
            onPress={() => setOpen(!open)}
            className="inline-flex h-8 shrink-0 items-center gap-1 rounded-2 px-2 text-13 text-ink-2 data-[hovered]:bg-hover data-[hovered]:text-ink"
          >
            <ChevronRight aria-hidden size={14} className={`transition-transform rtl:-scale-x-100 ${open ? 'rotate-90' : ''}`} />
            {t('file.look')}
            <span className="sr-only">{file.name}</span>
          </AriaButton>
        )}
        <IconButton icon={X} label={t('file.leaveOut', { name: file.name })} onPress={() => leaveOut(file.path)} />
      </div>
      {inside && open && (
        <div id={panel} className="border-line border-t">
          {mapping && table && <Mapping file={file} mapping={mapping} table={table} />}
          {sample.length > 0 && (
            <div className="flex flex-col gap-1 px-4 pt-3 pb-2">
              <h3 className="text-12 text-ink-2">{t('file.first', { count: sample.length })}</h3>
              <ul className="flex flex-col">
                {sample.map(item => (
                  <Preview key={item.id} item={item} />
                ))}
              </ul>
            </div>
          )}
          {contacts.length > 0 && (
            <div className="flex flex-col gap-1 px-4 pt-3 pb-2 text-13">
              <h3 className="text-12 text-ink-2">{t('file.contacts')}</h3>
              <ul className="flex flex-col">
                {contacts.map(({ name, addresses }) => (
                  <li key={`${name} ${addresses[0]}`} className="py-1">
                    <bdi className="font-strong">{name}</bdi> <bdi className="wrap-anywhere text-ink-2">{addresses.join(', ')}</bdi>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </li>
  )
}

/** An interaction as it will come in: channel, direction, who, what, when. */
function Preview({ item }: { item: Interaction }) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  const words = useIdentityWords()
  const incoming = item.direction === 'in'
  const said = !item.marks.includes('system')
  const Arrow = incoming ? ArrowDownLeft : ArrowUpRight
  const them = incoming ? item.from : (item.to.find(party => !party.own) ?? item.to[0])
  const call =
    item.call && [t(`outcome.${item.call.outcome}`), ...(item.call.talk > 0 ? [formats.duration(item.call.talk)] : [])].join(' · ')
  const text = [call, item.subject, item.text.replace(/\s+/g, ' ').trim()].filter(part => part).join(' · ')
  return (
    <li className="flex min-w-0 items-baseline gap-2 py-1 text-13">
      <span className="inline-flex shrink-0 items-center gap-1 self-center">
        <ChannelMark channel={item.channel} />
        {said && (
          <>
            <Arrow aria-hidden size={14} className="text-ink-2" />
            <span className="sr-only">{t(incoming ? 'file.in' : 'file.out')}</span>
          </>
        )}
      </span>
      {said && (
        <bdi className="max-w-[40%] shrink-0 truncate font-strong">
          {them ? (them.name ?? words.text({ kind: them.kind, value: them.address })) : '–'}
        </bdi>
      )}
      <bdi className="min-w-0 grow truncate text-start text-ink-2">{text === '' ? item.attachments[0]?.name : text}</bdi>
      <span className="shrink-0 text-12 text-ink-2">
        <Time at={item.occurredAt} form="date" plain />
      </span>
    </li>
  )
}
