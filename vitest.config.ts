import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take longest, whatever their size, begin first: none is left to run alone at the end. */
const LONG = /\/(?:kill|faults|accidents|xmpp-faults|imap-faults|bombs|safety|built)\.test\.ts$/

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { long = [], others = [] } = Object.groupBy(await super.sort(files), ({ moduleId }) => (LONG.test(moduleId) ? 'long' : 'others'))
    return [...long, ...others]
  }
}

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/integration/**/*.test.ts'],
    // How long a machine takes is for the benches to say: what waits here gives up only where nothing can come any more.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    sequence: { sequencer: LongestFirst },
    // Most of the long ones wait for servers: three at a time also where there are only two cores.
    maxWorkers: 3,
  },
})
