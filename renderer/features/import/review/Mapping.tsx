import type { Inspection } from '#shared/contract/imports.ts'
import { CsvField, type CsvMapping, csvFields } from '#shared/model/csv-mapping.ts'
import { CallOutcome } from '#shared/model/interaction.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Segmented, Select } from '../../../ui/choice.tsx'
import { correct } from '../flow.ts'
import { fieldOf, meansIncoming, withDirection, withField, withOutcome, wordsIn } from './mapping.ts'

const ROWS = 4

/** Where columns are out of view there is a shadow on that edge: covers move with the table, the shadows behind them stand still. */
const shadows = {
  background: [
    'linear-gradient(to right, var(--canvas) 40%, transparent) left / 40px 100% no-repeat local',
    'linear-gradient(to left, var(--canvas) 40%, transparent) right / 40px 100% no-repeat local',
    'linear-gradient(to right, var(--line-2), transparent) left / 14px 100% no-repeat scroll',
    'linear-gradient(to left, var(--line-2), transparent) right / 14px 100% no-repeat scroll',
  ].join(', '),
}
const dateOrders = ['dmy', 'mdy', 'ymd'] as const

interface MappingProps {
  file: Inspection
  mapping: CsvMapping
  table: { header: string[]; rows: string[][] }
}

/** What the columns of a list of calls mean. Every change is read again at once; the interactions below show what comes of it. */
export function Mapping({ file, mapping, table }: MappingProps) {
  const { t } = useTranslation('import')
  const change = (next: CsvMapping): void => correct(file.path, next)
  const { columns } = mapping
  const name = (index: number): string => table.header[index] || t('mapping.column', { number: index + 1 })
  const options = [{ id: 'none', label: t('mapping.none') }, ...csvFields.map(id => ({ id, label: t(`field.${id}`) }))]
  const directions = wordsIn(table.rows, columns.direction)
  // A list without a column for the outcome may still tell it among the directions: "missed".
  const outcomes =
    columns.outcome === undefined ? directions.filter(word => mapping.outcomes[word.toLowerCase()]) : wordsIn(table.rows, columns.outcome)
  return (
    <div className="flex flex-col gap-4 border-line border-b px-4 py-4">
      <div className="flex flex-col gap-1">
        <h3 className="text-13 font-strong">{t('mapping.title')}</h3>
        <p className="text-13 leading-read text-ink-2">{t('mapping.text')}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label={t('mapping.title')} tabIndex={0} className="-mx-4 overflow-x-auto px-4 pb-2" style={shadows}>
        <table className="border-separate border-spacing-0 text-13">
          <thead>
            <tr>
              {table.header.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position
                <th key={index} scope="col" className="pe-2 pb-2 text-start font-regular">
                  <div className="flex w-44 flex-col gap-1.5">
                    <bdi className="truncate text-start text-12 text-ink-2">{name(index)}</bdi>
                    <Select
                      hideLabel
                      label={t('mapping.meaning', { column: name(index) })}
                      options={options}
                      value={fieldOf(mapping, index) ?? 'none'}
                      onChange={id => {
                        const field = CsvField.safeParse(id)
                        change(withField(mapping, index, field.success ? field.data : undefined))
                      }}
                    />
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, ROWS).map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position
              <tr key={line}>
                {table.header.map((_, index) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position
                    key={index}
                    className={`max-w-44 truncate border-line border-t py-1.5 ps-0.5 pe-3 tabular ${fieldOf(mapping, index) ? '' : 'text-ink-3'}`}
                  >
                    <bdi>{row[index]}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {(columns.start !== undefined || columns.date !== undefined) && (
        <Line label={t('mapping.dateOrder')}>
          <Segmented
            label={t('mapping.dateOrder')}
            options={dateOrders.map(id => ({ id, label: t(`mapping.order.${id}`) }))}
            value={mapping.dateOrder}
            onChange={dateOrder => change({ ...mapping, dateOrder })}
          />
        </Line>
      )}
      <div className="grid gap-x-8 gap-y-4 two:grid-cols-2">
        {directions.length > 0 && (
          <Words title={t('mapping.directions')}>
            {directions.map(word => (
              <Line key={word} label={word} quoted>
                <Segmented
                  label={t('mapping.directionOf', { word })}
                  options={[
                    { id: 'in', label: t('mapping.in') },
                    { id: 'out', label: t('mapping.out') },
                  ]}
                  value={meansIncoming(mapping, word) ? 'in' : 'out'}
                  onChange={side => change(withDirection(mapping, word, side === 'in'))}
                />
              </Line>
            ))}
          </Words>
        )}
        {outcomes.length > 0 && (
          <Words title={t('mapping.outcomes')}>
            {outcomes.map(word => (
              <Line key={word} label={word} quoted>
                <Select
                  hideLabel
                  label={t('mapping.outcomeOf', { word })}
                  options={[
                    { id: 'none', label: t('mapping.noOutcome') },
                    ...CallOutcome.options.map(id => ({ id, label: t(`outcome.${id}`) })),
                  ]}
                  value={mapping.outcomes[word.toLowerCase()] ?? 'none'}
                  onChange={id => {
                    const outcome = CallOutcome.safeParse(id)
                    change(withOutcome(mapping, word, outcome.success ? outcome.data : undefined))
                  }}
                />
              </Line>
            ))}
          </Words>
        )}
      </div>
    </div>
  )
}

function Words({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h4 className="text-12 text-ink-2">{title}</h4>
      {children}
    </div>
  )
}

function Line({ label, quoted = false, children }: { label: string; quoted?: boolean; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <bdi className={`shrink-0 truncate text-13 ${quoted ? 'w-28 font-strong' : ''}`}>{label}</bdi>
      {children}
    </div>
  )
}
