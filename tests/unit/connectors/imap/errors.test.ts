import { describe, expect, it } from 'vitest'
import { isCertificateError } from '../../../../electron/connectors/certificate.ts'
import { asSourceError } from '../../../../electron/connectors/imap/errors.ts'
import { SourceError } from '../../../../electron/connectors/source-error.ts'

const failed = (clues: Record<string, unknown>, bye?: string) => asSourceError(Object.assign(new Error('x'), clues), bye)

describe('what went wrong, in our words', () => {
  it.each([
    [{ code: 'ENOTFOUND' }, 'retry', 'name-not-found'],
    [{ code: 'EAI_AGAIN' }, 'retry', 'name-not-found'],
    [{ code: 'ECONNREFUSED' }, 'retry', 'refused'],
    [{ code: 'ETIMEDOUT' }, 'retry', 'timed-out'],
    [{ code: 'CONNECT_TIMEOUT' }, 'retry', 'timed-out'],
    [{ code: 'ECONNRESET' }, 'retry', 'dropped'],
    [{ code: 'NoConnection' }, 'retry', 'dropped'],
    [{ code: 'ETHROTTLE', responseStatus: 'BAD', responseText: 'Request is throttled.' }, 'retry', 'throttled'],
    [{ authenticationFailed: true, responseStatus: 'NO', responseText: 'Invalid credentials' }, 'attention', 'login-refused'],
    [{ authenticationFailed: true, responseStatus: 'NO', responseText: 'Too many simultaneous connections.' }, 'retry', 'throttled'],
    [
      { authenticationFailed: true, responseStatus: 'NO', serverResponseCode: 'UNAVAILABLE', responseText: 'Temporary' },
      'retry',
      'server-said-no',
    ],
    [{ authenticationFailed: true, code: 'NoConnection' }, 'retry', 'dropped'],
    [{ authenticationFailed: true, responseStatus: 'NO', serverResponseCode: 'PRIVACYREQUIRED' }, 'attention', 'no-tls'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'attention', 'certificate'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'attention', 'certificate'],
    [{ tlsFailed: true }, 'attention', 'no-tls'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'attention', 'no-tls'],
    [{ responseStatus: 'NO', responseText: 'Mailbox is locked' }, 'retry', 'server-said-no'],
    [{ code: 'ParserError11' }, 'retry', 'bad-answer'],
    [{ code: 'LiteralTooLarge' }, 'retry', 'bad-answer'],
    [{}, 'retry', 'failed'],
  ])('%j is %s %s', (clues, kind, code) => {
    expect(failed(clues)).toMatchObject({ kind, code })
  })

  it('tells throttling by the words of a BYE', () => {
    expect(failed({ code: 'NoConnection' }, 'Account exceeded command or bandwidth limits.')).toMatchObject({ code: 'throttled' })
    expect(failed({ code: 'NoConnection' }, 'Server shutting down.')).toMatchObject({ code: 'dropped', detail: 'Server shutting down.' })
  })

  it('shows the words of the server on one line, short, without addresses', () => {
    const { detail = '' } = failed({ responseStatus: 'NO', responseText: `Mailbox of <ana@example.es>\r\nis  locked ${'x'.repeat(500)}` })
    expect(detail.startsWith('Mailbox of … is locked x')).toBe(true)
    expect(detail.length).toBeLessThanOrEqual(200)
  })

  it('leaves an error that says it already', () => {
    const error = new SourceError('attention', 'folder-missing')
    expect(asSourceError(error)).toBe(error)
  })

  it('knows the names of certificate errors', () => {
    for (const code of [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ]) {
      expect(isCertificateError(code)).toBe(true)
    }
    expect(isCertificateError('ECONNRESET')).toBe(false)
  })
})
