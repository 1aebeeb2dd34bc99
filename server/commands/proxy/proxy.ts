import { randomBytes } from 'node:crypto'
import { readJson, readQuery } from '../../../contract/answer/parse.ts'
import type { ApiDefinition } from '../../../contract/api.ts'
import type { Config } from '../../../contract/config/config.ts'
import { basePathOf } from '../../../contract/double/base-path.ts'
import { createJournal } from '../../../contract/double/journal/journal.ts'
import { once } from '../../../contract/once.ts'
import { type Passed, toDelivery } from '../../../contract/traffic/passed.ts'
import type { TrafficReport } from '../../../contract/traffic/report.ts'
import { toLines, toText } from '../../../contract/traffic/reports.ts'
import { createWatcher, type WatchOptions } from '../../../contract/traffic/watcher.ts'
import type { Suite } from '../../../contract/verify/suite.ts'
import { createGuard, isLoopback } from '../../admin/guard.ts'
import type { Print } from '../../line/printing.ts'
import type { Typed } from '../../line/typed.ts'
import { codeOf as codeOfErrors, messageOf, sayer } from '../../line/usage.ts'
import { tokenIn, wholeNumber } from '../../line/values.ts'
import { listen } from '../../serve/listening.ts'
import { endingOnSignal } from '../../serve/stopping.ts'
import { baseUrlIn, localBasesOf } from '../base-url.ts'
import { chosenFrom, namesOf } from '../choosing.ts'
import { command, type Run } from '../command.ts'
import { commands } from '../commands.ts'
import { codeOf, trafficOptions, trafficTold } from '../traffic/options.ts'
import { proxyHostOf } from './host.ts'
import { createProxy } from './proxying.ts'
import { createTarget } from './target.ts'

const usage = {
  ...commands.proxy,
  apis: ({ apis }: Config) => namesOf(apis),
  environment: ['admin-token'],
  options: {
    url: {
      type: 'string',
      value: '<base>',
      about: (config: Config) =>
        `where the provider stands, in the place of the documented base URL; of the doubles, say:\n${localBasesOf(config)}`,
    },
    insecure: { type: 'boolean', about: 'take any certificate of the provider' },
    port: { type: 'string', short: 'p', value: '<n>', about: 'default 4030; 0 takes a free one' },
    host: { type: 'string', value: '<name>', about: 'default both loopbacks, 127.0.0.1 and ::1' },
    'admin-token': {
      type: 'string',
      value: '<token>',
      about: `lets other machines ask for what went by; default the environment's
CONTRACT_DOUBLES_ADMIN_TOKEN, and made up where the host is no loopback`,
    },
    ...trafficOptions,
  },
  notes: `Everything is passed on as it comes, and nothing besides: bytes, headers, statuses, streams. What belongs to one
connection (Connection, Keep-Alive, TE, Upgrade) is each connection's own, and Host names the provider. A body of
more than 4 MiB goes by unjudged. Under /__admin stands what went by: journal, report, pact/<api>.json, har.

It ends with Ctrl-C, tells then what it has seen, and writes the reports. A violation is the caller's, a breach the
provider's; a reading is nobody's fault.

Exit code: 0 neither side broke the contract, 1 one did (with --strict where a reading is otherwise too), 2 could not
run.`,
} as const

/**
 * The `proxy` command: stands before a provider until a signal ends it, then prints what it has seen, and gives the
 * exit code.
 *
 * @example process.exitCode = await runProxy(process.argv.slice(2), console.log)
 */
export const runProxy: Run = command(usage, async (typed, print, config) => {
  const { values } = typed
  const api = chosenFrom(config.apis, typed.positionals, 'watch the traffic')
  const suite = await api.suite()
  const baseUrl = baseUrlIn(values.url, `watch the traffic of "${suite.name}"`, suite, config)
  const { reports, expected } = await trafficTold(values, config)
  const standing = standingIn(typed)
  const say = sayer(false)
  await endingOnSignal(async () => {
    const watched = { api, suite, baseUrl, isInsecure: values.insecure ?? false }
    const proxy = await startProxy(watched, { ...expected(api.name), ...standing }, print)
    return {
      close: () =>
        codeOfErrors(say, [], async () => {
          const report = await proxy.close()
          print(toText(report))
          for (const { write } of reports) await write(report)
          return codeOf(report, values.strict)
        }),
    }
  })
  // What is thrown beside a request ends nothing.
  process.on('uncaughtException', thrown => {
    say(`Failed beside any request: ${messageOf(thrown)}. The proxy goes on.`)
  })
  return 0
})

