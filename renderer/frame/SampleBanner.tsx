import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { failureText } from '../api/failure.ts'
import { goTo } from '../state/place.ts'
import { Button } from '../ui/button.tsx'
import { Banner } from '../ui/states.tsx'

export function SampleBanner() {
  const { t } = useTranslation('frame')
  const { t: problem } = useTranslation('problems')
  const open = useMutation(api.workspace.open.mutationOptions({ onSuccess: () => goTo({ at: 'customers' }) }))
  return (
    <Banner
      tone={open.isError ? 'failure' : 'info'}
      action={
        <Button look="plain" isDisabled={open.isPending} onPress={() => open.mutate({ kind: 'own' })}>
          {t('sample.leave')}
        </Button>
      }
    >
      {open.isError ? failureText(open.error, problem) : t('sample.text')}
    </Banner>
  )
}
