import { useQuery } from '@tanstack/react-query'
import type { ConnectorView } from '#shared/contract/connectors.ts'
import { api } from '../../../api/client.ts'
import { Bar, Skeleton } from '../../../ui/states.tsx'
import { SetupForm } from './SetupForm.tsx'

/** Adds a connector of a kind, or changes one. */
export function Setup({ kind, connector }: { kind: string; connector?: ConnectorView }) {
  const { data } = useQuery(api.connectors.kinds.queryOptions())
  const form = data?.kinds.find(each => each.kind === kind)?.form
  if (!form) {
    return (
      <Skeleton>
        <div className="mx-auto flex max-w-120 flex-col gap-6 p-8">
          {[50, 100, 100].map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no names
            <Bar key={index} width={width} tall />
          ))}
        </div>
      </Skeleton>
    )
  }
  return <SetupForm kind={kind} form={form} connector={connector} />
}
