import { useMutation } from '@tanstack/react-query'
import { Download, FileX2, Paperclip, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { AttachmentView, Interaction } from '#shared/contract/timeline.ts'
import type { FileRisk } from '#shared/safety/file-risk.ts'
import { api, client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { saveFile } from '../../../api/save.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { useView } from '../data/view.ts'
import { useDragOut } from './drag-out.ts'

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
  const [asked, setAsked] = useState<FileRisk>()
  const name = visible(file.name) || t('files.unnamed')
  const { risk, handlers } = useDragOut(id, file)
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
    saveFile(path, name)
    setAsked(undefined)
  }
  // What the name does not show, the file's first bytes may.
  const ask = async (): Promise<void> => {
    const { risk } = await client.timeline.fileRisk({ id, position: file.position })
    if (risk === '') await save()
    else setAsked(risk)
  }
  return (
    <>
      <button
        type="button"
        tabIndex={active ? 0 : -1}
        title={t(risk ? 'files.saveOnly' : 'files.save', { name })}
        {...handlers}
        onClick={() => void ask().catch(() => {})}
        className={`${box} group/file bg-canvas hover:border-line-strong`}
      >
        {risk ? (
          <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-amber group-hover/file:hidden" />
        ) : (
          <Paperclip aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-3 group-hover/file:hidden" />
        )}
        <Download aria-hidden size={14} strokeWidth={1.75} className="hidden shrink-0 text-ink-2 group-hover/file:block" />
        <bdi className="truncate">{name}</bdi>
        <span className="tabular shrink-0 text-ink-3">
          {kindOf(file)} {bytes(file.size)}
        </span>
        {risk && <span className="shrink-0 text-ink-2">{t(`risk.short.${risk}`)}</span>}
      </button>
      {asked && (
        <Dialog
          isOpen
          onClose={() => setAsked(undefined)}
          title={t('risk.title')}
          footer={
            <>
              <Button onPress={() => void save().catch(() => {})}>{t('risk.save')}</Button>
              <Button look="primary" onPress={() => setAsked(undefined)}>
                {t('risk.leave')}
              </Button>
            </>
          }
        >
          <p className="mb-2 font-mono text-12 wrap-anywhere">
            <bdi>{name}</bdi>
          </p>
          <p className="leading-read">{t(`risk.${asked}`)}</p>
        </Dialog>
      )}
      {opening.isError && (
        <span role="alert" className="text-12 text-red">
          {failureText(opening.error, problem)}
        </span>
      )}
    </>
  )
}

/** A name as it is: what turns or hides letters is shown by its number. */
function visible(name: string): string {
  return name.replace(/[\p{Cf}\p{Cc}]/gu, sign => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
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
