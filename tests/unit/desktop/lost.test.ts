import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { StoreProcedures } from '../../../electron/app/procedures.ts'
import { workers } from '../../../electron/app/workers.ts'
import { openStoreThread } from '../../../electron/store/client.ts'

/** A store's thread that says it is open and falls over at the first question. */
const falling = `
  import { parentPort } from 'node:worker_threads'
  parentPort.postMessage({ opened: true })
  parentPort.on('message', () => { throw new Error('out of memory') })`

test('a thread of the store that falls over is told once, and what was asked of it is refused', async () => {
  const lost: string[] = []
  const options = { folder: '/nowhere', key: new Uint8Array(32), readonly: false }
  const url = new URL(`data:text/javascript,${encodeURIComponent(falling)}`)
  const fallen = Promise.withResolvers<void>()
  const thread = await openStoreThread<StoreProcedures>(url, options, () => {
    lost.push('lost')
    fallen.resolve()
  })
  await expect(thread.call('counts')).rejects.toThrow()
  await fallen.promise
  await expect(thread.call('counts')).rejects.toThrow()
  expect(lost).toEqual(['lost'])
})

test('one that was closed is not missed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-lost-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const lost: string[] = []
  const options = { folder, key: new Uint8Array(32).fill(7), readonly: false }
  const thread = await openStoreThread<StoreProcedures>(workers.store, options, () => lost.push('lost'))
  expect(await thread.call('counts')).toMatchObject({ interactions: 0 })
  await thread.close()
  const other = await openStoreThread<StoreProcedures>(workers.store, options, () => lost.push('lost'))
  await other.terminate()
  expect(lost).toEqual([])
})
