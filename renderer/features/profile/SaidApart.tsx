import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Banner } from '../../ui/states.tsx'

/** Warns who is about to make one of two that somebody said were two people: when (epoch ms) and by whom. */
export function SaidApart({ at, by }: { at: number; by?: string }) {
  const { t } = useTranslation('profile')
  const when = useFormats().day(at)
  return <Banner tone="warning">{by === undefined ? t('merge.apart', { when }) : t('merge.apartBy', { when, by })}</Banner>
}
