import './theme.css'
import './i18n/index.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { client, queryClient } from './api/client.ts'
import { listen } from './api/events.ts'
import { clearLeftovers } from './api/leftovers.ts'
import { App } from './frame/App.tsx'
import { firstPaint } from './state/looks.ts'
import { popped } from './state/place.ts'
import { keepNothingTyped } from './state/unkept.ts'

firstPaint()
keepNothingTyped()
void listen(client, queryClient)
// A window opened by another begins with a copy of what that one remembers: its files are not for this one to delete.
if (!popped) clearLeftovers(client).catch(() => {})
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
