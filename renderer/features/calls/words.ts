import type { CallView } from '#shared/contract/phone/calls.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Who is at the other end: the customer, else what the phone system calls them, else that the number is unknown. */
export function useCallerName(): (call: Pick<CallView, 'customer' | 'name' | 'number'>) => string {
  const { t } = useTranslation('calls')
  return ({ customer, name, number }) => customer?.name || name || (number === undefined ? t('hidden') : customer ? number : t('unknown'))
}
