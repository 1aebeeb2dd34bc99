import { startWorker } from 'contract-doubles/browser'
import { demo } from 'contract-doubles/fixtures'
import { createPterodactyl } from 'contract-doubles/pterodactyl'
import { HttpResponse, http } from 'msw'
import type { ReactElement } from 'react'

/** Puts a double between the app and the network, and gives a bar to play with it. */
export async function startMocks(): Promise<ReactElement> {
  const persist = new URLSearchParams(location.search).has('persist')
  // As observed, since lists tell their pages only then.
  const double = createPterodactyl({ world: demo, fidelity: 'observed', persist })
  const { worker } = await startWorker(double, { quiet: true })

  const cut = (isDown: boolean) =>
    isDown
      ? worker.use(http.all('*/api/application/*', () => HttpResponse.error()))
      : worker.resetHandlers()
  const startOver = () => {
    double.reset()
    location.reload()
  }
  return (
    <aside className="mocks" aria-label="Mocks">
      <strong>Mocked</strong>
      <span>{persist ? 'A reload keeps what you did.' : 'A reload forgets what you did.'}</span>
      <label>
        <input type="checkbox" onChange={event => cut(event.target.checked)} /> Network down
      </label>
      <button type="button" onClick={startOver}>
        Start over
      </button>
    </aside>
  )
}
