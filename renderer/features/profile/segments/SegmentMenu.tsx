import { useQuery } from '@tanstack/react-query'
import { Check, ListFilter, Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Segment } from '#shared/model/segment.ts'
import { api } from '../../../api/client.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/overlay.tsx'
import { useListState } from '../../customers/list-state.ts'
import { SegmentDialog } from './SegmentDialog.tsx'

const useSegments = () => useQuery(api.profile.segments.queryOptions({})).data?.segments ?? []

/** The saved segments with how many are in each: one of them filters the list. */
export function SegmentMenu() {
  const { t } = useTranslation('details')
  const formats = useFormats()
  const segments = useSegments()
  const chosen = useListState(now => now.segment)
  const [editing, setEditing] = useState<Segment | 'new'>()
  useCommands([{ id: 'segments.new', label: t('segment.new'), group: t('segment.title'), run: () => setEditing('new') }])
  return (
    <>
      <Popover label={t('segment.title')} trigger={<IconButton icon={ListFilter} label={t('segment.title')} />}>
        {close => (
          <div className="flex w-64 flex-col gap-1">
            {segments.length === 0 && <p className="px-3 pt-1 text-ink-2 leading-read">{t('segment.none')}</p>}
            <ul className="flex flex-col">
              {segments.map(segment => (
                <li key={segment.id} className="flex items-center gap-1">
                  <button
                    type="button"
                    aria-pressed={segment.id === chosen}
                    className="flex min-h-8 min-w-0 grow items-center gap-2 rounded-2 px-3 text-start hover:bg-hover"
                    onClick={() => {
                      useListState.setState({ segment: segment.id === chosen ? undefined : segment.id })
                      close()
                    }}
                  >
                    <bdi className="min-w-0 grow truncate">{segment.name}</bdi>
                    {segment.id === chosen && <Check aria-hidden size={14} className="shrink-0 text-accent" />}
                    <span className="tabular shrink-0 text-12 text-ink-2">{formats.number(segment.count)}</span>
                  </button>
                  <IconButton
                    small
                    icon={Pencil}
                    label={t('change', { label: segment.name })}
                    placement="left"
                    onPress={() => {
                      close()
                      setEditing(segment)
                    }}
                  />
                </li>
              ))}
            </ul>
            <div>
              <Button
                look="quiet"
                icon={Plus}
                onPress={() => {
                  close()
                  setEditing('new')
                }}
              >
                {t('segment.new')}
              </Button>
            </div>
          </div>
        )}
      </Popover>
      {editing && <SegmentDialog segment={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  )
}

/** The segment that filters the list, and the way out of it. */
export function SegmentChip() {
  const { t } = useTranslation('details')
  const formats = useFormats()
  const segments = useSegments()
  const chosen = useListState(now => now.segment)
  const segment = segments.find(({ id }) => id === chosen)
  if (!segment) return null
  return (
    <div className="flex min-h-7 items-center gap-2 rounded-2 bg-selected ps-3 pe-1">
      <bdi className="min-w-0 grow truncate">{segment.name}</bdi>
      <span className="tabular shrink-0 text-12 text-ink-2">{formats.number(segment.count)}</span>
      <IconButton
        small
        icon={X}
        label={t('segment.leave', { name: segment.name })}
        placement="left"
        onPress={() => useListState.setState({ segment: undefined })}
      />
    </div>
  )
}
