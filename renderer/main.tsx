import './theme.css'
import './i18n/index.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { client, queryClient } from './api/client.ts'
import { listen } from './api/events.ts'
import { clearLeftovers } from './api/leftovers.ts'
import { App } from './frame/App.tsx'
import { firstPaint } from './state/looks.ts'

firstPaint()
void listen(client, queryClient)
clearLeftovers(client).catch(() => {})
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
