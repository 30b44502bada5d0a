import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const failuresPerMinute = 20

/** 32 random bytes, in base64url. */
const tokenForm = /^[\w-]{43}$/

/**
 * Who may talk to `serve`. A launch code travels in the fragment of an address, which browsers keep out of requests and
 * logs. With it a window registers the token that it made itself; that lives as long as this process.
 */
export class Sessions {
  private codes: { digest: Buffer; used: () => void; usedBy?: string }[] = []
  private tokens = new Set<string>()
  private failures: number[] = []
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  /**
   * A code lets one window in: other users of the machine can read the arguments of the command that opens it, and browsers keep the addresses that
   * were opened in their history. `used`: it did.
   */
  issue(used: () => void = () => {}): string {
    const code = randomBytes(32).toString('base64url')
    this.codes.push({ digest: digest(code), used })
    return code
  }

  /**
   * Lets the bearer of `token` in for a code. It goes on working for the token it let in: a window that was reloaded before
   * the answer came asks again. 'slow-down' after too many wrong codes within a minute.
   */
  register(code: string, token: string): 'open' | 'wrong' | 'slow-down' {
    const now = this.now()
    this.failures = this.failures.filter(at => now - at < 60_000)
    if (this.failures.length >= failuresPerMinute) return 'slow-down'
    const given = digest(code)
    const bearer = digest(token).toString('hex')
    const match = this.codes.find(each => timingSafeEqual(each.digest, given))
    if (!match || !tokenForm.test(token) || (match.usedBy !== undefined && match.usedBy !== bearer)) {
      this.failures.push(now)
      return 'wrong'
    }
    const isFirst = match.usedBy === undefined
    match.usedBy = bearer
    this.tokens.add(bearer)
    if (isFirst) match.used()
    return 'open'
  }

  /** Looked up by digest, so that the time it takes says nothing about a token. */
  accepts(token: string): boolean {
    return this.tokens.has(digest(token).toString('hex'))
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
