import { sessionToken } from './session.ts'

/** A dropped or chosen file with its place inside the dropped folder (`a.eml`, `mail/cur/1:2,S`). */
interface Placed {
  file: File
  path: string
}

/** What was dropped or chosen, ready for `fileRefs`. Take it at once: a DataTransfer empties itself when its event ends. */
export interface Picked {
  files: File[]
  entries: FileSystemEntry[]
  /** Files that the system handed over, by their full paths. */
  paths?: string[]
}

export function pick(source: DataTransfer | readonly File[]): Picked {
  if (!(source instanceof DataTransfer)) return { files: [...source], entries: [] }
  const entries = [...source.items].flatMap(item => item.webkitGetAsEntry() ?? [])
  return { files: [...source.files], entries }
}

export interface FileRefs {
  /** As the main process can read them: what was picked, folders as folders. */
  paths: string[]
  /** Deletes the copies, if any were made. To be called when nobody needs `paths` any more. */
  cleanup: () => Promise<void>
}

/** Why files could not be handed over; `file` is the name of the one at fault. */
export class UploadError extends Error {
  readonly reason: 'disk-full' | 'bad-name' | 'unreadable' | 'connection' | 'cancelled'
  readonly file: string

  constructor(reason: UploadError['reason'], file: string) {
    super(reason)
    this.reason = reason
    this.file = file
  }
}

interface Options {
  signal?: AbortSignal
  /** Bytes; only called when files have to be copied. */
  onProgress?: (done: number, total: number) => void
}

/** Paths for what was picked: in Electron the files' own, in a browser those of copies. Rejects with UploadError. */
export async function fileRefs(picked: Picked, options: Options = {}): Promise<FileRefs> {
  if (picked.paths) return { paths: picked.paths, cleanup: async () => {} }
  const { hilo } = window
  if (hilo) return { paths: [...new Set(picked.files.map(file => pickedPath(hilo.pathFor(file), file)))], cleanup: async () => {} }

  const batch = crypto.randomUUID()
  const cleanup = (): Promise<void> => forgetBatch(batch)
  rememberBatches([...uploadedBatches(), batch])
  try {
    const placed = unique(picked.entries.length > 0 ? await walk(picked.entries) : chosen(picked.files))
    const total = placed.reduce((sum, { file }) => sum + file.size, 0)
    const tops = new Set<string>()
    let before = 0
    for (const each of placed) {
      tops.add(await put(batch, each, options.signal, sent => options.onProgress?.(before + sent, total)))
      before += each.file.size
    }
    return { paths: [...tops], cleanup }
  } catch (error) {
    await cleanup().catch(() => {})
    throw error
  }
}

/** A folder chosen in a dialog comes file by file: the folder itself is what was chosen. */
function pickedPath(path: string, { webkitRelativePath }: File): string {
  const below = webkitRelativePath.split('/').length - 1
  return below > 0
    ? path
        .split(/[\\/]/)
        .slice(0, -below)
        .join(path.includes('\\') ? '\\' : '/')
    : path
}

/** Batches this tab copied and has not deleted, also by a page before this one: a reload forgets everything else. */
export function uploadedBatches(): string[] {
  return sessionStorage.getItem('hilo.uploads')?.split(' ').filter(Boolean) ?? []
}

function rememberBatches(batches: string[]): void {
  sessionStorage.setItem('hilo.uploads', batches.join(' '))
}

export async function forgetBatch(batch: string): Promise<void> {
  await fetch(`/upload?batch=${batch}`, { method: 'DELETE', headers: authorization() })
  rememberBatches(uploadedBatches().filter(each => each !== batch))
}

function authorization(): Record<string, string> {
  return { authorization: `Bearer ${sessionToken() ?? ''}` }
}

/** Files from a dialog; those of a chosen folder carry their path in it. */
function chosen(files: readonly File[]): Placed[] {
  return files.map(file => ({ file, path: file.webkitRelativePath || file.name }))
}

/** Two files of one name from different folders must both go in: the later gets a number. */
function unique(placed: Placed[]): Placed[] {
  const taken = new Set<string>()
  return placed.map(({ file, path }) => {
    let free = path
    for (let number = 2; taken.has(free); number += 1) free = path.replace(/(\.[^./]*)?$/, ` (${number})$1`)
    taken.add(free)
    return { file, path: free }
  })
}

async function walk(entries: readonly FileSystemEntry[]): Promise<Placed[]> {
  const found: Placed[] = []
  for (const entry of entries) {
    if (entry instanceof FileSystemFileEntry) found.push({ file: await fileOf(entry), path: entry.fullPath.replace(/^\//, '') })
    else if (entry instanceof FileSystemDirectoryEntry) found.push(...(await walk(await children(entry))))
  }
  return found
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, () => reject(new UploadError('unreadable', entry.name))))
}

/** A reader gives at most 100 entries a time and an empty list at the end. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, () => reject(new UploadError('unreadable', folder.name))),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** Copies one file and answers with the path of what was dropped: the file, or the folder it lies in. XHR, because fetch tells no progress. */
function put(batch: string, { file, path }: Placed, signal: AbortSignal | undefined, onSent: (bytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = (reason: UploadError['reason']): void => reject(new UploadError(reason, file.name))
    const abort = (): void => request.abort()
    if (signal?.aborted) {
      fail('cancelled')
      return
    }
    signal?.addEventListener('abort', abort, { once: true })
    request.open('PUT', `/upload?${new URLSearchParams({ batch, path })}`)
    for (const [name, value] of Object.entries(authorization())) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', event => onSent(event.loaded))
    request.addEventListener('abort', () => fail('cancelled'))
    request.addEventListener('error', () => fail('connection'))
    request.addEventListener('load', () => {
      if (request.status === 200) resolve(String(JSON.parse(request.responseText).top))
      else fail(request.status === 507 ? 'disk-full' : request.status === 400 || request.status === 409 ? 'bad-name' : 'connection')
    })
    request.addEventListener('loadend', () => signal?.removeEventListener('abort', abort))
    request.send(file)
  })
}
