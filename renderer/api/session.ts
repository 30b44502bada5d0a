const KEY = 'hilo.token'

/** The token of this window's session with `serve`; absent when it was never opened from a launch address. */
export function sessionToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined
}

/** Exchanges the launch code in the address, if there is one, for a token, and takes the code out of address and history first. */
export async function openSession(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (!code) return
  history.replaceState(null, '', location.pathname)
  const answer = await fetch('/session', { method: 'POST', body: code })
  if (answer.ok) sessionStorage.setItem(KEY, await answer.text())
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
