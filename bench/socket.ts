import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import type { Double } from '../contract/double/double.ts'
import { apis } from '../handlers/index.ts'

const rounds = 7

/** Requests a second and CPU of a GET by id over a socket, in pairs with bare node:http that sends the same text. */
export async function benchSocket(): Promise<void> {
  const server = await start(['server/main.ts', '--port', '0', '--quiet'])
  const rows = []
  for (const api of Object.values(apis)) {
    const { path, headers } = printedGet(api.create())
    const text = await (await fetch(server.url + path, { headers })).text()
    const bare = await start(['bench/bare.ts', text])
    for (const one of [server, bare]) await load(one, path, headers) // until it runs warm
    const pairs = []
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ own: await load(server, path, headers), limit: await load(bare, path, headers) })
    }
    bare.child.kill()
    rows.push({
      api: api.name,
      'requests/s': medianOf(pairs.map(({ own }) => own.rate)),
      'of bare': medianOf(pairs.map(({ own, limit }) => own.rate / limit.rate)),
      'µs CPU': medianOf(pairs.map(({ own }) => own.cpu)),
      'times bare': medianOf(pairs.map(({ own, limit }) => own.cpu / limit.cpu)),
    })
  }
  server.child.kill()
  console.log(`GET by id over a socket, beside bare node:http: medians of ${rounds} pairs`)
  console.table(rows)
  if (process.platform !== 'linux') console.log('CPU is only told by Linux, in /proc.')
}

/** What the pages print for a GET, that of a single thing where they print one. */
function printedGet({ contract }: Pick<Double<unknown, never>, 'contract'>) {
  const gets = Object.values(contract).filter(({ method }) => method === 'get')
  const bySize = gets.toSorted(
    (a, b) => Number(b.path.includes(':')) - Number(a.path.includes(':')),
  )
  const [example] = bySize.flatMap(({ examples = [] }) => examples)
  if (!example) throw new Error('Failed to bench an API: its pages print no GET. Print one.')
  return example.request
}

interface Server {
  readonly child: ChildProcess
  readonly url: string
}

async function start(args: readonly string[]): Promise<Server> {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { cwd, stdio: 'pipe' })
  const [line] = await once(child.stdout, 'data')
  return { child, url: /http:\S+\d/.exec(String(line))?.[0] ?? '' }
}

/** Requests a second, and microseconds of CPU for each, the kernel's part included. */
async function load({ child, url }: Server, path: string, headers: Record<string, string>) {
  const before = await cpuOf(child)
  const { requests } = await autocannon({ url: url + path, headers, connections: 20, duration: 2 })
  return {
    rate: requests.average,
    cpu: ((await cpuOf(child)) - before) / requests.total,
  }
}

/** Microseconds of CPU that a process has used, which Linux counts in hundredths of a second. */
async function cpuOf({ pid }: ChildProcess): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14)
  return (Number(user) + Number(system)) * 10_000
}

function medianOf(values: readonly number[]): number {
  const median = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
  return Number(median.toPrecision(3))
}
