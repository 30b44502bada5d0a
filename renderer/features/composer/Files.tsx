import { Paperclip, X } from 'lucide-react'
import type { AttachedFile } from '#shared/contract/replies.ts'
import { client } from '../../api/client.ts'
import { fileRefs, type Picked } from '../../api/files.ts'
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
