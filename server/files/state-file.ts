import { existsSync } from 'node:fs'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import { restoreAll } from '../../contract/double/state/restoring.ts'
import type { Snapshot } from '../../contract/double/state/state.ts'
import { messageOf, type Say, UsageError } from '../line/usage.ts'
import { fileLimit, readJson } from './json-file.ts'
import { expectWritable, sweep, writeWhole, writeWholeNow } from './writing.ts'

/** What is kept of a double. */
type Kept = Pick<ServedDouble, 'name' | 'snapshot' | 'restore' | 'watch'>

/** Keeps doubles in a file. */
interface Keeper {
  /** Writes what they hold, and every change from now on. */
  begin(): void
  /** Writes the last change, and none after it. */
  close(): Promise<void>
}

/**
 * Puts doubles into the state that a file has, where it is there; from `begin` on it has what they hold. What keeps it
 * from being read, or from ever being written, is thrown as a sentence; what keeps it from being written later is told.
 * Without a file nothing is kept.
 *
 * @example
 * const keeper = await keepState('./state.json', [overplane, oberplan], say)
 * keeper.begin()
 */
export async function keepState(
  path: string | undefined,
  doubles: readonly Kept[],
  say: Say,
): Promise<Keeper> {
  if (path === undefined) return { begin() {}, close: async () => {} }
  const file = { what: 'the state', path }
  await expectWritable(file)
  await sweep(path)
  if (existsSync(path)) await restoreFrom(path, doubles)
  const telling = toTelling(say)
  return createKeeper(doubles, {
    write: () => telling(async () => writeWhole(file, piecesOf(doubles))),
    writeNow: () => {
      try {
        writeWholeNow(file, [...piecesOf(doubles)].join(''))
      } catch (cause) {
        say(`Failed to write the state "${path}": ${messageOf(cause)}. What was done last is lost.`)
      }
    },
  })
}

async function restoreFrom(path: string, doubles: readonly Kept[]): Promise<void> {
  const doing = `read the state "${path}"`
  const state = await readJson(path).catch(cause => {
    throw new UsageError(
      `Failed to ${doing}: ${messageOf(cause)}. Mend it, or put it away to start from the world.`,
      { cause },
    )
  })
  restoreAll(doubles, state, doing)
}

/** What doubles hold now as JSON, of which each piece is made when it is asked for. */
function piecesOf(doubles: readonly Kept[]): Iterable<string> {
  const states = doubles.map(({ name, snapshot }) => [name, snapshot()] as const)
  return { [Symbol.iterator]: () => bounded(piecesOfAll(states)) }
}

function* bounded(pieces: Iterable<string>): Generator<string> {
  let size = 0
  for (const piece of pieces) {
    size += Buffer.byteLength(piece)
    if (size > fileLimit) throw new Error(`it is larger than ${fileLimit} bytes`)
    yield piece
  }
}

function* piecesOfAll(states: readonly (readonly [string, Snapshot])[]): Generator<string> {
  let start = '{'
  for (const [name, state] of states) {
    yield `${start}${JSON.stringify(name)}:`
    yield* piecesOfOne(state)
    start = ','
  }
  yield '}\n'
}

function* piecesOfOne(state: Snapshot): Generator<string> {
  let start = '{'
  for (const [name, held] of Object.entries(state)) {
    yield `${start}${JSON.stringify(name)}:`
    if (Array.isArray(held)) yield* piecesOfList(held)
    else yield JSON.stringify(held)
    start = ','
  }
  yield '}'
}

/** How many entities are one piece: less than a millisecond's work. */
const atOnce = 200

function* piecesOfList(entities: readonly unknown[]): Generator<string> {
  for (let from = 0; from < entities.length; from += atOnce) {
    const piece = JSON.stringify(entities.slice(from, from + atOnce))
    yield `${from === 0 ? '[' : ','}${piece.slice(1, -1)}`
  }
  yield entities.length === 0 ? '[]' : ']'
}

/** Tells of a failure, and of no other before it has succeeded again; says whether it did. */
function toTelling(say: Say): (step: () => Promise<void>) => Promise<boolean> {
  let isTold = false
  return async step => {
    try {
      await step()
      isTold = false
      return true
    } catch (cause) {
      if (!isTold)
        say(`${messageOf(cause)} The server goes on, and tries again after the next change.`)
      isTold = true
      return false
    }
  }
}

/** How a state is written. */
interface Writing {
  /** Takes it at once, and says later whether it is written. */
  write(): Promise<boolean>
  /** Takes and writes it at once: there is no later. */
  writeNow(): void
}

/** Milliseconds from a change until it is written, or twice as long as the last time took where that is more. */
const rest = 250

/** A change only starts a timer. What is written has all that there is by then. */
function createKeeper(doubles: readonly Kept[], { write, writeNow }: Writing): Keeper {
  let isDue = false
  let isOver = true
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  const changed = () => {
    if (isOver) return
    isDue = true
    if (timer === undefined && writing === undefined) wait(rest)
  }
  const wait = (milliseconds: number) => {
    timer = setTimeout(flush, milliseconds)
  }
  const flush = () => {
    timer = undefined
    isDue = false
    const start = performance.now()
    writing = write().then(isWritten => {
      writing = undefined
      const isChanged = isDue
      isDue ||= !isWritten
      if (isChanged && !isOver) wait(Math.max(rest, 2 * (performance.now() - start)))
    })
  }
  const leave = () => {
    if (isDue || writing) writeNow()
  }
  return {
    begin() {
      isOver = false
      for (const double of doubles) double.watch(changed)
      process.on('exit', leave)
      changed()
    },
    async close() {
      isOver = true
      clearTimeout(timer)
      await writing
      if (isDue) flush()
      await writing
      process.off('exit', leave)
    },
  }
}
