import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of CPU that a process has used, the kernel's part included; only Linux tells that of others. */
export const cpuOf = (pid: number): number => (isTold ? own(pid) : Number.NaN)

/** The same of a process with all that it has started, and of what of these has ended. */
export function cpuOfTree(pid: number): number {
  if (!isTold) return Number.NaN
  const all = numbersIn('/proc').flatMap(one => statOf(one) ?? [])
  const under = (parent: number): number =>
    all
      .filter(one => one.parent === parent)
      .reduce((sum, one) => sum + own(one.pid) + one.ended + under(one.pid), 0)
  return own(pid) + (statOf(pid)?.ended ?? 0) + under(pid)
}

const isTold = process.platform === 'linux'

/** Of all its threads: each is told in nanoseconds, and a process in hundredths of a second alone. */
const own = (pid: number): number =>
  numbersIn(`/proc/${pid}/task`).reduce((sum, thread) => {
    const [nanoseconds = '0'] = read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')
    return sum + Number(nanoseconds) / 1e6
  }, 0)

const tick = 10

function statOf(pid: number) {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === '') return undefined
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [user = 0, system = 0] = fields.slice(13, 15)
  return { pid, parent: fields[1] ?? 0, ended: (user + system) * tick }
}

const numbersIn = (folder: string): number[] => {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

/** Nothing of a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
