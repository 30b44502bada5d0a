import { fileURLToPath } from 'node:url'

/** Where `vite build` puts the window, seen from the sources. */
export const windowRoot = fileURLToPath(new URL('../../out/renderer', import.meta.url))
