import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { noncePlaceholder } from './electron/platform/content.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The window. What runs beside it is built by vite.main.config.ts, and only for Electron. */
export default defineConfig({
  root: 'renderer',
  plugins: [react(), tailwind()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // A data: address would be refused by the page's policy for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
