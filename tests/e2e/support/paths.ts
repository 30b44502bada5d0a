import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export const commandLine = at('out/main/hilo.js')
export const builtMain = at('out/main/main.js')
/** A data folder with a filled sample workspace, made once per run and copied for each test. */
export const sampleTemplate = at('out/e2e/sample')
/** Ms the clock is set back for the sample; the same in every process of one run. */
export const sampleBack = Number(process.env.SAMPLE_CLOCK_BACK ?? 0)
export const looks = at('out/looks')
export const root = at('')
