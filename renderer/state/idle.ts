import { useEffect } from 'react'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { client, forgetAnswers } from '../api/client.ts'

const MINUTE = 60_000
/** How often it is looked, and at most told to other windows, ms. */
const LOOK = 5000

/**
 * Locks the user's own workspace when no window on it was used for as long as the preferences say. Where its key needs no passphrase there is
 * nothing to lock, and nothing happens.
 */
export function useLockWhenIdle(workspace: WorkspaceView | undefined): void {
  const open = workspace?.kind === 'own' && !workspace.needs
  const minutes = open ? workspace.preferences.lockAfter : 0
  useEffect(() => {
    if (minutes === 0) return
    const others = new BroadcastChannel('hilo.used')
    let used = Date.now()
    let told = used
    others.onmessage = () => {
      used = Date.now()
    }
    const note = (): void => {
      used = Date.now()
      if (used - told < LOOK) return
      told = used
      others.postMessage(undefined)
    }
    const look = setInterval(() => {
      if (Date.now() - used < minutes * MINUTE) return
      used = Date.now()
      // Opened without its passphrase it closes.
      void client.workspace.open({ kind: 'own' }).then(forgetAnswers, () => {})
    }, LOOK)
    const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const sign of signs) addEventListener(sign, note, { capture: true, passive: true })
    return () => {
      clearInterval(look)
      others.close()
      for (const sign of signs) removeEventListener(sign, note, { capture: true })
    }
  }, [minutes])
}
