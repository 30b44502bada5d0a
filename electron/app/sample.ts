import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSample } from '../sample/index.ts'
import type { Session } from './session.ts'

const SEED = 1

/** The sample's key lies beside it: it protects nobody's data, and no keychain need be asked to look at it. */
export async function sampleKey(folder: string): Promise<Uint8Array> {
  const path = join(folder, 'key')
  try {
    return await readFile(path)
  } catch {
    const key = randomBytes(32)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(path, key, { mode: 0o600 })
    return key
  }
}

/**
 * Fills an empty sample workspace: writes real files and imports them through the same connectors as anybody's, then joins the customers
 * its address book knows by the ordinary merge. Doing it again adds nothing.
 */
export async function fillSample(session: Session, now: number): Promise<void> {
  const folder = join(session.folder, 'files')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const { files, own, region, timeZone, links } = await writeSample(folder, { seed: SEED, now })
  await session.write('setSettings', { own, region, timeZone })
  const reading = { ...(await session.reading()), own, region, timeZone }
  session.importer.start(
    files.map(({ path }) => ({ path })),
    reading,
  )
  await session.importer.idle()
  await session.write('mergeLinked', { links, at: now })
  session.finder.look()
  await session.finder.idle()
}
