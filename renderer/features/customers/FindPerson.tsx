import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Person, usePeople } from './Person.tsx'
import { Pick } from './Pick.tsx'

interface FindPersonProps {
  label: string
  /** A customer who is not offered. */
  not?: number
  onChoose: (id: number, name: string) => void
}

/** Fills a dialog: a customer is found by part of a name, an address or a number, and chosen. */
export function FindPerson({ label, not, onChoose }: FindPersonProps) {
  const { t } = useTranslation('customers')
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const found = usePeople(text, 12, true)
  const rows = (found.data?.rows ?? []).filter(row => row.id !== not)
  return (
    <div className="-mx-5 -mb-4 flex min-h-80 flex-col">
      <Pick
        label={label}
        results={label}
        placeholder={t('search')}
        typed={typed}
        onType={setTyped}
        settled={!found.isFetching}
        nothing={found.data && t('nobody.title')}
        groups={[
          {
            offers: rows.map(row => ({
              key: String(row.id),
              run: () => onChoose(row.id, row.name),
              content: <Person row={row} typed={text} />,
            })),
          },
        ]}
      />
    </div>
  )
}
