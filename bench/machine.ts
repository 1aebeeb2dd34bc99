import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { once } from '../contract/once.ts'

/** Where something was measured: as much as makes figures comparable, and nothing that names a computer. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly gigabytes: number
  readonly node: string
  /** Whether what is measured has a core of its own, and who sends the requests another one. */
  readonly isPinned: boolean
}

export const thisMachine = (): Machine => ({
  cpu: (cpus()[0]?.model ?? 'unknown').trim(),
  cores: cpus().length,
  gigabytes: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  isPinned: pinning().pins !== undefined,
})

export type Core = 'server' | 'load'

/** A command that stays on its core, where there are two and `taskset` to keep it there. */
export function onCore(core: Core, command: readonly string[]): readonly string[] {
  const own = pinning().pins?.[core]
  return own === undefined ? command : ['taskset', '--cpu-list', String(own), ...command]
}

const pinning = once(() => ({ pins: pinsOf(allowed()) }))

function pinsOf([server, load]: readonly number[]): Record<Core, number> | undefined {
  if (server === undefined || load === undefined) return undefined
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return { server, load }
  } catch {
    return undefined
  }
}

/** The cores that this process may use, as Linux tells them: `0-3,6`. */
function allowed(): readonly number[] {
  if (process.platform !== 'linux') return []
  const status = readFileSync('/proc/self/status', 'utf8')
  const ranges = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1]?.split(',') ?? []
  return ranges.flatMap(range => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, nth) => first + nth)
  })
}
