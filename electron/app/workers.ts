import type { Ports } from './ports.ts'

/** Built files lie side by side; the sources are run as they are. */
const built = import.meta.url.endsWith('.js')
const at = (source: string, name: string) => new URL(built ? `${name}.js` : `${source}/${name}.ts`, import.meta.url)

/** The worker threads' entries. */
export const workers: Ports['workers'] = {
  store: at('.', 'store-worker'),
  ingest: at('../ingest', 'ingest-worker'),
  sources: at('../supervisor', 'sources-worker'),
  parser: at('../supervisor', 'parse-worker'),
}
