import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { createDoubles } from '../../handlers/index.ts'
import { crowdOf } from '../crowd.ts'
import { type Own, ours } from '../load/own.ts'
import { createRecord } from '../measure.ts'
import { timed } from '../timed.ts'

// A GET by id, intercepted with the handlers of all doubles loaded, beside one static handler that sends the same, and
// the same by `double.fetch`.

const [rounds] = process.argv.slice(2).map(Number)
const size = 100
const record = createRecord()
const { overplane, pterodactyl, oberplan, handlers } = createDoubles({
  world: { name: 'crowd', ...crowdOf(size) },
})
const all = setupServer(...handlers)

const sides = await Promise.all([
  sideOf('Overplane', overplane),
  sideOf('Pterodactyl', pterodactyl),
  sideOf('Oberplan', oberplan),
])
for (let round = -1; round < Number(rounds); round += 1) {
  for (const { who, told, direct, still } of sides) {
    const alone = await within(still, told)
    const intercepted = await within(all, told)
    const fetched = await timed(1500, direct)
    if (round < 0) continue
    record.add(who, 'one static msw handler', 'µs', alone)
    record.add(who, 'intercepted fetch', 'µs', intercepted)
    record.add(who, 'double.fetch', 'µs', fetched)
  }
}
process.stdout.write(JSON.stringify(record.measures))

async function sideOf(
  who: Own,
  double: { readonly baseUrl: string; readonly fetch: typeof globalThis.fetch },
) {
  const { origin } = new URL(double.baseUrl)
  const asks = ours[who](size)['GET by id']?.asks ?? []
  const by = (fetch: typeof globalThis.fetch) => async (nth: number) => {
    const { path = '', headers = {} } = asks[nth % asks.length] ?? {}
    return (await fetch(origin + path, { headers })).text()
  }
  const reply = await double.fetch(origin + asks[0]?.path, { headers: asks[0]?.headers ?? {} })
  const headers = Object.fromEntries(reply.headers)
  const body = await reply.text()
  const still = setupServer(http.get(`${origin}/*`, () => new HttpResponse(body, { headers })))
  // Whoever intercepts puts another `fetch` in the place of this one.
  return { who, told: by((...sent) => fetch(...sent)), direct: by(double.fetch), still }
}

async function within(server: ReturnType<typeof setupServer>, ask: (nth: number) => unknown) {
  server.listen({ onUnhandledRequest: 'error' })
  const cost = await timed(300, ask)
  server.close()
  return cost
}
