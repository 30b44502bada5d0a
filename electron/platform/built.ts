import { fileURLToPath } from 'node:url'

/** Where `vite build` puts the window, seen from the built files beside it and from the sources. */
export const windowRoot = fileURLToPath(new URL(import.meta.url.endsWith('.js') ? '../renderer' : '../../out/renderer', import.meta.url))
