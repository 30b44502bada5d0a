import { type Assigned, assignCases } from '../cases/assign.ts'
import type { Db } from '../store/database.ts'
import { recogniseAnswers } from './record.ts'

/** As `assignCases`, after the answers to surveys were told from new words in a case. */
export function placeInteractions(db: Db, options: { now: number; limit: number }): Assigned {
  return db
    .transaction(() => {
      const answers = recogniseAnswers(db, options)
      const { left, customers } = assignCases(db, options)
      return { left, customers: [...new Set([...answers.customers, ...customers])] }
    })
    .immediate()
}
