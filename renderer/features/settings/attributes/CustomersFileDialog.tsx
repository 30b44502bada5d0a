import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ColumnPlan, CustomersFile, CustomersFileResult } from '#shared/contract/profile.ts'
import { type Attribute, type AttributeType, attributeTypes } from '#shared/model/attribute.ts'
import { client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { type FileRefs, fileRefs, pick } from '../../../api/files.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { Banner, ProgressBar } from '../../../ui/states.tsx'
import { useAttributeWord } from '../../profile/details/words.ts'
import { useUndo } from '../../profile/undo.ts'
import { CustomersFileOutcome } from './CustomersFileOutcome.tsx'

/** How a CSV of customers is read, column by column, before anything is taken in; then what came of it. */
export function CustomersFileDialog({ file, attributes, onClose }: { file: File; attributes: readonly Attribute[]; onClose: () => void }) {
  const { t } = useTranslation('details')
  const { t: problem } = useTranslation('problems')
  const { t: profile } = useTranslation('profile')
  const { changed, undoChange } = useUndo()
  const refs = useHanded(file)
  const path = refs?.paths[0]
  const found = useQuery({
    queryKey: ['customers file', path],
    queryFn: () => client.profile.inspectFile({ path: path ?? '' }),
    enabled: path !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [plan, setPlan] = useState<{ address: number; columns: ColumnPlan[] }>()
  const now = plan ?? found.data
  const [result, setResult] = useState<CustomersFileResult>()
  const take = useMutation({
    mutationFn: ({ address, columns }: Pick<CustomersFile, 'address' | 'columns'>) =>
      client.profile.importFile({
        path: path ?? '',
        address,
        columns: columns.map((each, at) => (at === address ? { to: 'nothing' } : each)),
      }),
    onSuccess(done) {
      setResult(done)
      changed(done.change, t('file.done', { name: file.name }))
    },
  })
  const failed = found.error ?? take.error
  const useful = now?.columns.some((each, at) => each.to !== 'nothing' && at !== now.address) ?? false
  return (
    <Dialog
      isOpen
      wide
      onClose={onClose}
      title={t('file.title', { name: file.name })}
      footer={
        result ? (
          <>
            <Button
              look="quiet"
              onPress={() => {
                undoChange(result.change)
                onClose()
              }}
            >
              {profile('undo.do')}
            </Button>
            <Button look="primary" onPress={onClose}>
              {t('close')}
            </Button>
          </>
        ) : (
          <>
            <Button look="quiet" onPress={onClose}>
              {t('cancel')}
            </Button>
            <Button look="primary" isDisabled={!now || !useful || take.isPending} onPress={() => now && take.mutate(now)}>
              {t('file.take')}
            </Button>
          </>
        )
      }
    >
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      {result ? (
        <CustomersFileOutcome result={result} />
      ) : found.data && now ? (
        <div className="flex flex-col gap-3">
          <p className="max-w-read leading-read text-ink-2 text-pretty">{t('file.text')}</p>
          <ul className="flex flex-col">
            {found.data.header.map((title, at) => (
              <Column
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are their places
                key={at}
                title={title}
                cells={found.data.rows.map(row => row[at] ?? '')}
                isAddress={at === now.address}
                plan={now.columns[at] ?? { to: 'nothing' }}
                attributes={attributes}
                onPlan={each => setPlan({ address: now.address, columns: now.columns.with(at, each) })}
                onAddress={() => setPlan({ ...now, address: at })}
              />
            ))}
          </ul>
        </div>
      ) : (
        !failed && <ProgressBar label={t('file.reading')} />
      )}
    </Dialog>
  )
}

/** The file as the main process can read it, for as long as it is needed. */
function useHanded(file: File): FileRefs | undefined {
  const [refs, setRefs] = useState<FileRefs>()
  useEffect(() => {
    const stop = new AbortController()
    const handing = fileRefs(pick([file]), { signal: stop.signal })
    handing.then(setRefs, () => {})
    return () => {
      stop.abort()
      void handing.then(({ cleanup }) => cleanup()).catch(() => {})
    }
  }, [file])
  return refs
}

interface ColumnProps {
  title: string
  cells: readonly string[]
  isAddress: boolean
  plan: ColumnPlan
  attributes: readonly Attribute[]
  onPlan: (plan: ColumnPlan) => void
  onAddress: () => void
}

/** One column: what is in it and where it goes. */
function Column({ title, cells, isAddress, plan, attributes, onPlan, onAddress }: ColumnProps) {
  const { t } = useTranslation('details')
  const word = useAttributeWord()
  const goes = isAddress ? 'address' : plan.to === 'field' ? plan.field : plan.to
  const type: AttributeType = plan.to === 'new' ? plan.attribute.type : 'text'
  const made = (as: AttributeType): ColumnPlan => ({
    to: 'new',
    attribute: {
      name: title.slice(0, 60) || t('file.untitled'),
      type: as,
      choices: as === 'choice' ? [...new Set(cells.map(cell => cell.trim().slice(0, 60)))].filter(cell => cell !== '') : [],
    },
  })
  const go = (id: string): void => {
    if (id === 'address') onAddress()
    else if (id === 'nothing') onPlan({ to: 'nothing' })
    else onPlan(id === 'new' ? made('text') : { to: 'field', field: id })
  }
  return (
    <li className="grid items-center gap-x-4 gap-y-1 border-t border-line py-2 two:grid-cols-2">
      <span className="flex min-w-0 flex-col gap-0.5">
        <bdi className="wrap-anywhere">{title || t('file.untitled')}</bdi>
        <bdi className="truncate text-12 text-ink-2">
          {cells
            .filter(cell => cell.trim() !== '')
            .slice(0, 3)
            .join(' · ')}
        </bdi>
      </span>
      <span className="flex flex-wrap gap-2">
        <Select
          label={t('file.goes', { title: title || t('file.untitled') })}
          hideLabel
          value={goes}
          onChange={go}
          options={[
            { id: 'address', label: t('file.address') },
            { id: 'name', label: t('file.name') },
            ...attributes.map(({ id, name }) => ({ id, label: word(name) })),
            { id: 'new', label: t('file.new') },
            { id: 'nothing', label: t('file.nothing') },
          ]}
        />
        {goes === 'new' && (
          <Select
            label={t('type.label')}
            hideLabel
            value={type}
            onChange={as => onPlan(made(as))}
            options={attributeTypes
              .filter(id => id !== 'choice' || (plan.to === 'new' && plan.attribute.type === 'choice'))
              .map(id => ({ id, label: t(`type.${id}`) }))}
          />
        )}
      </span>
    </li>
  )
}
