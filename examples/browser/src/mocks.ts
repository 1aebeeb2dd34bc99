import { startWorker } from 'contract-doubles/browser'
import { demo } from 'contract-doubles/fixtures'
import { mountInspector } from 'contract-doubles/inspector'
import { createPterodactyl } from 'contract-doubles/pterodactyl'

/** Puts a double between the app and the network, and the inspector into a corner of the page. */
export async function startMocks(): Promise<void> {
  const persist = new URLSearchParams(location.search).has('persist')
  // As observed, since lists tell their pages only then.
  const double = createPterodactyl({ world: demo, fidelity: 'observed', persist })
  await startWorker(double, { quiet: true })
  mountInspector(double, { worlds: { demo } })
}
