import { Cable, FolderInput, FolderOpen, type LucideIcon, Search, Settings, Sun, UserRoundSearch, Users } from 'lucide-react'
import { Fragment } from 'react'
import { Button } from 'react-aria-components'
import { FailedMark } from '../features/composer/FailedMark.tsx'
import { AttentionMark } from '../features/connectors/AttentionMark.tsx'
import { AgentMenu } from '../features/day/AgentMenu.tsx'
import { DayMark } from '../features/day/DayMark.tsx'
import { RailMark } from '../features/import/RailMark.tsx'
import { OpenMark } from '../features/suggestions/OpenMark.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { goTo, goToCustomers, type Place } from '../state/place.ts'
import { Tip } from '../ui/tip.tsx'

interface PlaceEntry {
  id: Place['at']
  icon: LucideIcon
  shortcut: string
  go: () => void
}

export const places: readonly PlaceEntry[] = [
  { id: 'day', icon: Sun, shortcut: 'g d', go: () => goTo({ at: 'day' }) },
  { id: 'customers', icon: Users, shortcut: 'g c', go: goToCustomers },
  { id: 'cases', icon: FolderOpen, shortcut: 'g a', go: () => goTo({ at: 'cases' }) },
  { id: 'search', icon: Search, shortcut: 'g s', go: () => goTo({ at: 'search' }) },
  { id: 'suggestions', icon: UserRoundSearch, shortcut: 'g u', go: () => goTo({ at: 'suggestions' }) },
  { id: 'import', icon: FolderInput, shortcut: 'g i', go: () => goTo({ at: 'import' }) },
  { id: 'connectors', icon: Cable, shortcut: 'g k', go: () => goTo({ at: 'connectors' }) },
  { id: 'settings', icon: Settings, shortcut: 'g ,', go: () => goTo({ at: 'settings' }) },
]

/** The places, at the left edge; along the bottom of a narrow window. The agent's menu has its room before it is there: a press must not miss. */
export function Rail({ at }: { at: Place['at'] }) {
  const { t } = useTranslation('frame')
  return (
    <nav
      aria-label={t('places')}
      data-pane
      className="flex shrink-0 flex-col items-center gap-1 border-e border-line bg-rail py-2 two:w-12 max-two:flex-row max-two:justify-around max-two:border-e-0 max-two:border-t max-two:py-1"
    >
      {places.map(({ id, icon: Icon, shortcut, go }) => (
        <Fragment key={id}>
          {id === 'settings' && (
            <div className="flex min-w-9 two:mt-auto">
              <AgentMenu />
            </div>
          )}
          <div className="relative flex flex-col items-center">
            <Tip text={t(`place.${id}`)} shortcut={shortcut} placement="right">
              <Button
                aria-label={t(`place.${id}`)}
                {...(at === id && { 'aria-current': 'page', 'data-pane-focus': true })}
                onPress={go}
                className={`flex size-9 items-center justify-center rounded-2 ${at === id ? 'bg-selected text-link' : 'text-ink-2 data-[hovered]:bg-hover data-[hovered]:text-ink'}`}
              >
                <Icon aria-hidden size={18} strokeWidth={1.75} />
              </Button>
            </Tip>
            {id === 'day' && <DayMark />}
            {id === 'suggestions' && <OpenMark />}
            {id === 'import' && <RailMark />}
            {id === 'customers' && <FailedMark />}
            {id === 'connectors' && <AttentionMark />}
          </div>
        </Fragment>
      ))}
    </nav>
  )
}
