import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './style.css'

// Written out, so that a build without mocks drops the import and all that it would load.
const mocks =
  import.meta.env.DEV || import.meta.env.VITE_MOCKS ? await import('./mocks.ts') : undefined
await mocks?.startMocks()

const root = document.getElementById('root')
if (!root) throw new Error('Failed to start: index.html has no element with the id "root".')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
