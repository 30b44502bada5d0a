import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { install, mayInstall } from './apt.mjs'
import { run, StepFailed } from './say.mjs'

/** Real servers that the tests start for themselves: name, program, the Debian packages it comes with, its service there. */
const servers = [
  { name: 'Dovecot', program: 'dovecot', packages: ['dovecot-imapd'], service: 'dovecot' },
  { name: 'Prosody', program: 'prosody', packages: ['prosody'], service: 'prosody' },
  { name: 'Kamailio', program: 'kamailio', packages: ['kamailio', 'kamailio-postgres-modules'], service: 'kamailio' },
  { name: 'sipp', program: 'sipp', packages: ['sip-tester'] },
]
/** What the benches measure Hilo against. */
const others = [{ name: 'mbsync', program: 'mbsync', packages: ['isync'] }]
const indexers = [
  { name: 'notmuch', program: 'notmuch', packages: ['notmuch'] },
  { name: 'mu', program: 'mu', packages: ['maildir-utils'] },
]

/** Sees to it that the servers for the tests are here. Fails with what to install where it may not do so itself. */
export function serversForTests() {
  return provide(servers, 'the tests of live sources need')
}

/** The servers that the bench starts, and the program it compares itself with. */
export function serversForBench() {
  return provide([...servers.filter(one => one.program === 'dovecot'), ...others], 'the bench needs')
}

/** The programs that index mail, which the bench compares the import with. */
export function mailIndexersForBench() {
  return provide(indexers, 'the bench needs')
}

async function provide(wanted, need) {
  const missing = wanted.filter(one => !isHere(one.program))
  if (missing.length === 0) return
  const packages = missing.flatMap(one => one.packages)
  const names = missing.map(one => one.name).join(', ')
  const howTo = `Install with: sudo apt install ${packages.join(' ')}`
  if (!(await mayInstall())) throw new StepFailed(`${need} ${names}, not found here.`, howTo)
  const words = await install(packages, names)
  for (const { service } of missing) if (service) await run('systemctl', ['disable', '--now', service], { quiet: true })
  if (!missing.every(one => isHere(one.program))) throw new StepFailed(`apt could not install ${names}.`, `${words}\n      ${howTo}`)
}

/** An ordinary user's PATH does not name the folders that servers lie in. */
function isHere(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/sbin']
  return folders.some(folder => existsSync(join(folder, program)))
}
