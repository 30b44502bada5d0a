import type { Source } from './sources.ts'

/** Every kind of live source there is a connector for. */
export const sources: Readonly<Record<string, Source>> = Object.fromEntries(([] as Source[]).map(source => [source.kind, source]))
