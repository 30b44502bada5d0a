import { type Command, commandsNow } from '../commands/registry.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Keys } from '../ui/keys.tsx'
import { Dialog } from '../ui/overlay.tsx'

/** Every shortcut that works in the place at hand, straight from the registry; the nearest first. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame')
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('sheet')} wide>
      <section
        aria-label={t('sheet')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0}
        className="gap-8 rounded-1 two:columns-2"
      >
        {grouped().map(([group, commands]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-12 font-strong text-ink-2">{group}</h3>
            <dl>
              {commands.map(({ id, label, shortcut }) => (
                <div key={id} className="flex min-h-7 items-center justify-between gap-4">
                  <dt className="min-w-0">{label}</dt>
                  <dd>{shortcut && <Keys keys={shortcut} />}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  )
}

function grouped(): [string, Command[]][] {
  const groups = new Map<string, Command[]>()
  const taken = new Set<string>()
  const reachable = commandsNow().filter(({ shortcut }) => shortcut && !taken.has(shortcut) && taken.add(shortcut))
  for (const command of reachable) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  }
  return [...groups]
}
