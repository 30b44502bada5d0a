import { agentStates } from '#shared/contract/day/day.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { stateIcons, useAgent } from './agent.ts'
import { spell } from './TimeLeft.tsx'

const MINUTE = 60_000

/** The time spent in each state today, in one line; what takes less than a minute says nothing yet. */
export function AgentTimes() {
  const { t } = useTranslation('day')
  const formats = useFormats()
  const agent = useAgent()
  if (!agent) return null
  const shown = agentStates.filter(state => state === agent.state || (state !== 'offline' && agent.today[state] >= MINUTE))
  return (
    <ul aria-label={t('agent.today')} className="flex flex-wrap gap-x-3 text-12 text-ink-2">
      {shown.map(state => {
        const Icon = stateIcons[state]
        return (
          <li key={state} className={`flex items-center gap-1 ${state === agent.state ? 'font-strong text-ink' : ''}`}>
            <Icon aria-hidden size={12} strokeWidth={2} className="shrink-0" />
            {t(`agent.state.${state}`)}
            {state !== 'offline' && <span className="tabular">{spell(agent.today[state], formats.duration)}</span>}
          </li>
        )
      })}
    </ul>
  )
}
