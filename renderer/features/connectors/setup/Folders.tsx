import type { Finding } from '#shared/contract/connectors.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Checkbox, Segmented } from '../../../ui/choice.tsx'

interface FoldersProps {
  /** Paths; undefined: the usual ones. */
  chosen: readonly string[] | undefined
  onChange: (chosen: string[] | undefined) => void
  /** As the last test found them, with how much is in each; empty before a test. */
  found: readonly Finding[]
}

/** Which folders of a mailbox are read. */
export function Folders({ chosen, onChange, found }: FoldersProps) {
  const { t } = useTranslation('connectors')
  const formats = useFormats()
  const counts = new Map(found.map(({ what, value }) => [what, Number(value)]))
  const usual = found.filter(({ left }) => !left).map(({ what }) => what)
  const paths = [...new Set([...counts.keys(), ...(chosen ?? [])])]
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-13 font-strong">{t('folders.title')}</legend>
      <div>
        <Segmented
          label={t('folders.title')}
          value={chosen ? 'chosen' : 'usual'}
          onChange={value => onChange(value === 'chosen' ? usual : undefined)}
          options={[
            { id: 'usual', label: t('folders.usual') },
            { id: 'chosen', label: t('folders.chosen') },
          ]}
        />
      </div>
      {chosen && paths.length === 0 && <p className="text-12 text-ink-2">{t('folders.later')}</p>}
      {chosen && paths.length > 0 && (
        <ul className="flex max-h-64 flex-col gap-2 overflow-auto py-1 ps-0.5">
          {paths.map(path => {
            const count = counts.get(path)
            return (
              <li key={path} className="flex items-baseline justify-between gap-4">
                <Checkbox
                  isSelected={chosen.includes(path)}
                  onChange={on => onChange(on ? [...chosen, path] : chosen.filter(each => each !== path))}
                >
                  <bdi>{path}</bdi>
                </Checkbox>
                {count !== undefined && Number.isFinite(count) && (
                  <span className="tabular shrink-0 text-12 text-ink-2">{t('folders.count', { count, n: formats.number(count) })}</span>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {chosen?.length === 0 && paths.length > 0 && <p className="text-12 text-ink-2">{t('folders.none')}</p>}
    </fieldset>
  )
}
