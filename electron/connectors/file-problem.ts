import type { Problem, ProblemCode } from '#shared/model/problem.ts'

const codes: Record<string, ProblemCode> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  // A name that no file can have: too long, or with a NUL in it.
  ENAMETOOLONG: 'not-found',
  ERR_INVALID_ARG_VALUE: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EISDIR: 'not-recognised',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
}

/** What went wrong when `file` was opened or read, as a value. Never carries the error's own words: they may quote the file. */
export function fileProblem(file: string, error: unknown): Problem {
  const system = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const code = codes[system ?? ''] ?? 'failed'
  return { file, code, ...(code === 'failed' && { detail: system ?? (error instanceof Error ? error.name : 'unknown') }) }
}
