import { problemText } from '#shared/i18n/problems.ts'
import { CsvField } from '#shared/model/csv-mapping.ts'
import type { Problem } from '#shared/model/problem.ts'
import { useLanguage, useTranslation } from '../../i18n/use-translation.ts'

/** A problem as a sentence in the language shown; columns are called by their meaning. */
export function useReason(): (problem: Problem) => string {
  const { t } = useTranslation('import')
  const language = useLanguage()
  return ({ code, detail }) => {
    const field = CsvField.safeParse(detail)
    const named = field.success ? t(`field.${field.data}`) : detail
    return problemText({ code, ...(named !== undefined && { detail: named }) }, language)
  }
}

/** The last part of a path, on any system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
