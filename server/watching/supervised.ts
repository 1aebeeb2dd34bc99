import { once } from 'node:events'
import { createRequire } from 'node:module'
import { resolve, sep } from 'node:path'
import type { Config } from '../../contract/config/config.ts'
import { isWorldFile } from '../../contract/config/form.ts'
import { messageOf, type Say } from '../line/usage.ts'
import type { Served, Succession } from '../serve/serve.ts'
import { type Beginning, beginningOf, type Made, takeHoldings } from './holdings.ts'
import { look } from './look.ts'
import { type Before, type Order, preload, type Report } from './messages.ts'
import { putHoldings } from './putting.ts'

/** A server that has a supervisor. */
export interface Supervised extends Succession {
  /** Tells of files that it is made of, besides its modules. */
  made(files: readonly string[]): void
  /** Obeys from now on. */
  serving(served: Pick<Served, 'url' | 'close'>, json: boolean): void
}

/** Whether this process was started by a supervisor. */
export const isSupervised = (): boolean =>
  process.channel !== undefined && process.execArgv.includes(preload)

/** What the supervisor of this process tells before it begins; nothing where there is none. */
export async function supervised(say: Say): Promise<Supervised | undefined> {
  if (!isSupervised()) return undefined
  const { port, token, held } = await before()
  const beginnings = new Map<string, Beginning>()
  let doubles: Made | undefined
  const handOver = async (): Promise<void> => {
    if (!doubles) return
    report({ held: await takeHoldings(doubles, beginnings) }, () => process.exit())
  }
  return {
    ...(port !== undefined && { port }),
    token,
    made: files => report({ seen: files.map(look) }),
    async put(made) {
      doubles = made
      for (const double of made.doubles) beginnings.set(double.name, beginningOf(double))
      if (held) await putHoldings(made, held, say)
      report({ seen: required().map(look) })
    },
    serving({ url, close }, json) {
      process.on('message', async (order: Order) => {
        await close()
        if (order !== 'hand over') process.exit()
        await handOver().catch(cause => {
          say(
            `Failed to keep what the doubles hold: ${messageOf(cause)}. They start from their worlds.`,
          )
          process.exit()
        })
      })
      process.channel?.unref()
      report({ listening: { port: Number(new URL(url).port), json } })
    },
  }
}

/** The files that a server reads, besides its modules: worlds and readings. */
export const filesOf = (
  { worlds = {} }: Pick<Config, 'worlds'>,
  world: string,
  readings: readonly string[],
): string[] => {
  const named = Object.hasOwn(worlds, world) || !isWorldFile(world) ? [] : [world]
  const configured = Object.values(worlds).filter(one => typeof one === 'string')
  return [...named, ...configured, ...readings].map(file => resolve(file))
}

/** What CommonJS requires is seen by no hook. */
const required = (): string[] =>
  Object.keys(createRequire(import.meta.url).cache).filter(
    path => !path.includes(`${sep}node_modules${sep}`),
  )

async function before(): Promise<Before> {
  process.channel?.ref()
  const [order] = await once(process, 'message')
  process.channel?.unref()
  return order.before
}

const report = (report: Report, done: () => void = () => {}): void => {
  process.send?.(report, undefined, undefined, done)
}
