import { QueryClientProvider } from '@tanstack/react-query'
import { I18nProvider } from 'react-aria-components'
import { queryClient } from '../api/client.ts'
import { useFormats } from '../i18n/format.ts'
import { Toasts } from '../ui/toast.tsx'
import { Gate } from './Gate.tsx'

export function App() {
  const { locale } = useFormats()
  return (
    <I18nProvider locale={locale}>
      <QueryClientProvider client={queryClient}>
        <Gate />
        <Toasts />
      </QueryClientProvider>
    </I18nProvider>
  )
}
