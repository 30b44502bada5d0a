import { Ellipsis, Eraser, FileArchive } from 'lucide-react'
import { useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { popped } from '../../state/place.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlay.tsx'
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
      <Popover label={t('menu')} trigger={<IconButton small icon={Ellipsis} label={t('menu')} placement="left" />}>
        {hide => (
          <div className="-m-2 flex flex-col items-stretch">
            {acts.map(({ what, icon }) => (
              <span key={what} className="flex *:grow *:justify-start">
                <Button
                  look="quiet"
                  icon={icon}
                  onPress={() => {
                    hide()
                    setDialog(what)
                  }}
                >
                  {t(`${what}.open`)}
                </Button>
              </span>
            ))}
          </div>
        )}
      </Popover>
      {dialog === 'export' && <ExportDialog profile={profile} onClose={close} />}
      {dialog === 'erase' && <EraseDialog profile={profile} onClose={close} />}
    </>
  )
}
