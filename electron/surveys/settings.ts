import { SurveySettings, usualSurvey } from '#shared/surveys/kinds.ts'
import type { Db } from '../store/database.ts'

export function surveySettings(db: Db): SurveySettings {
  return SurveySettings.safeParse(read(db, 'survey')).data ?? usualSurvey
}

/** `at`, epoch ms: cases that were solved before nobody is asked about by itself. */
export function saveSurveySettings(db: Db, { settings, at }: { settings: SurveySettings; at: number }): void {
  db.transaction(() => {
    write(db, 'survey', settings)
    seenUpTo(db, at)
  }).immediate()
}

/** Up to when solved cases were looked at, epoch ms. */
export function seen(db: Db): number {
  return Number(read(db, 'survey-seen') ?? 0)
}

export function seenUpTo(db: Db, at: number): void {
  write(db, 'survey-seen', at)
}

function read(db: Db, name: string): unknown {
  const value = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name)
  return value === undefined ? undefined : JSON.parse(value)
}

function write(db: Db, name: string, value: unknown): void {
  db.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    name,
    JSON.stringify(value),
  )
}
