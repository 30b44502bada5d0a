import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { goTo } from '../../../state/place.ts'
import { Button } from '../../../ui/button.tsx'
import { Banner } from '../../../ui/states.tsx'
import { Field } from './Field.tsx'
import { useAttributeWord } from './words.ts'

export const detailsOf = (customer: number) => api.profile.details.queryOptions({ input: { customer } })

/** The workspace's attributes of a customer, and their time zone and language. */
export function Details({ customer }: { customer: number }) {
  const { t } = useTranslation('details')
  const word = useAttributeWord()
  const { t: problem } = useTranslation('problems')
  const { data, error } = useQuery(detailsOf(customer))
  if (error) return <Banner tone="failure">{failureText(error, problem)}</Banner>
  if (!data) return null
  return (
    <>
      <dl>
        {data.fields.map(({ attribute, ...state }) => (
          <Field
            key={attribute.id}
            customer={customer}
            field={attribute.id}
            label={word(attribute.name)}
            type={attribute.type}
            choices={attribute.choices}
            state={state}
          />
        ))}
        <Field
          customer={customer}
          field="language"
          label={t('language')}
          type="language"
          state={data.own.language}
          guess={data.guesses.language}
        />
        <Field customer={customer} field="zone" label={t('zone')} type="zone" state={data.own.zone} guess={data.guesses.zone} />
      </dl>
      {data.fields.length === 0 && (
        <div className="-ms-3 mt-1">
          <Button look="quiet" onPress={() => goTo({ at: 'settings' })}>
            {t('define')}
          </Button>
        </div>
      )}
    </>
  )
}
