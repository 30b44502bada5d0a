import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { UserRoundSearch } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useShallow } from 'zustand/react/shallow'
import type { CustomerCursor } from '#shared/contract/customers.ts'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import type { Channel } from '#shared/model/interaction.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { ChannelMark, useChannelWord } from '../../ui/channel.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Bar, Empty, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { tipOf } from '../../ui/tip.tsx'
import { SegmentChip, SegmentMenu } from '../profile/segments/SegmentMenu.tsx'
import { clearFilters, useListState } from './list-state.ts'
import { OrderMenu } from './OrderMenu.tsx'
import { Rows } from './Rows.tsx'

const shownChannels = ['email', 'chat', 'phone', 'sms'] as const satisfies Channel[]
const page = 60
const heights = { comfortable: 52, compact: 40 } as const

export function CustomerList({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useTranslation('customers')
  const { t: problem } = useTranslation('problems')
  const word = useChannelWord()
  const { density } = workspace.preferences
  const field = useRef<HTMLInputElement>(null)
  // Not where the keys are: that changes with every step, and only the rows show it.
  const { text, channel, waiting, segment, order } = useListState(
    useShallow(({ text, channel, waiting, segment, order }) => ({ text, channel, waiting, segment, order })),
  )
  const filter = {
    order,
    ...(channel && { channel }),
    ...(waiting && { waiting }),
    ...(segment && { segment }),
    ...(text.trim() && { text: text.trim() }),
  }
  const list = useInfiniteQuery(
    api.customers.list.infiniteOptions({
      input: (cursor: CustomerCursor | undefined) => ({ ...filter, limit: page, ...(cursor && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: last => last.next,
      placeholderData: keepPreviousData,
    }),
  )
  // Enter may come before the answer to the last letter does: who it opens is known when that is here.
  const [entered, setEntered] = useState(false)
  const settled = !list.isLoading && !list.isPlaceholderData
  useEffect(() => {
    if (!entered || !settled) return
    setEntered(false)
    const first = list.data?.pages[0]?.rows[0]
    if (!first) return
    goTo({ at: 'customers', customer: first.id })
    focusPaneNamed('middle')
  })
  useCommands([
    { id: 'customers.filter', label: t('command.filter'), group: t('title'), shortcut: 'g f', run: () => field.current?.focus() },
    {
      id: 'customers.waiting',
      label: t('command.waiting'),
      group: t('title'),
      shortcut: 'g w',
      run: () => useListState.setState(now => ({ waiting: !now.waiting })),
    },
  ])

  return (
    <>
      <div className="flex shrink-0 flex-col gap-2 border-b border-line p-2">
        <div className="flex items-center gap-1">
          <SearchField
            ref={field}
            label={t('search')}
            value={text}
            onChange={value => {
              setEntered(false)
              useListState.setState({ text: value })
            }}
            shortcut="g f"
            onKeyDown={event => {
              if (event.key === 'Enter') setEntered(true)
              else if (event.key === 'ArrowDown' || (event.key === 'Escape' && text === '')) focusPaneNamed('left')
            }}
          />
          <OrderMenu />
          <SegmentMenu />
        </div>
        <div className="flex items-center justify-between gap-2">
          <Segmented<Channel | 'all'>
            compact
            label={t('channels')}
            value={channel ?? 'all'}
            onChange={value => useListState.setState({ channel: value === 'all' ? undefined : value })}
            options={[
              { id: 'all', label: t('all') },
              ...shownChannels.map(id => ({ id, label: word(id), mark: <ChannelMark channel={id} silent /> })),
            ]}
          />
          <ToggleButton
            {...tipOf({ text: t('waitingMeans') })}
            isSelected={waiting}
            onChange={value => useListState.setState({ waiting: value })}
            className="inline-flex h-8 min-w-0 items-center gap-1.5 rounded-2 px-2 text-13 text-ink-2 data-[hovered]:bg-hover data-[hovered]:text-ink data-[selected]:bg-selected data-[selected]:font-strong data-[selected]:text-ink"
          >
            <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
            <span className="truncate">{t('waiting')}</span>
            {workspace.waiting > 0 && <span className="tabular">{workspace.waiting}</span>}
          </ToggleButton>
        </div>
        <SegmentChip />
      </div>
      <div className="min-h-0 grow">
        {list.data && list.data.pages[0]?.rows.length !== 0 ? (
          <Rows
            key={density}
            height={heights[density]}
            pages={list.data.pages}
            filterKey={JSON.stringify(filter)}
            hasMore={list.hasNextPage}
            onMore={() => {
              if (!list.isFetching) void list.fetchNextPage()
            }}
          />
        ) : list.data ? (
          <Empty icon={UserRoundSearch} title={t('nobody.title')} action={<Button onPress={clearFilters}>{t('nobody.clear')}</Button>}>
            {t('nobody.text')}
          </Empty>
        ) : list.isError ? (
          <ErrorPane title={t('failed')} onRetry={() => void list.refetch()}>
            {failureText(list.error, problem)}
          </ErrorPane>
        ) : (
          <Skeleton>
            {[62, 48, 70, 55, 40, 66, 52, 60].map(width => (
              <div key={width} className="flex h-13 flex-col justify-center gap-2 ps-6 pe-4">
                <Bar width={width} />
                <Bar width={90} />
              </div>
            ))}
          </Skeleton>
        )}
      </div>
    </>
  )
}
