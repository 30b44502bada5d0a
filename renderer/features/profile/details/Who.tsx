import { useQuery } from '@tanstack/react-query'
import { ImagePlus, ImageUp, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { client } from '../../../api/client.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button, FileTrigger, IconButton } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/overlay.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useChange } from './change.ts'
import { detailsOf } from './Details.tsx'
import { Editor } from './Editor.tsx'
import { smallPhoto } from './photo.ts'
import { useDetailWords } from './words.ts'

/** Characters from which on a name would fill the pane. */
const LONG = 60

/** Photo or initials, and the name; both can be changed. `menu`: what else can be done with all of it. */
export function Who({ profile, menu }: { profile: Profile; menu: ReactNode }) {
  const { t } = useTranslation('details')
  const words = useDetailWords()
  const change = useChange()
  const [editing, setEditing] = useState(false)
  const own = useQuery(detailsOf(profile.id)).data?.own
  const save = async (value: string): Promise<string | undefined> => {
    const next = value.trim() === '' ? null : value
    const wrong =
      value === profile.name
        ? undefined
        : await change(client.profile.set({ customer: profile.id, field: 'name', value: next }), t('saved', { label: t('name') }))
    if (wrong === undefined) setEditing(false)
    return wrong
  }
  return (
    <header className="flex items-center gap-3">
      <Photo customer={profile.id} name={profile.name} photo={own?.photo.value} />
      {editing ? (
        <Editor label={t('name')} type="name" choices={[]} value={profile.name} onSave={save} onCancel={() => setEditing(false)} />
      ) : (
        <>
          <span className="flex min-w-0 grow flex-col gap-0.5">
            <h2 className={`font-strong wrap-anywhere ${profile.name.length > LONG ? 'text-13' : 'text-18'}`}>
              <bdi>{profile.name}</bdi>
            </h2>
            {own?.name.value !== undefined && own.name.origin && (
              <span className="text-12 text-ink-3 wrap-anywhere">{words.origin(own.name.origin)}</span>
            )}
          </span>
          <IconButton small icon={Pencil} label={t('change', { label: t('name') })} placement="left" onPress={() => setEditing(true)} />
          {menu}
        </>
      )}
    </header>
  )
}

function Photo({ customer, name, photo }: { customer: number; name: string; photo: string | undefined }) {
  const { t } = useTranslation('details')
  const change = useChange()
  const set = async (value: string | null): Promise<void> => {
    const wrong = await change(client.profile.set({ customer, field: 'photo', value }), t(value === null ? 'photo.removed' : 'photo.set'))
    if (wrong !== undefined) toast({ text: wrong })
  }
  const take = async (file: File): Promise<void> => {
    const picture = await smallPhoto(file).catch(() => undefined)
    if (picture === undefined) toast({ text: t('photo.unreadable') })
    else await set(picture)
  }
  return (
    <Popover
      label={t('photo.title')}
      trigger={
        <Button look="quiet">
          <span className="sr-only">{t('photo.title')}</span>
          <span className="-m-3 inline-flex">
            {photo === undefined ? <Avatar name={name} large /> : <img src={photo} alt="" className="size-10 rounded-full object-cover" />}
          </span>
        </Button>
      }
    >
      {close => (
        <div className="flex flex-col items-start gap-1">
          <FileTrigger
            acceptedFileTypes={['image/*']}
            onSelect={files => {
              const file = files?.[0]
              if (file) void take(file)
              close()
            }}
          >
            <Button look="quiet" icon={photo === undefined ? ImagePlus : ImageUp}>
              {t('photo.choose')}
            </Button>
          </FileTrigger>
          {photo !== undefined && (
            <Button
              look="quiet"
              icon={Trash2}
              onPress={() => {
                close()
                void set(null)
              }}
            >
              {t('photo.remove')}
            </Button>
          )}
          <p className="max-w-60 px-3 text-12 text-ink-3 leading-read">{t('photo.text')}</p>
        </div>
      )}
    </Popover>
  )
}
