import type { Problem, ProblemCode } from '#shared/model/problem.ts'

const codes: Record<string, ProblemCode> = { ENOENT: 'not-found', ENOTDIR: 'not-found', EACCES: 'no-permission', EPERM: 'no-permission' }

/** What went wrong when `file` was opened or read, as a value. Never carries the error's own words: they may quote the file. */
export function fileProblem(file: string, error: unknown): Problem {
  const system = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (system === undefined) return { file, code: 'failed' }
  return { file, code: codes[system] ?? 'failed', detail: system }
}
