import { randomUUID } from 'node:crypto'

const LIFETIME = 30 * 60_000

/** Tokens between the provider's consent and the saving of the connector. The window only ever sees what stands for them. */
export function createGrants(now: () => number) {
  const kept = new Map<string, { secrets: Record<string, string>; until: number }>()
  const look = (grant: string | undefined) => {
    for (const [id, { until }] of kept) if (until < now()) kept.delete(id)
    return grant === undefined ? undefined : kept.get(grant)?.secrets
  }
  return {
    keep(secrets: Record<string, string>): string {
      const grant = randomUUID()
      kept.set(grant, { secrets, until: now() + LIFETIME })
      return grant
    },
    /** For a test: they stay. */
    secrets: (grant: string | undefined) => look(grant) ?? {},
    /** New values for some. */
    renew(grant: string | undefined, secrets: Record<string, string>): void {
      Object.assign(look(grant) ?? {}, secrets)
    },
    /** For saving: they are gone afterwards. */
    take(grant: string | undefined): Record<string, string> {
      const secrets = look(grant) ?? {}
      if (grant !== undefined) kept.delete(grant)
      return secrets
    },
  }
}
