import { hostStore } from '../store/host.ts'

await hostStore(async () => (await import('./procedures.ts')).procedures)
