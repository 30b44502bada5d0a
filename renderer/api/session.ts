const KEY = 'hilo.token'
/** Launch code and token that were sent but not yet answered. */
const PENDING = 'hilo.opening'

/** The token of this window's session with `serve`; absent when it was never opened from a launch address. */
export function sessionToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined
}

/**
 * Registers a token of this window's own with the launch code in the address, and takes the code out of address and history first.
 * A reload before the answer finds both still there and asks again.
 */
export async function openSession(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code) {
    sessionStorage.setItem(PENDING, `${code} ${newToken()}`)
    history.replaceState(null, '', location.pathname)
  }
  const pending = sessionStorage.getItem(PENDING)
  if (!pending) return
  const answer = await fetch('/session', { method: 'POST', body: pending })
  if (answer.ok) sessionStorage.setItem(KEY, pending.slice(pending.indexOf(' ') + 1))
  sessionStorage.removeItem(PENDING)
}

/** 32 random bytes, in base64url. */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Whether the session is over: `serve` was started again and knows this token no more. False when it cannot be reached. */
export async function sessionIsOver(): Promise<boolean> {
  const token = sessionToken()
  if (!token) return true
  try {
    // Forgets an upload that never was: the cheapest request that needs a session.
    const answer = await fetch(`/upload?batch=${crypto.randomUUID()}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
    return answer.status === 401
  } catch {
    return false
  }
}
