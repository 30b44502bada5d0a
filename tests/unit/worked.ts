/** What this process has computed since, ms, in all its threads: a machine that stands still, or is busy elsewhere, takes no part in it. */
export function worked(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
