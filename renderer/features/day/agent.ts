import { useQuery } from '@tanstack/react-query'
import { CircleDot, CircleMinus, Coffee, type LucideIcon, Moon, PencilLine } from 'lucide-react'
import type { AgentState } from '#shared/contract/day/day.ts'
import { api, client, queryClient } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toast } from '../../ui/toast.tsx'
import { AGAIN } from './TimeLeft.tsx'

export const stateIcons: Record<AgentState, LucideIcon> = {
  available: CircleDot,
  busy: CircleMinus,
  break: Coffee,
  'after-contact': PencilLine,
  offline: Moon,
}

export const stateKeys: Record<AgentState, string> = {
  available: 'u a',
  busy: 'u b',
  break: 'u p',
  'after-contact': 'u w',
  offline: 'u o',
}

/** What the agent does now, with the time spent in each state today. */
export function useAgent() {
  return useQuery({ ...api.day.agent.queryOptions(), refetchInterval: AGAIN }).data
}

/** Says what the agent does from now on. */
export function useSetAgent(): (state: AgentState) => void {
  const { t } = useTranslation('day')
  const { t: problem } = useTranslation('problems')
  return state => {
    client.day.setAgent({ state }).then(
      now => {
        queryClient.setQueryData(api.day.agent.queryKey(), now)
        toast({ text: t('agent.now', { state: t(`agent.state.${state}`) }) })
      },
      (error: unknown) => toast({ text: failureText(error, problem) }),
    )
  }
}

/** One key for each state, wherever the window is. */
export function useAgentCommands(): void {
  const { t } = useTranslation('day')
  const set = useSetAgent()
  const command = (state: AgentState) => ({
    id: `agent.${state}`,
    label: t(`agent.set.${state}`),
    group: t('agent.title'),
    shortcut: stateKeys[state],
    run: () => set(state),
  })
  useCommands([command('available'), command('busy'), command('break'), command('after-contact'), command('offline')])
}
