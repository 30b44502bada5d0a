import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = new URL('../../../', import.meta.url)
const at = (path: string) => new URL(path, root).pathname

/**
 * Builds the measured process and its threads as the app ships: as sources, every thread would hold a compiler of its own, which is a third of
 * all memory. Returns its entry.
 */
export async function buildSubject(): Promise<URL> {
  const folder = new URL('out/bench/', root)
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['better-sqlite3-multiple-ciphers'] },
    build: {
      ssr: true,
      target: 'node24',
      minify: false,
      outDir: folder.pathname,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          subject: at('tests/bench/mail/subject.ts'),
          'store-worker': at('electron/app/store-worker.ts'),
          'ingest-worker': at('electron/ingest/ingest-worker.ts'),
          'sources-worker': at('electron/supervisor/sources-worker.ts'),
          'parse-worker': at('electron/supervisor/parse-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  })
  return pathToFileURL(new URL('subject.js', folder).pathname)
}
