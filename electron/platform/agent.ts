import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

/** Who works on this computer: the name of the system's account, as long as there is no team that knows them. Undefined where there is none. */
export function agentName(): string | undefined {
  try {
    return userInfo().username || undefined
  } catch {
    return undefined
  }
}

/**
 * The full name that the system's account carries: the first part of its GECOS field, where there is a passwd file with one (passwd(5)). Undefined
 * where there is none, or none but the account's own name.
 */
export function accountName(): string | undefined {
  try {
    const { username } = userInfo()
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find(one => one.startsWith(`${username}:`))
    const name = line?.split(':')[4]?.split(',')[0]?.trim() ?? ''
    return name === '' || name.toLowerCase() === username.toLowerCase() ? undefined : name
  } catch {
    return undefined
  }
}
