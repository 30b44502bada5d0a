import { Button } from 'react-aria-components'
import { agentStates } from '#shared/contract/day/day.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Keys } from '../../ui/keys.tsx'
import { Popover } from '../../ui/overlay.tsx'
import { stateIcons, stateKeys, useAgent, useAgentCommands, useSetAgent } from './agent.ts'
import { spell } from './TimeLeft.tsx'

/** What the agent does now, in the rail; opens to all states with today's times and their keys. */
export function AgentMenu() {
  const { t } = useTranslation('day')
  const formats = useFormats()
  const agent = useAgent()
  const set = useSetAgent()
  useAgentCommands()
  if (!agent) return null
  const Now = stateIcons[agent.state]
  return (
    <Popover
      label={t('agent.title')}
      trigger={
        <Button
          aria-label={t('agent.button', { state: t(`agent.state.${agent.state}`) })}
          className={`flex size-9 items-center justify-center rounded-2 data-[hovered]:bg-hover ${agent.state === 'available' ? 'text-accent' : 'text-ink-2'}`}
        >
          <Now aria-hidden size={18} strokeWidth={1.75} />
        </Button>
      }
    >
      {close => (
        <ul className="-m-1 flex w-64 flex-col">
          {agentStates.map(state => {
            const Icon = stateIcons[state]
            return (
              <li key={state}>
                <Button
                  aria-pressed={state === agent.state}
                  onPress={() => {
                    close()
                    set(state)
                  }}
                  className={`flex h-8 w-full items-center gap-2 rounded-1 px-2 text-13 data-[focus-visible]:bg-hover data-[hovered]:bg-hover ${state === agent.state ? 'font-strong' : ''}`}
                >
                  <Icon aria-hidden size={14} strokeWidth={2} className="shrink-0 text-ink-2" />
                  <span className="grow text-start">{t(`agent.state.${state}`)}</span>
                  {state !== 'offline' && agent.today[state] > 0 && (
                    <span className="tabular text-12 text-ink-2">{spell(agent.today[state], formats.duration)}</span>
                  )}
                  <Keys keys={stateKeys[state]} />
                </Button>
              </li>
            )
          })}
        </ul>
      )}
    </Popover>
  )
}
