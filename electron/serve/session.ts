import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const failuresPerMinute = 20

/**
 * Who may talk to `serve`. A launch code travels in the fragment of an address, which browsers keep out of requests and
 * logs, and is exchanged for a token that lives as long as this process.
 */
export class Sessions {
  private codes: { digest: Buffer; once: boolean }[] = []
  private tokens = new Set<string>()
  private failures: number[] = []
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  /** `once`: for a window that is opened by a command, whose arguments other users of the machine can read. */
  issue(once: boolean): string {
    const code = randomBytes(32).toString('base64url')
    this.codes.push({ digest: digest(code), once })
    return code
  }

  /** The token for a code; 'slow-down' after too many wrong ones within a minute. */
  exchange(code: string): string | 'wrong' | 'slow-down' {
    const now = this.now()
    this.failures = this.failures.filter(at => now - at < 60_000)
    if (this.failures.length >= failuresPerMinute) return 'slow-down'
    const given = digest(code)
    const match = this.codes.find(each => timingSafeEqual(each.digest, given))
    if (!match) {
      this.failures.push(now)
      return 'wrong'
    }
    if (match.once) this.codes = this.codes.filter(each => each !== match)
    const token = randomBytes(32).toString('base64url')
    this.tokens.add(digest(token).toString('hex'))
    return token
  }

  /** Looked up by digest, so that the time it takes says nothing about a token. */
  accepts(token: string): boolean {
    return this.tokens.has(digest(token).toString('hex'))
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
