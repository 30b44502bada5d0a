import { useMutation } from '@tanstack/react-query'
import { FolderInput, Plug } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'
import { Choose } from '../import/Start.tsx'
import { FromFolder } from '../privacy/restore/FromFolder.tsx'

/** The user's own workspace before anything is in it. */
export function FirstRun() {
  const { t } = useTranslation('customers')
  const open = useMutation(api.workspace.open.mutationOptions())
  return (
    <div className="h-full p-4">
      <div className="h-full rounded-3 border border-dashed border-line-strong">
        <Empty
          icon={FolderInput}
          title={t('first.title')}
          action={
            <>
              <Choose primary />
              <Button icon={Plug} onPress={() => goTo({ at: 'connectors', task: 'add' })}>
                {t('first.connect')}
              </Button>
              <FromFolder />
              <Button look="quiet" isDisabled={open.isPending} onPress={() => open.mutate({ kind: 'sample' })}>
                {t('first.sample')}
              </Button>
            </>
          }
        >
          {t('first.text')}
        </Empty>
      </div>
    </div>
  )
}
