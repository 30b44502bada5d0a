import type { AnyRouter } from '@orpc/server'
import type { CallSignal } from '#shared/model/call.ts'
import type { DocumentAnswer } from '../app/ports.ts'

/** What the carriers need of the app: the contract to be called and the documents that its answers point to. */
export interface Served {
  router: AnyRouter
  document(path: string): Promise<DocumentAnswer | undefined>
}

/** Somebody follows an answer link. `form`: what they sent. */
export interface SurveyVisit {
  token: string
  /** As the visitor's browser calls this computer, and whether that is its loopback address. */
  host: string
  local: boolean
  form?: URLSearchParams
}

/** Who shows and keeps what answer links of surveys are for: see App.survey. */
export interface AnswersSurveys {
  survey(visit: SurveyVisit): Promise<DocumentAnswer | undefined>
}

/** Whom phones tell of calls: see App.call. */
export interface TakesCalls {
  call(signal: CallSignal, token?: string): Promise<'taken' | 'refused' | 'locked'>
}
