import type { Api } from 'grammy'
import { GrammyError } from 'grammy'
import { sourceError } from './errors.ts'
import type { File } from './message.ts'
import { rootOf, type Settings } from './settings.ts'

/** What the Bot API gives out at most (https://core.telegram.org/bots/api#getfile), bytes. */
export const LARGEST = 20_000_000
const ATTEMPTS = 3
const PATIENCE = 60_000

/**
 * A file's content; nothing where it is too large, gone, or does not come through after several attempts: one bad file must not hold up
 * all that follows. Throws SourceError when Telegram cannot be reached at all.
 */
export async function fetchFile(
  api: Api,
  settings: Settings,
  token: string,
  { fileId, attachment }: File,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (attachment.size > LARGEST) return undefined
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    let path: string | undefined
    try {
      path = (await api.getFile(fileId)).file_path
    } catch (error) {
      // 400: too large, or no such file any more.
      if (error instanceof GrammyError && error.error_code === 400) return undefined
      throw sourceError(error)
    }
    if (path === undefined || signal.aborted) return undefined
    const content = await download(`${rootOf(settings)}/file/bot${token}/${path}`, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]))
    if (content) return content
  }
  return undefined
}

async function download(url: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url, { signal })
    const { body } = response
    if (!response.ok || !body) {
      await body?.cancel()
      return undefined
    }
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      size += chunk.length
      if (size > LARGEST) return undefined
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return undefined
  }
}
