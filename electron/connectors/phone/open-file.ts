import { open } from 'node:fs/promises'
import type { Check } from '../connector.ts'
import { fileProblem } from '../file-problem.ts'

const CHUNK = 64 * 1024

/** Whether a file can be opened and has anything in it. */
export async function checkFile(path: string): Promise<Check> {
  try {
    await using handle = await open(path)
    const { bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, 0)
    return bytesRead > 0 ? { ok: true } : { ok: false, problem: { file: path, code: 'empty' } }
  } catch (error) {
    return { ok: false, problem: fileProblem(path, error) }
  }
}

/** A file's bytes, 64 KB at a time. Throws what the system throws. Ends early when `signal` is aborted. */
export async function* readBytes(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  await using handle = await open(path)
  while (!signal.aborted) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

/** What can be known of a file without reading it all: its size, its first and its last bytes. */
export interface FileEnds {
  size: number
  head: Uint8Array
  tail: Uint8Array
}

export async function readEnds(path: string, headBytes: number, tailBytes: number): Promise<FileEnds> {
  await using handle = await open(path)
  const { size } = await handle.stat()
  const part = async (length: number, at: number) => {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  }
  return { size, head: await part(headBytes, 0), tail: await part(Math.min(size, tailBytes), Math.max(0, size - tailBytes)) }
}
