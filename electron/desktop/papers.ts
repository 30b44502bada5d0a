import { randomBytes } from 'node:crypto'
import type { DocumentAnswer } from '../app/ports.ts'

const LIFETIME = 60_000

/** One-time paths for what is made here to be printed or saved. A paper is taken once, within a minute. */
export function createPapers(now: () => number) {
  const papers = new Map<string, { answer: DocumentAnswer; until: number }>()
  return {
    offer(answer: DocumentAnswer): string {
      for (const [path, { until }] of papers) if (until < now()) papers.delete(path)
      const path = `/doc/${randomBytes(24).toString('base64url')}`
      papers.set(path, { answer, until: now() + LIFETIME })
      return path
    },
    take(path: string): DocumentAnswer | undefined {
      const paper = papers.get(path)
      papers.delete(path)
      return paper && paper.until >= now() ? paper.answer : undefined
    },
  }
}

export type Papers = ReturnType<typeof createPapers>
