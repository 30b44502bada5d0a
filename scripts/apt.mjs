import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { run, say } from './say.mjs'

/** Whether this process may install with apt: root on Debian, Ubuntu and relatives. */
export async function mayInstall() {
  return process.platform === 'linux' && process.getuid() === 0 && (await run('apt-get', ['--version'], { quiet: true })).code === 0
}

/** Installs Debian packages and starts none of the services in them. Answers apt's last words. */
export async function install(packages, what) {
  say(`installing ${what} with apt (once, about half a minute) ...`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { quiet: true, env })
  const { output } = await withoutServices(() =>
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { quiet: true, env }),
  )
  return output.trim().split('\n').slice(-3).join('\n      ')
}

/** Package scripts ask this file before they start anything (Debian Policy 9.3.3, invoke-rc.d(8)). A person's own one is kept. */
const policy = '/usr/sbin/policy-rc.d'

async function withoutServices(work) {
  const own = !existsSync(policy)
  if (own) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await work()
  } finally {
    if (own) rmSync(policy)
  }
}
