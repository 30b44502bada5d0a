import { useMutation } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { failureText } from '../api/failure.ts'
import { useFormats } from '../i18n/format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { goTo } from '../state/place.ts'
import { Button } from '../ui/button.tsx'
import { Banner } from '../ui/states.tsx'

/** `preparing`: how much of the sample is there, from 0 to 1, while it is being filled. */
export function SampleBanner({ preparing }: { preparing: number | undefined }) {
  const { t } = useTranslation('frame')
  const formats = useFormats()
  const { t: problem } = useTranslation('problems')
  const open = useMutation(api.workspace.open.mutationOptions({ onSuccess: () => goTo({ at: 'customers' }) }))
  return (
    <div data-pane>
      <Banner
        tone={open.isError ? 'failure' : 'info'}
        action={
          <Button look="plain" data-pane-focus isDisabled={open.isPending} onPress={() => open.mutate({ kind: 'own' })}>
            {t('sample.leave')}
          </Button>
        }
      >
        {open.isError
          ? failureText(open.error, problem)
          : preparing === undefined
            ? t('sample.text')
            : t('sample.preparing', { percent: formats.percent(preparing) })}
      </Banner>
    </div>
  )
}
