import type { Guess, Origin } from '#shared/contract/profile.ts'
import type { AttributeType, OwnField } from '#shared/model/attribute.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useNow } from '../../../ui/time.tsx'

export type FieldType = AttributeType | Exclude<OwnField, 'photo'>

/** An IANA time zone as people read it. */
export function zoneName(id: string): string {
  return id.replaceAll('_', ' ')
}

/** What address books bring is kept under these names, whatever language it was brought in. */
const brought = { Address: 'brought.address', Birthday: 'brought.birthday', Company: 'brought.company', Note: 'brought.note' } as const

/** An attribute's name as it is shown. */
export function useAttributeWord(): (name: string) => string {
  const { t } = useTranslation('details')
  return name => {
    const known = Object.entries(brought).find(([kept]) => kept === name)
    return known ? t(known[1]) : name
  }
}

/** Values, where they come from and why they are guessed, in the window's language. */
export function useDetailWords(): {
  value: (type: FieldType, value: string) => string
  origin: (origin: Origin) => string
  reason: (guess: Guess) => string
} {
  const { t } = useTranslation('details')
  const formats = useFormats()
  const now = useNow()
  return {
    value(type, value) {
      if (type === 'number') return new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 20 }).format(Number(value))
      if (type === 'date')
        return new Intl.DateTimeFormat(formats.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`))
      if (type === 'zone') return zoneName(value)
      if (type === 'language') return new Intl.DisplayNames(formats.locale, { type: 'language' }).of(value) ?? value
      return type === 'link' ? value.replace(/^https?:\/\//, '').replace(/\/$/, '') : value
    },
    origin({ source, by, at }) {
      const when = formats.ago(at, now)
      if (source === 'file') return t('origin.file', { name: by ?? '', when })
      return by === undefined ? t('origin.you', { when }) : t('origin.agent', { name: by, when })
    },
    reason({ reason }) {
      if (reason.by === 'number') {
        const country = new Intl.DisplayNames(formats.locale, { type: 'region' }).of(reason.region) ?? reason.region
        return t('guess.number', { number: reason.number, country })
      }
      return t('guess.text', { count: reason.of, messages: formats.number(reason.messages), of: formats.number(reason.of) })
    },
  }
}
