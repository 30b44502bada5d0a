import type { AnyRouter } from '@orpc/server'
import type { DocumentAnswer } from '../app/ports.ts'

/** What the carriers need of the app: the contract to be called and the documents that its answers point to. */
export interface Served {
  router: AnyRouter
  document(path: string): Promise<DocumentAnswer | undefined>
}
