import type { Reach } from '#shared/contract/safety/privacy.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'

const kinds = ['messages', 'calls', 'attachments', 'notes', 'cases', 'identities'] as const

/** What goes with a customer, by kind; kinds of which there is nothing are left out. */
export function useReachWords(): { goes: (reach: Reach) => string[]; stays: (reach: Reach, backups: number) => string[] } {
  const { t } = useTranslation('safety')
  const formats = useFormats()
  const counted = (count: number): { count: number; n: string } => ({ count, n: formats.number(count) })
  return {
    goes(reach) {
      const counts = { ...reach, messages: reach.interactions - reach.calls }
      return kinds.filter(kind => counts[kind] > 0).map(kind => t(`erase.kind.${kind}`, counted(counts[kind])))
    },
    stays: ({ mentions }, backups) => [
      ...(mentions > 0 ? [t('erase.mentions', counted(mentions))] : []),
      ...(backups > 0 ? [t('erase.backups', counted(backups))] : []),
    ],
  }
}

/** A name as somebody types it who reads it: however it is written, with nothing that is not seen. */
export function typedName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}|\p{Cc}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}