/** Where it listens, and who may ask what it has seen. */
interface Standing {
  readonly port: number
  readonly host: string | undefined
  readonly adminToken: string | undefined
}

function standingIn({ values, sourceOf }: Typed<typeof usage.options>): Standing {
  const { port = '4030', host, 'admin-token': token } = values
  const isOpen = host !== undefined && host !== 'localhost' && !isLoopback(host)
  const made = isOpen ? randomBytes(16).toString('hex') : undefined
  return {
    port: wholeNumber('--port', port, 65_535),
    host,
    adminToken: token === undefined ? made : tokenIn(sourceOf('admin-token'), token),
  }
}

/** What is watched, and where it stands. */
interface Watched {
  readonly api: ApiDefinition
  readonly suite: Suite
  readonly baseUrl: string
  readonly isInsecure: boolean
}

/** A proxy that listens. */
interface Running {
  readonly url: string
  /** Stops, and gives what it has seen. */
  close(): Promise<TrafficReport>
}

/** Stands before a provider until it is closed; `print` is told where it stands, and each thing that is otherwise. */
export async function startProxy(
  { api, suite, baseUrl, isInsecure }: Watched,
  { port, host, adminToken, ...expected }: Standing & WatchOptions,
  print: Print,
): Promise<Running> {
  const target = createTarget(baseUrl, isInsecure)
  const watcher = createWatcher(suite, { ...expected, baseUrl })
  const rest = createRest()
  const report = (): TrafficReport => ({
    source: `proxy to ${baseUrl.replace(/\/+$/, '')}`,
    apis: [watcher.report()],
    skipped: rest.skipped(),
  })
  const journals = { journal: watcher.journal, strangers: rest.journal }
  const { server, settled } = createProxy({
    ...{ target, watcher, guard: createGuard(adminToken) },
    // It is a hundred schemas: what goes by need not wait for them.
    control: once(async () => {
      const { createControl } = await import('../../../contract/control/control.ts')
      const { trafficOperations } = await import('../../../contract/control/traffic.ts')
      return createControl(proxyHostOf(api, { baseUrl, ...journals }), trafficOperations(report))
    }),
    onFinding: finding => print(toLines(finding)),
    onSkipped: rest.skip,
    onFailure: sentence => process.stderr.write(`${sentence}\n`),
  })
  const { url, close } = await listen(server, { host, port })
  print(bannerOf(url, { api, baseUrl }, adminToken))
  return {
    url,
    async close() {
      await close()
      target.close()
      await settled()
      return report()
    },
  }
}

/** What is none of the API's: how much of it, and why. */
function createRest() {
  const journal = createJournal({ title: '', contract: {}, query: readQuery, body: readJson })
  const whys = new Map<string, number>()
  return {
    journal,
    skipped: () => Object.fromEntries(whys),
    skip(passed: Passed, why: string): void {
      whys.set(why, (whys.get(why) ?? 0) + 1)
      const { call, at, milliseconds } = passed
      journal.record({
        ...{ call, at, milliseconds, reply: toDelivery(passed), found: { allow: [] } },
        ...{ near: [], news: [], forced: false, refusal: undefined },
      })
    },
  }
}

const bannerOf = (
  url: string,
  { api, baseUrl }: Pick<Watched, 'api' | 'baseUrl'>,
  adminToken: string | undefined,
): string =>
  [
    `proxy listening on ${url}, before ${new URL(baseUrl).origin}`,
    `  ${api.title}: take ${url}${basePathOf({ baseUrl })} in the place of ${baseUrl.replace(/\/+$/, '')}`,
    `  what went by: ${url}/__admin/report, /journal, /har, /pact/${api.name}.json?consumer=…`,
    ...(adminToken === undefined ? [] : [`  for other machines: X-Admin-Token: ${adminToken}`]),
    '  Ctrl-C ends it, and tells what it has seen',
  ].join('\n')
