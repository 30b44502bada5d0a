import { ArchiveRestore } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type FileRefs, fileRefs, pick } from '../../../api/files.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, FileTrigger } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'

/** "I have a backup": the folder it lies in is chosen, then which one it is to be. `first`: there is no workspace yet. */
export function FromFolder({ first = false }: { first?: boolean }) {
  const { t } = useTranslation('safety')
  const [refs, setRefs] = useState<FileRefs>()
  const [copying, setCopying] = useState(false)
  // By the time the window shows something else, what is needed of the copies was read.
  useEffect(() => () => void refs?.cleanup().catch(() => {}), [refs])
  const take = async (files: FileList | null): Promise<void> => {
    if (!files || files.length === 0) return
    setCopying(true)
    await fileRefs(pick([...files])).then(setRefs, () => toast({ text: t('restore.unreadable') }))
    setCopying(false)
  }
  const path = refs?.paths[0]
  return (
    <>
      <FileTrigger acceptDirectory onSelect={files => void take(files)}>
        <Button icon={ArchiveRestore} isDisabled={copying}>
          {t(copying ? 'restore.reading' : 'restore.have')}
        </Button>
      </FileTrigger>
      {path !== undefined && <RestoreDialog from={{ path }} first={first} onClose={() => setRefs(undefined)} />}
    </>
  )
}
