import { FileDown } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { pick } from '../api/files.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { isDragOut, openInImport } from '../state/files.ts'

/** Files can be dropped anywhere in the window; they open in the import place. */
export function DropTarget({ children }: { children: ReactNode }) {
  const { t } = useTranslation('frame')
  const [over, setOver] = useState(false)
  useEffect(() => {
    const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent): void => {
      if (!bringsFiles(event)) return
      // What takes files itself says so itself.
      const taken = event.target instanceof Element && event.target.closest('[data-takes-files]') !== null
      if (!taken) event.preventDefault()
      const refused = !taken && isDragOut()
      if (refused && event.dataTransfer) event.dataTransfer.dropEffect = 'none'
      setOver(!taken && !refused)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!bringsFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      setOver(false)
      openInImport(pick(event.dataTransfer))
    }
    addEventListener('dragover', onOver)
    addEventListener('dragleave', onLeave)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('dragover', onOver)
      removeEventListener('dragleave', onLeave)
      removeEventListener('drop', onDrop)
    }
  }, [])
  return (
    <>
      {children}
      {over && (
        <div className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center gap-3 rounded-3 border-2 border-dashed border-accent bg-canvas/90 text-18 font-strong">
          <FileDown aria-hidden size={24} strokeWidth={1.5} />
          {t('drop')}
        </div>
      )}
    </>
  )
}
