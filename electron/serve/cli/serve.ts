import { existsSync } from 'node:fs'
import { windowRoot } from '../../platform/built.ts'
import { openLastWorkspace, takePassphrase } from '../../platform/launch.ts'
import { serve } from '../http.ts'
import { openWindowApp } from '../open-app.ts'
import { Failure } from './failure.ts'
import { words } from './words.ts'

/** `serve --port N`: prints an address for each window (`{address}` with --json) and runs until a signal ends it. */
export async function serveWindow(folder: string, port: number, json: boolean): Promise<number> {
  if (!existsSync(windowRoot)) throw new Failure(words.notBuilt)
  const opened = openWindowApp(folder, takePassphrase())
  // The window loads while its workspace opens.
  void openLastWorkspace(opened.app, opened.ports.preferences)
  try {
    const running = await serve({ app: opened.app, folder, root: windowRoot, port, log: opened.ports.log }).catch(error => {
      throw error.code === 'EADDRINUSE' ? new Failure(words.portTaken(String(port))) : error
    })
    running.showAddresses(
      address => void process.stdout.write(json ? `${JSON.stringify({ address })}\n` : `${words.openAddress(address)}\n`),
    )
    await new Promise(resolve => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
    })
    await running.close()
    return 0
  } finally {
    await opened.app.close()
  }
}
