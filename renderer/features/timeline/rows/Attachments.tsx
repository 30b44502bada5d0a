import { useMutation } from '@tanstack/react-query'
import { Download, FileX2, Paperclip } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AttachmentView, Interaction } from '#shared/contract/timeline.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useView } from '../data/view.ts'

/** The files of one interaction: pressed, one is saved. Those that only dress the HTML are left to it. */
export function Attachments({ row, active }: { row: Interaction; active: boolean }) {
  const { t } = useTranslation('timeline')
  const files = row.attachments.filter(file => !(file.inline && row.hasHtml))
  if (files.length === 0) return null
  return (
    <ul aria-label={t('files.label')} className="flex flex-wrap gap-1.5">
      {files.map(file => (
        <li key={file.position} className="max-w-full min-w-0">
          <File id={row.id} file={file} active={active} />
        </li>
      ))}
    </ul>
  )
}

function File({ id, file, active }: { id: number; file: AttachmentView; active: boolean }) {
  const { t } = useTranslation('timeline')
  const { t: problem } = useTranslation('problems')
  const { bytes } = useView().formats
  const opening = useMutation(api.timeline.open.mutationOptions())
  const name = file.name || t('files.unnamed')
  const box = 'flex h-8 max-w-full items-center gap-2 rounded-2 border border-line px-2.5 text-12'
  if (!file.held) {
    return (
      <span className={`${box} border-dashed text-ink-2`}>
        <FileX2 aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-3" />
        <bdi className="truncate">{name}</bdi>
        <span className="shrink-0 text-ink-3">{t('files.absent')}</span>
      </span>
    )
  }
  const save = async (): Promise<void> => {
    const { path } = await opening.mutateAsync({ what: 'attachment', id, position: file.position })
    const link = document.createElement('a')
    link.href = path
    link.download = name
    link.click()
  }
  return (
    <>
      <button
        type="button"
        tabIndex={active ? 0 : -1}
        title={t('files.save', { name })}
        onClick={() => void save().catch(() => {})}
        className={`${box} group/file bg-canvas hover:border-line-strong`}
      >
        <Paperclip aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-3 group-hover/file:hidden" />
        <Download aria-hidden size={14} strokeWidth={1.75} className="hidden shrink-0 text-ink-2 group-hover/file:block" />
        <bdi className="truncate">{name}</bdi>
        <span className="tabular shrink-0 text-ink-3">
          {kindOf(file)} {bytes(file.size)}
        </span>
      </button>
      {opening.isError && (
        <span role="alert" className="text-12 text-red">
          {failureText(opening.error, problem)}
        </span>
      )}
    </>
  )
}

/** "PDF" from `application/pdf`, else the name's ending. */
function kindOf({ name, type }: AttachmentView): string {
  const ending =
    /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ??
    type
      .split('/')[1]
      ?.split(/[.+;-]/)
      .at(-1) ??
    ''
  return ending.toUpperCase()
}
