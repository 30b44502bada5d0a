import { QueryClientProvider } from '@tanstack/react-query'
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import { queryClient } from '../api/client.ts'
import { useFormats } from '../i18n/format.ts'
import { LanguageContext } from '../i18n/use-translation.ts'
import { Tips } from '../ui/tip.tsx'
import { Toasts } from '../ui/toast.tsx'
import { Gate } from './Gate.tsx'

export function App() {
  const language = useSyncExternalStore(onLanguage, () => (i18next.language === 'es' ? 'es' : 'en'))
  return (
    <LanguageContext value={language}>
      <Inside />
    </LanguageContext>
  )
}

function onLanguage(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}

function Inside() {
  const { locale } = useFormats()
  return (
    <I18nProvider locale={locale}>
      <QueryClientProvider client={queryClient}>
        <Gate />
        <Toasts />
        <Tips />
      </QueryClientProvider>
    </I18nProvider>
  )
}
