import type { FormField, TestStep } from '#shared/contract/connectors.ts'
import type { LiveConnector, LiveContext, LiveStep, TestContext } from './live.ts'
import type { Outgoing, SendContext, Sent } from './outgoing.ts'
import { SourceError } from './source-error.ts'

/** A live connector whose settings are still unknown data: they are parsed with its schema before each use. */
export interface Source {
  kind: string
  source: string
  form: readonly FormField[]
  identify(settings: unknown): string
  own(settings: unknown): readonly string[]
  /** Undefined where there is no provider to ask. */
  authorize:
    | ((
        context: Pick<LiveContext<unknown>, 'settings' | 'secrets' | 'signal'>,
        open: (url: string) => void | Promise<void>,
      ) => Promise<Record<string, string>>)
    | undefined
  test(context: TestContext<unknown>): AsyncGenerator<TestStep>
  read(context: LiveContext<unknown>): AsyncGenerator<LiveStep>
  /** Undefined where it cannot. */
  send: ((context: SendContext<unknown>, message: Outgoing) => Promise<Sent>) | undefined
}

export function asSource<Settings>(connector: LiveConnector<Settings>): Source {
  const parse = (settings: unknown): Settings => {
    const parsed = connector.schema.safeParse(settings)
    if (parsed.success) return parsed.data
    throw new SourceError('attention', 'settings', parsed.error.issues.map(issue => issue.path.join('.')).join(', '))
  }
  return {
    kind: connector.kind,
    source: connector.source,
    form: connector.form,
    identify: settings => `${connector.kind}:${connector.identify(parse(settings))}`,
    own: settings => connector.own?.(parse(settings)) ?? [],
    authorize:
      connector.authorize &&
      ((context, open) => connector.authorize?.({ ...context, settings: parse(context.settings) }, open) ?? Promise.resolve({})),
    test: context => connector.test({ ...context, settings: parse(context.settings) }),
    read: context => connector.read({ ...context, settings: parse(context.settings) }),
    send:
      connector.send &&
      (async (context, message) => (await connector.send?.({ ...context, settings: parse(context.settings) }, message)) ?? { refused: [] }),
  }
}
