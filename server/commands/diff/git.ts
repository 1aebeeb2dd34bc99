import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { messageOf } from '../../line/usage.ts'

/** What git keeps is read within so many bytes, and so many milliseconds. */
const bounds = { maxBuffer: 64 * 1_048_576, timeout: 30_000 }

/** Whether git has a file or a folder under a name, as in `HEAD:fixtures/openapi`. */
export const kindAt = async (name: string): Promise<string> =>
  String(await git(['cat-file', '-t', name])).trim()

/** The names of what a folder of a revision holds. */
export const namesAt = async (name: string): Promise<string[]> =>
  String(await git(['ls-tree', '--name-only', '-z', name]))
    .split('\0')
    .filter(one => one !== '')

export const fileAt = (name: string): Promise<Buffer> => git(['cat-file', 'blob', name])

/** Runs git without a shell; what keeps it from answering is thrown without a full stop, for the middle of a sentence. */
async function git(args: readonly string[]): Promise<Buffer> {
  // Nothing is asked of a person, or of another machine.
  const env = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
  try {
    const options = { ...bounds, encoding: 'buffer', env, windowsHide: true } as const
    return (await promisify(execFile)('git', [...args], options)).stdout
  } catch (cause) {
    throw new Error(whyOf(cause), { cause })
  }
}

function whyOf(cause: unknown): string {
  const { code, killed, stderr } = Object(cause)
  if (code === 'ENOENT') return 'there is no git on this machine'
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `it is larger than ${bounds.maxBuffer} bytes`
  if (killed) return `git took longer than ${bounds.timeout / 1000} seconds`
  const said = String(stderr ?? '').trim()
  if (/not a git repository/i.test(said)) return 'this folder is in no git repository'
  if (/not a valid object name|invalid object name|does not exist|exists on disk/i.test(said)) {
    return 'git knows no such revision or file'
  }
  return said.split('\n')[0]?.replace(/^fatal: |\.$/g, '') || messageOf(cause)
}
