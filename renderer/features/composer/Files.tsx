import { Paperclip, X } from 'lucide-react'
import { type AttachedFile, MOST_PASTED } from '#shared/contract/replies.ts'
import { client } from '../../api/client.ts'
import { fileRefs, type Picked, pick, UploadError } from '../../api/files.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { IconButton } from '../../ui/button.tsx'

/** Keeps copies of what was chosen, dropped or pasted. Rejects with UploadError, or as the call does. */
export async function attach(picked: Picked): Promise<AttachedFile[]> {
  const { paths, cleanup } = await fileRefs(picked)
  try {
    const attached: AttachedFile[] = []
    for (const path of paths) {
      const name = path.split(/[\\/]/).at(-1) || 'file'
      const type = picked.files.find(file => file.name === name)?.type || 'application/octet-stream'
      attached.push(await client.replies.attach({ path, name, type }))
    }
    return attached
  } finally {
    await cleanup().catch(() => {})
  }
}

/**
 * Keeps copies of what was pasted. It lies nowhere, so the app on the desktop is handed it whole; and every picture of a clipboard is called
 * `image.png`, so each gets a name that no other has. Rejects with UploadError, or as the call does.
 */
export async function attachPasted(pasted: readonly File[], taken: readonly string[]): Promise<AttachedFile[]> {
  const attached: AttachedFile[] = []
  for (const file of pasted) {
    const name = freeName(file.name || 'file', [...taken, ...attached.map(one => one.name)])
    if (!window.hilo) attached.push(...(await attach(pick([new File([file], name, { type: file.type })]))))
    else {
      if (file.size > (MOST_PASTED / 4) * 3) throw new UploadError('unreadable', name)
      const type = file.type || 'application/octet-stream'
      attached.push(await client.replies.attach({ name, type, content: base64(new Uint8Array(await file.arrayBuffer())) }))
    }
  }
  return attached
}

function freeName(name: string, taken: readonly string[]): string {
  const dot = name.lastIndexOf('.')
  const [stem, end] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let count = 1; ; count++) {
    const free = count === 1 ? name : `${stem}-${count}${end}`
    if (!taken.includes(free)) return free
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}

/** What goes along. */
export function Files({ files, onRemove }: { files: readonly AttachedFile[]; onRemove: (id: string) => void }) {
  const { t } = useTranslation('replies')
  const formats = useFormats()
  if (files.length === 0) return null
  return (
    <ul aria-label={t('files')} className="flex flex-wrap gap-1.5 px-4 py-1">
      {files.map(({ id, name, size }) => (
        <li key={id} className="flex max-w-full min-w-0 items-center gap-1.5 rounded-2 border border-line ps-2 text-12">
          <Paperclip aria-hidden size={12} className="shrink-0 text-ink-3" />
          <bdi className="truncate">{name}</bdi>
          <span className="tabular shrink-0 text-ink-3">{formats.bytes(size)}</span>
          <IconButton small icon={X} label={t('file.remove', { name })} onPress={() => onRemove(id)} />
        </li>
      ))}
    </ul>
  )
}
