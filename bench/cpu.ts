import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of CPU that a process has used, the kernel's part included, which Linux counts in steps of 10. */
export const cpuOf = (pid: number): number => (statOf(pid)?.ticks ?? Number.NaN) * tick

/** The same of a process with all that it has started, and of what of these has ended. */
export function cpuOfTree(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => statOf(Number(name)) ?? [])
  const own = (parent: number): number =>
    all
      .filter(one => one.pid === parent)
      .reduce((sum, { ticks, ended }) => sum + ticks + ended, 0) +
    all.filter(one => one.parent === parent).reduce((sum, one) => sum + own(one.pid), 0)
  return own(pid) * tick
}

const tick = 10

function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0, [user = 0, system = 0, endedUser = 0, endedSystem = 0]] = [
      fields[1],
      fields.slice(11, 15),
    ]
    return { pid, parent, ticks: user + system, ended: endedUser + endedSystem }
  } catch {
    return undefined
  }
}
