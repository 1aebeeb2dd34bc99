import type { Watched } from '../force/watched.ts'
import type { DoubleOptions } from '../options.ts'
import type { Snapshot, State } from './state.ts'

/** The part of the Web Storage API that is needed: `sessionStorage`, `localStorage`. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What is kept of a double, and by which name it is told. */
export interface Persistent {
  readonly name: string
  /** Where the double stands: one that stands elsewhere keeps what is its own. */
  readonly baseUrl: string
  readonly state: State
  readonly overrides: Watched
}

/** Where a double is kept, and when. */
export interface Page {
  /** Throws, or gives null, where a browser does not want to keep anything. */
  storage(): Storage | null
  /** Calls back when the next text may be written. */
  rest(over: () => void): void
  /** Calls back when the page goes. */
  leaving(go: () => void): void
  warn(sentence: string): void
}

/** What is written. What another version, world or seed has written is of no use. */
interface Kept {
  readonly of: string
  readonly state: Snapshot
  readonly overrides: Watched['list']
}

/** Counts up when what is kept changes its form. */
const version = 3

/**
 * Keeps a double in a storage: restores what is there, and from then on writes every change. What goes wrong is told
 * once, and the double goes on without. Says whether there was anything to restore; throws where no browser is.
 */
export function persist(
  double: Persistent,
  { world = 'documented', seed = 1 }: Pick<DoubleOptions<unknown>, 'world' | 'seed'>,
  page: Page = browserPage,
): boolean {
  const { name, baseUrl, state, overrides } = double
  if (page === browserPage && !('sessionStorage' in globalThis)) throw notHere(name)
  const key = `contract-doubles:${name}:${baseUrl}`
  const of = textOf([version, world, seed])
  const failed = (verb: string, rest: string) => (cause: unknown) =>
    page.warn(`Failed to ${verb} the "${name}" double: ${messageOf(cause)}. ${rest}`)

  const opened = attempt(() => open(page, key), failed('persist', without))
  if (!opened) return false
  const { storage, text } = opened
  const restore = () => {
    if (text !== null) take(JSON.parse(text), of, double)
    return text !== null
  }
  const isRestored = attempt(restore, failed('restore', 'It starts from its world.')) ?? false
  const write = () => {
    const kept: Kept = { of, state: state.snapshot(), overrides: overrides.list }
    storage.setItem(key, JSON.stringify(kept))
  }
  const forget = () => storage.removeItem(key) // or a reload would go back to what it last was
  const changed = gather(page, write, cause => {
    failed('persist', without)(cause)
    attempt(forget, () => {})
  })
  state.watch(changed)
  overrides.watch(changed)
  return isRestored
}

const without =
  'A reload forgets what is done from now on: give it a smaller world, or leave "persist" out.'

const notHere = (name: string): Error =>
  new TypeError(
    `Failed to persist the "${name}" double: there is no sessionStorage here. Leave "persist" out, or use snapshot() and restore().`,
  )

function open(page: Page, key: string) {
  const storage = page.storage()
  if (!storage) throw new Error('the browser has no sessionStorage')
  return { storage, text: storage.getItem(key) }
}

/** Checks what was kept, and takes it. */
function take(kept: Partial<Kept> | null, of: string, { state, overrides }: Persistent): void {
  if (!kept?.state || !kept.overrides) throw new Error('what was kept is of an older version')
  if (kept.of !== of) throw new Error('what was kept is of another version, world or seed')
  state.restore(kept.state)
  overrides.load(kept.overrides)
}

/**
 * Writes for the first change at the end of its task, and not again before the page has rested: to write a large world
 * takes its time. The page does not go before the last change is written. After a failure nothing is.
 */
function gather(page: Page, write: () => void, failed: (cause: unknown) => void): () => void {
  let isDue = false
  let isResting = false
  let isOver = false
  const flush = () => {
    if (!isDue || isOver) return
    isDue = false
    isResting = true
    attempt(write, cause => {
      isOver = true
      failed(cause)
    })
    page.rest(() => {
      isResting = false
      flush()
    })
  }
  page.leaving(flush)
  return () => {
    if (!isDue && !isResting) queueMicrotask(flush)
    isDue = true
  }
}

/** Without the full stop at its end. */
const messageOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '')

/** A value as JSON, with its functions as they are written: of another world of the same name they are others. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'function' ? String(part) : part))

function attempt<Value>(run: () => Value, failed: (cause: unknown) => void): Value | undefined {
  try {
    return run()
  } catch (cause) {
    failed(cause)
    return undefined
  }
}

/** Milliseconds between two texts. */
const rest = 250

const browserPage: Page = {
  storage: () => sessionStorage,
  rest: over => {
    setTimeout(over, rest)
  },
  leaving: go => {
    if (typeof addEventListener === 'function') addEventListener('pagehide', go)
  },
  // biome-ignore lint/suspicious/noConsole: a developer is told where developers look
  warn: sentence => console.warn(sentence),
}
