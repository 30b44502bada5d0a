import { useMutation } from '@tanstack/react-query'
import { Copy, Undo2 } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import type { ImportJob } from '#shared/contract/imports.ts'
import type { Problem } from '#shared/model/problem.ts'
import { tableCell } from '#shared/safety/table-cell.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFlow } from './flow.ts'
import { Counts } from './Running.tsx'
import { fileName, useReason } from './reason.ts'

const CUSTOMERS = 8
/** A job names no more; how many there were beyond that is not known. */
const MOST_TOLD = 50

/** How an ended import is told. */
export function outcomeOf({ state, added }: ImportJob): 'failed' | 'cancelled' | 'done' | 'nothing' {
  if (state === 'failed' || state === 'cancelled') return state
  return added > 0 ? 'done' : 'nothing'
}

/** What came of an import, and where to go from here. */
export function Result({ job }: { job: ImportJob }) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  const reason = useReason()
  const [first] = job.customers
  const state = outcomeOf(job)
  const seconds = Math.max(1, ((job.endedAt ?? job.startedAt) - job.startedAt) / 1000)
  const again = (): void => useFlow.setState({ shown: undefined })
  return (
    <div className="relative min-h-0 grow overflow-auto">
      <div className="mx-auto flex max-w-160 flex-col gap-6 p-4 two:p-8">
        <header className="flex flex-col gap-1">
          <h1 className="text-18 font-strong">{t(`result.${state}.title`)}</h1>
          <p className="text-13 leading-read text-ink-2">
            {job.problem ? reason(job.problem) : t(`result.${state}.text`, { time: formats.duration(seconds), count: job.files.length })}
          </p>
        </header>
        <Counts job={job} />
        {job.customers.length > 0 && (
          <section aria-labelledby="import-touched" className="flex flex-col gap-2">
            <h2 id="import-touched" className="text-13 font-strong">
              {t('result.customers')}
            </h2>
            <ul className="-mx-2 grid gap-1 two:grid-cols-2">
              {job.customers.slice(0, CUSTOMERS).map(({ id, name }) => (
                <li key={id} className="min-w-0">
                  <AriaButton
                    onPress={() => goTo({ at: 'customers', customer: id })}
                    className="flex h-10 w-full items-center gap-2.5 rounded-2 px-2 text-13 data-[hovered]:bg-hover"
                  >
                    <Avatar name={name} />
                    <bdi className="min-w-0 truncate">{name}</bdi>
                  </AriaButton>
                </li>
              ))}
            </ul>
            {job.customers.length > CUSTOMERS && (
              <p className="text-12 text-ink-2">
                {job.customers.length < MOST_TOLD ? t('result.rest', { count: job.customers.length - CUSTOMERS }) : t('result.manyMore')}
              </p>
            )}
          </section>
        )}
        <div className="flex flex-wrap gap-2">
          {first && (
            <Button
              look="primary"
              onPress={() => goTo(job.customers.length === 1 ? { at: 'customers', customer: first.id } : { at: 'customers' })}
            >
              {t('result.open', { count: job.customers.length })}
            </Button>
          )}
          <Button look={first ? 'plain' : 'primary'} onPress={again}>
            {t('result.more')}
          </Button>
          {job.undo === 'possible' && <TakeBack job={job.id} />}
        </div>
        {job.undo === 'done' && <p className="text-13 text-ink-2">{t('result.undone')}</p>}
        {job.problems.length > 0 && <Problems problems={job.problems} total={job.rejected} />}
      </div>
    </div>
  )
}

/** For an address book, which may change hundreds of customers at once. */
function TakeBack({ job }: { job: string }) {
  const { t } = useTranslation('import')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const undo = useMutation(
    api.imports.undo.mutationOptions({
      onSuccess: ({ kept }) =>
        toast({ text: kept === 0 ? t('result.undone') : t('result.kept', { count: kept, n: formats.number(kept) }) }),
      onError: error => toast({ text: failureText(error, problem) }),
    }),
  )
  return (
    <Button look="quiet" icon={Undo2} isDisabled={undo.isPending} onPress={() => undo.mutate({ job })}>
      {t('result.undo')}
    </Button>
  )
}

function Problems({ problems, total }: { problems: readonly Problem[]; total: number }) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  const reason = useReason()
  const copy = async (): Promise<void> => {
    const lines = problems.map(problem => [fileName(problem.file), String(problem.line ?? ''), reason(problem)].map(tableCell).join('\t'))
    await navigator.clipboard.writeText([[t('problem.file'), t('problem.line'), t('problem.reason')].join('\t'), ...lines].join('\n'))
    toast({ text: t('problem.copied') })
  }
  return (
    <section aria-labelledby="import-problems" className="flex flex-col gap-2">
      <header className="flex items-center justify-between gap-4">
        <h2 id="import-problems" className="text-13 font-strong">
          {t('problem.title', { count: total })}
        </h2>
        <Button look="quiet" icon={Copy} onPress={() => void copy()}>
          {t('problem.copy')}
        </Button>
      </header>
      <table className="w-full table-fixed border-separate border-spacing-0 text-13">
        <thead>
          <tr className="text-12 text-ink-2 [&>th]:pb-1.5 [&>th]:text-start [&>th]:font-regular">
            <th scope="col" className="w-2/5 pe-4">
              {t('problem.file')}
            </th>
            <th scope="col" className="w-18 pe-4">
              {t('problem.line')}
            </th>
            <th scope="col">{t('problem.reason')}</th>
          </tr>
        </thead>
        <tbody className="[&_td]:border-line [&_td]:border-t [&_td]:py-1.5 [&_td]:align-top [&_td]:leading-read">
          {problems.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of a finished job never moves
            <tr key={index}>
              <td className="truncate pe-4" title={fileName(problem.file)}>
                <bdi>{fileName(problem.file)}</bdi>
              </td>
              <td className="tabular pe-4">{problem.line !== undefined && formats.number(problem.line)}</td>
              <td>{reason(problem)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > problems.length && <p className="text-12 text-ink-2">{t('problem.rest', { count: total - problems.length })}</p>}
    </section>
  )
}
