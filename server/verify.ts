import { setTimeout } from 'node:timers/promises'
import type { Config } from '../contract/define/config.ts'
import { basePathOf } from '../contract/double/base-path.ts'
import type { Fidelity } from '../contract/double/options.ts'
import { writers } from '../contract/verify/reports.ts'
import { type Suite, toText, Unverifiable, verify } from '../handlers/verify.ts'
import { chosenFrom, namesOf } from './choosing.ts'
import { command, type Run, type Typed } from './command.ts'
import { commands } from './commands.ts'
import { localOriginOf } from './local.ts'
import type { Print } from './printing.ts'
import { createProgress, type Progress } from './progress.ts'
import { UsageError } from './usage.ts'
import { expectWritable, writeWhole } from './writing.ts'

/** Where each API would stand on the server of the doubles. */
const basesOf = (config: Config): string =>
  Object.values(config.apis)
    .map(({ title, documentedUrl }) => `${title} ${localBaseOf(config, documentedUrl)}`)
    .join('\n')

const usage = {
  ...commands.verify,
  apis: ({ apis }: Config) => namesOf(apis),
  options: {
    url: {
      type: 'string',
      value: '<base>',
      about: (config: Config) =>
        `where it stands, in the place of the documented base URL; of the doubles, say:\n${basesOf(config)}`,
    },
    token: {
      type: 'string',
      value: '<key>',
      about: 'for an API that takes a key; default the documented one',
    },
    user: {
      type: 'string',
      value: '<email:pass>',
      about: 'for an API that takes an account; default the documented one',
    },
    'read-only': { type: 'boolean', about: 'send nothing but GET' },
    destructive: {
      type: 'boolean',
      about: 'try out too what cannot be undone, such as deleting the account',
    },
    fidelity: {
      type: 'string',
      value: '<name>',
      about: 'documented, observed: which of two known forms to expect; default documented',
    },
    report: {
      type: 'string',
      value: '<files>',
      about: 'junit=<file>,json=<file>,markdown=<file>: any of them',
    },
  },
  notes: `What it makes carries a mark, and is removed in the end, also after Ctrl-C; what cannot be removed is
told, with the requests that delete it. A create may send a mail: to verify…@example.com, where nobody
reads it. A reply may take 30 seconds, and have 16 MB.

Exit code: 0 no breaches, 1 breaches, 2 could not run, or was stopped.`,
} as const

/**
 * The `verify` command: prints the findings, writes the reports, and gives the exit code. What keeps it from
 * running is one sentence on stderr, and a 2.
 *
 * @example process.exitCode = await runVerify(process.argv.slice(2), console.log)
 */
export const runVerify: Run = (args, print) => command(usage, run, Unverifiable)(args, print)

async function run(
  { values, positionals }: Typed<typeof usage.options>,
  print: Print,
  config: Config,
): Promise<number> {
  const suite = await chosenFrom(config.apis, positionals, 'verify').suite()
  const baseUrl = urlOf(values.url, suite, config)
  const credentials = credentialsOf(suite, values)
  const fidelity = fidelityOf(values.fidelity ?? 'documented')
  const files = filesOf(values.report ?? '')
  // A verification takes its time: a file that cannot be written is better known before.
  for (const [, path] of files) await expectWritable(written(path))
  const report = await watched((signal, watch) =>
    verify(suite, request => fetch(request), {
      baseUrl,
      fidelity,
      pause,
      signal,
      watch,
      readOnly: values['read-only'] ?? false,
      destructive: values.destructive ?? false,
      ...(credentials !== undefined && { credentials }),
    }),
  )
  print(toText(report))
  for (const [kind, path] of files) {
    await writeWhole(written(path), writers[kind](report))
  }
  if (report.isStopped) return 2
  return report.counts.breaches > 0 ? 1 : 0
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** Says how far it is; the first signal stops it, and leaves it the time to put things in order. */
async function watched<T>(
  step: (signal: AbortSignal, watch: Progress['watch']) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const { watch, end } = createProgress(process.stderr)
  const halt = () => {
    end()
    process.stderr.write(
      'Stopping: what was made is removed first. A second signal ends it at once.\n',
    )
    stop.abort()
    for (const signal of signals) process.off(signal, halt)
  }
  for (const signal of signals) process.once(signal, halt)
  try {
    return await step(stop.signal, watch)
  } finally {
    end()
    for (const signal of signals) process.off(signal, halt)
  }
}

/** Waits, and says so where it is for a limit of requests: that may take minutes. */
async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds > 5) {
    process.stderr.write(`The limit of requests is reached: going on in ${seconds} seconds.\n`)
  }
  try {
    await setTimeout(milliseconds, undefined, signal && { signal })
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}

const localBaseOf = (config: Config, documentedUrl: string): string =>
  localOriginOf(config) + basePathOf({ baseUrl: documentedUrl })

function urlOf(text: string | undefined, { name, documentedUrl }: Suite, config: Config): string {
  const remedy = `Give the one that stands for ${documentedUrl}, as in --url ${localBaseOf(config, documentedUrl)}.`
  if (text === undefined) {
    throw new UsageError(`Failed to verify "${name}": there is no --url. ${remedy}`)
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === ''
  if (isPlain) return url.href
  throw new UsageError(`Failed to read --url: "${text}" is no base URL. ${remedy}`)
}

/** The credentials that were given; it is an error to give those of the other kind. */
function credentialsOf(
  { name, auth }: Suite,
  { token, user }: { readonly token?: string; readonly user?: string },
): string | undefined {
  const [own, other] = auth === 'basic' ? [user, token] : [token, user]
  if (other !== undefined) {
    const flags =
      auth === 'basic' ? ['--token', '--user <email:password>'] : ['--user', '--token <key>']
    throw new UsageError(`Failed to verify "${name}": it knows no ${flags[0]}. Give ${flags[1]}.`)
  }
  const whole = auth === 'basic' ? /^[^:]+:./ : /^[!-~]+$/
  if (own === undefined || whole.test(own)) return own
  const form = auth === 'basic' ? '--user <email:password>' : '--token <key>'
  throw new UsageError(`Failed to verify "${name}": the credentials are not whole. Give ${form}.`)
}

function fidelityOf(name: string): Fidelity {
  if (name === 'documented' || name === 'observed') return name
  throw new UsageError(
    `Failed to read --fidelity: there is no "${name}". Choose from documented, observed.`,
  )
}

const written = (path: string) => ({ what: 'the report', path })

type File = readonly [kind: keyof typeof writers, path: string]

/** `junit=a.xml,json=b.json` as pairs. */
const filesOf = (text: string): File[] => (text === '' ? [] : text.split(',').map(fileOf))

function fileOf(text: string): File {
  const [, kind = '', path = ''] = /^([^=]*)=(.+)$/.exec(text.trim()) ?? []
  if (kind === 'junit' || kind === 'json' || kind === 'markdown') return [kind, path]
  throw new UsageError(
    `Failed to read --report: "${text}" names no report. Give junit=<file>, json=<file> or markdown=<file>.`,
  )
}
