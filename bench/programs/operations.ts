import { setupServer } from 'msw/node'
import { createRecord } from '../measure.ts'
import { timed } from '../timed.ts'
import { pathOf, perResource, wideApi } from '../wide-api.ts'

// A GET of each resource in turn, of 20 and of 200 operations.

const [rounds] = process.argv.slice(2).map(Number)
const record = createRecord()
const headers = { 'X-Key': 'key' }
const apis = [20, 200].map(count => {
  const double = wideApi(count).create()
  const paths = Array.from({ length: count / perResource }, (_, nth) => `${pathOf(nth)}/1`)
  return { who: `${count} operations`, double, paths, server: setupServer(...double.handlers) }
})

for (let round = -1; round < Number(rounds); round += 1) {
  for (const { who, double, paths, server } of apis) {
    const pathAt = (nth: number): string => paths[nth % paths.length] ?? ''
    const call = { method: 'GET', origin: double.baseUrl, search: '', text: '', headers }
    const lowered = { 'x-key': 'key' }
    const answer = await timed(4000, nth =>
      double.answer({ ...call, path: pathAt(nth), headers: lowered }),
    )
    const fetched = await timed(1000, async nth =>
      (await double.fetch(pathAt(nth), { headers })).text(),
    )
    server.listen({ onUnhandledRequest: 'error' })
    const intercepted = await timed(300, async nth =>
      (await fetch(double.baseUrl + pathAt(nth), { headers })).text(),
    )
    server.close()
    if (round < 0) continue
    record.add(who, 'double.answer', 'µs', answer)
    record.add(who, 'double.fetch', 'µs', fetched)
    record.add(who, 'intercepted fetch', 'µs', intercepted)
  }
}
process.stdout.write(JSON.stringify(record.measures))
