import { arch, cpus, freemem, release, totalmem } from 'node:os'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { ConnectorState } from '#shared/contract/connectors.ts'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import type { DesktopSettings } from '#shared/desktop/calls.ts'
import type { Log } from '../platform/log.ts'

export interface Diagnosed {
  version: string
  workspace: WorkspaceView
  settings: DesktopSettings
  connectors: { kind: string; state: ConnectorState['state']; code?: string }[]
  log: Log | undefined
  /** Epoch ms. */
  at: number
}

const readme = `What Hilo tells of itself, for those who help. Open every file and read it before you send it: all are plain text.

about.json      the versions of Hilo and of what it runs on, and how much memory there is
workspace.json  how much is in the workspace, as numbers; which kinds of sources are connected and how they do
settings.json   how Hilo is set on this computer
logs            what Hilo did and what failed, as codes

There is no message in it, no name, address or number of anybody, no password and no key.
`

/** A zip of text files with nothing of any customer: numbers, versions and codes. */
export async function diagnosticsZip({ version, workspace, settings, connectors, log, at }: Diagnosed): Promise<Buffer> {
  const { kind, needs, customers, waiting, interactions, byChannel } = workspace
  const { language, theme, density, lockAfter } = workspace.preferences
  const about = {
    hilo: version,
    node: process.versions.node,
    electron: process.versions.electron,
    chrome: process.versions.chrome,
    system: `${process.platform} ${release()} ${arch()}`,
    processors: cpus().length,
    memory: { total: totalmem(), free: freemem(), used: process.memoryUsage.rss() },
    upFor: Math.round(process.uptime()),
    at: new Date(at).toISOString(),
  }
  const zip = new ZipFile()
  const add = (name: string, content: string | Buffer): void =>
    zip.addBuffer(Buffer.from(content), name, { mtime: new Date(at), mode: 0o600 })
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
  add('README.txt', readme)
  add('about.json', json(about))
  add('workspace.json', json({ kind, needs, customers, waiting, interactions, byChannel, connectors }))
  add('settings.json', json({ language, theme, density, lockAfter, ...settings }))
  for (const { name, content } of log?.files() ?? []) add(`logs/${name}`, content)
  zip.end()
  return buffer(zip.outputStream)
}
