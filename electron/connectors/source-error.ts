/** Why a source stopped. Thrown by `read` and `test`; anything else thrown counts as `retry`. */
export class SourceError extends Error {
  /** retry: the network or the server, it may work later. attention: a person must do something (password, certificate, folder). */
  readonly kind: 'retry' | 'attention'
  readonly code: SourceErrorCode
  /** The server's own words (without addresses or message text), a host name, a fingerprint: shown to the user as it is. */
  readonly detail: string | undefined
  /** Epoch ms: the server asked to be left alone until then. */
  readonly notBefore: number | undefined
  constructor(kind: 'retry' | 'attention', code: SourceErrorCode, detail?: string, notBefore?: number) {
    super(code)
    this.kind = kind
    this.code = code
    this.detail = detail
    this.notBefore = notBefore
  }
}

export type SourceErrorCode =
  | 'name-not-found' // DNS
  | 'refused' // nothing listens there
  | 'timed-out'
  | 'dropped' // the connection ended in the middle
  | 'certificate' // detail: fingerprint and reason
  | 'no-tls'
  | 'login-refused'
  | 'throttled'
  | 'server-said-no' // any other refusal; detail has its words
  | 'folder-missing'
  | 'file-missing'
  | 'no-permission'
  | 'table-missing'
  | 'column-missing'
  | 'bad-answer' // not the protocol we speak
  | 'settings' // detail names the fields
  | 'in-use' // another connector reads the same source
  | 'disk-full'
  | 'failed'
