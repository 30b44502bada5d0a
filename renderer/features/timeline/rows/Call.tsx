import { type LucideIcon, PhoneForwarded, PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing, Voicemail } from 'lucide-react'
import type { Interaction } from '#shared/contract/timeline.ts'
import { ChannelMark } from '../../../ui/channel.tsx'
import { CallNote } from '../../calls/CallNotes.tsx'
import { useView } from '../data/view.ts'
import { Said, Way, When } from './parts.tsx'

function iconOf({ call, direction }: Interaction): LucideIcon {
  switch (call?.outcome) {
    case 'voicemail':
      return Voicemail
    case 'missed':
      return direction === 'in' ? PhoneMissed : PhoneForwarded
    case 'busy':
    case 'failed':
    case 'rejected':
      return PhoneOff
    default:
      return direction === 'in' ? PhoneIncoming : PhoneOutgoing
  }
}

/** One call in one line: who, how it ended and how long. Red only where a customer did not get through. */
export function Call({ row }: { row: Interaction }) {
  const { words } = useView()
  const Icon = iconOf(row)
  const failed = row.direction === 'in' && row.call !== undefined && row.call.outcome !== 'answered' && row.call.outcome !== 'voicemail'
  return (
    <div className="flex flex-col gap-1.5 px-3 py-2.5 in-data-[density=compact]:py-1.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
        <ChannelMark channel={row.channel} />
        <Way direction={row.direction} />
        <bdi className="min-w-0 truncate font-strong">{words.who(row)}</bdi>
        <span className={`inline-flex min-w-0 grow items-center gap-1.5 ${failed ? 'text-red' : 'text-ink-2'}`}>
          <Icon aria-hidden size={14} strokeWidth={2} className="shrink-0" />
          <span className="tabular">{words.call(row)}</span>
        </span>
        <When at={row.occurredAt} className="ms-auto" />
      </div>
      <CallNote interaction={row.id} />
      {row.text !== '' && <Said text={row.text} className="leading-read" />}
    </div>
  )
}
