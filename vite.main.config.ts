import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Not bundled: Electron brings itself, and the database is native code. */
const external = ['electron', 'better-sqlite3-multiple-ciphers']

const common = { target: 'node24', minify: false, ssr: true, copyPublicDir: false } as const

/** The main process, the command line and their worker threads as ES modules; the preload script as the CommonJS file that a sandboxed window demands. */
export default defineConfig({
  publicDir: false,
  // node-fetch (of grammy) falls back to it where there is no URL in Node; it brings in Node's punycode, which warns in the terminal.
  resolve: { alias: { 'whatwg-url': 'node:url' } },
  build: { outDir: at('out/main') },
  environments: {
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external },
      build: {
        ...common,
        emptyOutDir: true,
        rolldownOptions: {
          input: {
            main: at('electron/shell/main.ts'),
            hilo: at('electron/serve/hilo.ts'),
            start: at('electron/serve/start.ts'),
            'store-worker': at('electron/app/store-worker.ts'),
            'ingest-worker': at('electron/ingest/ingest-worker.ts'),
            'sources-worker': at('electron/supervisor/sources-worker.ts'),
            'parse-worker': at('electron/supervisor/parse-worker.ts'),
          },
          external,
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        ...common,
        emptyOutDir: false,
        rolldownOptions: {
          input: { preload: at('electron/shell/preload.ts') },
          external,
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    async buildApp({ build, environments: { main, preload } }) {
      if (main) await build(main)
      if (preload) await build(preload)
    },
  },
})
