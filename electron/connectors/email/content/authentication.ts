import type { Mark } from '#shared/model/interaction.ts'

const METHODS = ['spf', 'dkim', 'dmarc'] as const
type Outcome = 'pass' | 'fail' | 'none'

/** RFC 8601 section 2.7: what each result comes to. Errors that may pass say nothing. */
const outcomes: Record<string, Outcome> = {
  pass: 'pass',
  fail: 'fail',
  softfail: 'fail',
  hardfail: 'fail',
  policy: 'fail',
  permerror: 'fail',
  neutral: 'none',
  none: 'none',
  bestguesspass: 'none',
}

/**
 * What the server that took the mail in found out about its sender, as marks (`spf-fail`, `dkim-pass`, ...), from Authentication-Results
 * (RFC 8601). Anybody can write such a header into a mail, so only the first counts, and only where the receiving server wrote it: it
 * stands above every Received, or names (section 5) the site that wrote the top-most one. `headers` in order, keys lower-cased.
 */
export function authenticationMarks(headers: readonly { key: string; value: string }[]): Mark[] {
  const at = headers.findIndex(({ key }) => key === 'authentication-results')
  const found = headers[at]
  if (!found) return []
  const hop = headers.findIndex(({ key }) => key === 'received')
  const { server, results } = parse(found.value)
  if (hop >= 0 && hop < at && !isReceiver(server, headers[hop]?.value ?? '')) return []
  return METHODS.flatMap(method => {
    const said = results.flatMap(result => (result.method === method ? (outcomes[result.result] ?? []) : []))
    const best = (['pass', 'fail', 'none'] as const).find(outcome => said.includes(outcome))
    return best ? [`${method}-${best}` as const] : []
  })
}

/** Without comments and quoted words, which may hold anything. A server that leaves its name out (Exchange Online) begins with a result. */
function parse(value: string): { server: string; results: { method: string; result: string }[] } {
  const parts = bare(value).slice(0, 10_000).toLowerCase().split(';')
  const results = parts.flatMap(part => {
    const [, method = '', result = ''] = /^\s*([a-z-]+)\s*(?:\/\s*\d+\s*)?=\s*([a-z]+)/.exec(part) ?? []
    return method === '' ? [] : [{ method, result }]
  })
  const [first = ''] = parts
  return { server: first.includes('=') ? '' : (first.trim().split(/\s/)[0] ?? ''), results }
}

/** RFC 5322 sections 3.2.2 and 3.2.4: comments nest, and a quoted string holds none. Neither is kept. */
function bare(value: string): string {
  let depth = 0
  let quoted = false
  let kept = ''
  for (let at = 0; at < value.length; at++) {
    const sign = value[at] ?? ''
    if (sign === '\\') {
      at++
      continue
    }
    if (sign === '"' && depth === 0) quoted = !quoted
    if (!quoted && sign === '(') depth++
    if (depth === 0 && !quoted) kept += sign
    if (!quoted && sign === ')' && depth > 0) depth--
  }
  return kept
}

/** RFC 5321 section 4.4: `from ... by <host>`. Servers of one site have the last two labels of their names in common. */
function isReceiver(server: string, received: string): boolean {
  const by = /\bby\s+([\w.-]+)/i.exec(bare(received))?.[1]?.toLowerCase() ?? ''
  if (server === '') return /\.(?:outlook|office365)\.com$/.test(by)
  const site = (host: string) =>
    host
      .split('.')
      .slice(/\.[a-z]{2,3}\.[a-z]{2}$/.test(host) ? -3 : -2)
      .join('.')
  return by.includes('.') && site(server) === site(by)
}
