import { useQuery } from '@tanstack/react-query'
import { Info } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlay.tsx'

/** Who waits is counted here and in the list of customers, and not alike: what each counts, in words. */
export function WhatCounts() {
  const { t } = useTranslation('day')
  const formats = useFormats()
  const customers = useQuery(api.workspace.get.queryOptions()).data?.waiting ?? 0
  return (
    <Popover label={t('counted.title')} trigger={<IconButton small icon={Info} label={t('counted.title')} />}>
      <div className="flex max-w-80 flex-col gap-2 text-13 leading-read text-pretty">
        <p>{t('counted.cases')}</p>
        <p>{t('counted.customers', { number: formats.number(customers) })}</p>
      </div>
    </Popover>
  )
}
