import { Eraser, FileArchive } from 'lucide-react'
import { useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { popped } from '../../state/place.ts'
import { ActMenu } from '../../ui/overlay.tsx'
import { EraseDialog } from './erase/EraseDialog.tsx'
import { ExportDialog } from './export/ExportDialog.tsx'

const all = [
  { what: 'export', icon: FileArchive },
  { what: 'erase', icon: Eraser },
] as const

/** A customer's own window closes when they are gone, and would take the receipt with it. */
const acts = popped ? all.slice(0, 1) : all

/** What the law lets a customer ask for: everything of theirs as a file, or gone. */
export function PrivacyMenu({ profile }: { profile: Profile }) {
  const { t } = useTranslation('safety')
  const [dialog, setDialog] = useState<(typeof all)[number]['what']>()
  const close = (): void => setDialog(undefined)
  const { name } = profile
  useCommands(
    acts.map(({ what }) => ({
      id: `privacy.${what}`,
      label: t(`${what}.command`, { name }),
      group: t('group'),
      run: () => setDialog(what),
    })),
  )
  return (
    <>
      <ActMenu label={t('menu')} acts={acts.map(({ what, icon }) => ({ label: t(`${what}.open`), icon, run: () => setDialog(what) }))} />
      {dialog === 'export' && <ExportDialog profile={profile} onClose={close} />}
      {dialog === 'erase' && <EraseDialog profile={profile} onClose={close} />}
    </>
  )
}
