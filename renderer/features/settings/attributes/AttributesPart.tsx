import { useQuery } from '@tanstack/react-query'
import { FileUp, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Attribute, AttributeAbout } from '#shared/model/attribute.ts'
import { api, client } from '../../../api/client.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, FileTrigger, IconButton } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useChange } from '../../profile/details/change.ts'
import { useAttributeWord } from '../../profile/details/words.ts'
import { AttributeDialog } from './AttributeDialog.tsx'
import { CustomersFileDialog } from './CustomersFileDialog.tsx'

/** What this workspace wants to know of its customers, with the way to fill it from a CSV, or of its cases. */
export function AttributesPart({ about }: { about: AttributeAbout }) {
  const { t } = useTranslation('details')
  const formats = useFormats()
  const change = useChange()
  const word = useAttributeWord()
  const ofCustomers = useQuery({ ...api.profile.attributes.queryOptions({}), enabled: about === 'customer' })
  const ofCases = useQuery({ ...api.profile.caseAttributes.queryOptions({}), enabled: about === 'case' })
  const attributes = (about === 'case' ? ofCases : ofCustomers).data?.attributes ?? []
  const [editing, setEditing] = useState<Attribute | 'new'>()
  const [file, setFile] = useState<File>()
  const remove = async ({ id, name }: Attribute): Promise<void> => {
    const wrong = await change(client.profile.removeAttribute({ id }), t('attribute.removed', { name: word(name) }))
    if (wrong !== undefined) toast({ text: wrong })
  }
  return (
    <div className="flex flex-col gap-3">
      {attributes.length > 0 && (
        <ul aria-label={t(`settings.${about}.title`)} className="divide-y divide-line border-y border-line">
          {attributes.map(attribute => (
            <li key={attribute.id} className="flex min-h-9 items-center gap-2 py-1">
              <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
                <bdi className="wrap-anywhere">{word(attribute.name)}</bdi>
                <span className="min-w-0 text-12 text-ink-2 wrap-anywhere">
                  {t(`type.${attribute.type}`)}
                  {attribute.choices.length > 0 && `: ${formats.list(attribute.choices)}`}
                </span>
              </span>
              <IconButton small icon={Pencil} label={t('change', { label: word(attribute.name) })} onPress={() => setEditing(attribute)} />
              <IconButton
                small
                icon={Trash2}
                label={t('attribute.remove', { name: word(attribute.name) })}
                onPress={() => void remove(attribute)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button icon={Plus} onPress={() => setEditing('new')}>
          {t(`attribute.add.${about}`)}
        </Button>
        {about === 'customer' && (
          <FileTrigger acceptedFileTypes={['.csv', '.tsv', '.txt']} onSelect={files => setFile(files?.[0])}>
            <Button icon={FileUp}>{t('file.open')}</Button>
          </FileTrigger>
        )}
      </div>
      {editing && (
        <AttributeDialog about={about} attribute={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
      {file && <CustomersFileDialog file={file} attributes={attributes} onClose={() => setFile(undefined)} />}
    </div>
  )
}
