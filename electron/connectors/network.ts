import type { SourceErrorCode } from './source-error.ts'

/** What Node calls a failure of the network or the name service (`os.constants.errno`, `dns` documentation) -> what we call it. */
const codes: Readonly<Record<string, SourceErrorCode>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  EAI_FAIL: 'name-not-found',
  EAI_NODATA: 'name-not-found',
  EAI_NONAME: 'name-not-found',
  ENODATA: 'name-not-found',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  ESOCKETTIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'timed-out',
  ENETUNREACH: 'timed-out',
  EHOSTDOWN: 'timed-out',
  ENETDOWN: 'dropped',
  ECONNRESET: 'dropped',
  ECONNABORTED: 'dropped',
  EPIPE: 'dropped',
  ERR_STREAM_PREMATURE_CLOSE: 'dropped',
}

/** All of them may pass by themselves. Undefined: it is no failure of the network. */
export function networkFailure(code: string): SourceErrorCode | undefined {
  return codes[code]
}
