import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'

const path = '/api/core/user/user_abc123'
const headers = { Authorization: 'Bearer sk_test_...' }
const rounds = 5

/** Requests a second over a socket for GET by id, in pairs with bare node:http that sends the same text. */
export async function benchSocket(): Promise<void> {
  const ours = await start(['server/main.ts', '--port', '0', '--quiet'])
  const text = await (await fetch(ours.url + path, { headers })).text()
  const bare = await start(['bench/bare.ts', text])
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [own, limit] = [await rate(ours.url), await rate(bare.url)]
    ratios.push(own / limit)
    console.log(`  server ${own}/s, bare node:http ${limit}/s, ratio ${(own / limit).toFixed(2)}`)
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(rounds / 2)]
  console.log(
    `GET by id over a socket: ${median?.toFixed(2)} of bare node:http (median of ${rounds} pairs)`,
  )
  ours.child.kill()
  bare.child.kill()
}

async function start(args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { cwd, stdio: 'pipe' })
  const [line] = await once(child.stdout, 'data')
  return { child, url: /http:\S+\d/.exec(String(line))?.[0] ?? '' }
}

async function rate(url: string): Promise<number> {
  const { requests } = await autocannon({ url: url + path, headers, connections: 20, duration: 3 })
  return Math.round(requests.average)
}
