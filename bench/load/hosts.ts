import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answered, type Ask, send } from '../ask.ts'
import { crowdOf } from '../crowd.ts'
import { command, project } from '../installed.ts'
import { freePort, type Running, start } from '../process.ts'
import { work } from '../programs.ts'
import type { plainMsw } from '../rivals/plain-msw.ts'
import type { Rival } from '../rivals/rival.ts'
import { refuseOther, startBare, toBare } from './bare.ts'
import type { Sendable, Sent } from './cases.ts'
import { ours } from './own.ts'
import type { Target } from './target.ts'

/** Servers that run, with who is asked there. */
export interface Host {
  readonly targets: readonly Target[]
  stop(): Promise<void>
}

const probe: Ask = {
  method: 'GET',
  path: '/api/core/user/user_7',
  headers: { Authorization: 'Bearer sk_test_...' },
}

/** Our command with so many entities of each kind, journal and checks as they are by default. */
export async function startOwn(
  size: number,
  args: readonly string[] = ['--quiet'],
): Promise<Running> {
  mkdirSync(work, { recursive: true })
  const world = join(work, `world-${size}.json`)
  writeFileSync(world, JSON.stringify(crowdOf(size)))
  const port = await freePort()
  const told = [...command, '--port', `${port}`, '--world', world, ...args]
  return start({ command: told, cwd: project, port, probe })
}

export function targetsOf({ pid, url }: Running, size: number): readonly Target[] {
  return Object.entries(ours).map(([name, sendable]) => ({
    ...{ name, pid, urlIn: () => url },
    sendable: sendable(size),
  }))
}

export async function startRival(
  rival: Rival | typeof plainMsw,
  size: number,
): Promise<Host & { readonly running: Running }> {
  const port = await freePort()
  const told = await rival.prepare(size, work, port)
  const running = await start({ command: told, cwd: work, port, probe: rival.probe })
  const { pid, url } = running
  const isLossy = 'isLossy' in rival && rival.isLossy
  const target = {
    ...{ name: rival.name, pid, urlIn: () => url, isLossy },
    sendable: rival.sendable(size),
  }
  return { targets: [target], running, stop: running.stop }
}

export const bareOf = (name: string): string => `bare, as ${name}`

/** Bare node:http that sends what our APIs send; of each case the first reply, or what it is sent itself. */
export async function startTwins(targets: readonly Target[]): Promise<Host> {
  const all = await Promise.all(targets.flatMap(repliesOf))
  const { pid, urls, stop } = await startBare(all.map(({ bare }) => bare))
  for (const [nth, { bare, answered, ask }] of all.entries()) {
    if (!bare.echoes) await refuseOther(answered, urls[nth] ?? '', ask)
  }
  const twins = targets.map(target => ({
    ...{ name: bareOf(target.name), pid, twin: target },
    urlIn: (name: string) =>
      urls[all.findIndex(one => one.target === target && one.name === name)] ?? '',
    sendable: forTwin(target.sendable),
  }))
  return { targets: twins, stop }
}

/** It has no ids, and nothing to put back in order. */
const forTwin = (sendable: Sendable): Sendable =>
  Object.fromEntries(
    Object.entries(sendable).map(([name, { asks, each }]) => [
      name,
      { asks, ...(each && { each }) },
    ]),
  )

function repliesOf(target: Target) {
  return Object.entries(target.sendable).map(async ([name, sent]) => {
    const ask = await firstOf(target, sent)
    const url = target.urlIn(name)
    const answered = await success(url, ask)
    if (sent.after) await success(url, sent.after)
    return {
      target,
      name,
      ask,
      answered,
      bare: toBare(answered, name === 'create' || name === 'update'),
    }
  })
}

/** The first request of a case, with something that can be deleted where it deletes. */
async function firstOf(target: Target, { asks, each }: Sent) {
  const [ask] = asks
  if (!ask) throw new Error(`Failed to ask ${target.name}: a case has no requests. Give it one.`)
  const text = JSON.stringify(ask).replaceAll('{n}', '999999')
  if (!text.includes('{each}')) return JSON.parse(text)
  return JSON.parse(text.replaceAll('{each}', each?.[0] ?? (await made(target))))
}

async function made({ urlIn, sendable: { create } }: Target): Promise<string> {
  const [ask] = create?.asks ?? []
  if (!ask) return 'none'
  const { body } = await success(
    urlIn('create'),
    JSON.parse(JSON.stringify(ask).replaceAll('{n}', '999998')),
  )
  const id = (create?.id ?? []).reduce<unknown>((part, key) => Object(part)[key], JSON.parse(body))
  return String(id)
}

async function success(url: string, ask: Ask): Promise<Answered> {
  const answered = await send(url, ask)
  if (answered.status < 300) return answered
  throw new Error(
    `Failed to ask "${ask.method} ${ask.path}": ${answered.status} ${answered.body}. Ask for something that is there.`,
  )
}
