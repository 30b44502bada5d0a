import type { Ports } from './ports.ts'

/** The worker threads' entries as sources, which plain Node runs as they are. Electron's are built files: see the shell. */
export const sourceWorkers: Ports['workers'] = {
  store: new URL('store-worker.ts', import.meta.url),
  ingest: new URL('../ingest/ingest-worker.ts', import.meta.url),
  sources: new URL('../supervisor/sources-worker.ts', import.meta.url),
  parser: new URL('../supervisor/parse-worker.ts', import.meta.url),
}
