import { userInfo } from 'node:os'

/** Who works on this computer: the name of the system's account, as long as there is no team that knows them. Undefined where there is none. */
export function agentName(): string | undefined {
  try {
    return userInfo().username || undefined
  } catch {
    return undefined
  }
}
