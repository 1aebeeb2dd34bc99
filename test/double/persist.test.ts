import { afterEach, describe, expect, it, vi } from 'vitest'
import { watched } from '../../contract/double/force/watched.ts'
import { createIds } from '../../contract/double/ids.ts'
import {
  type Page,
  type Persistent,
  persist,
  type Storage,
} from '../../contract/double/state/persist.ts'
import { createState } from '../../contract/double/state/state.ts'
import { createOverplane } from '../../handlers/index.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const denied = new Error('Access is denied.')
const headers = { Authorization: 'Bearer sk_1' }

/** A browser's storage, in memory; `fails` makes its writes or its reads throw. */
function createStorage(fails: { read?: Error; write?: Error } = {}) {
  const texts = new Map<string, string>()
  const storage: Storage = {
    getItem: key => {
      if (fails.read) throw fails.read
      return texts.get(key) ?? null
    },
    setItem: (key, text) => {
      if (fails.write) throw fails.write
      texts.set(key, text)
    },
    removeItem: key => texts.delete(key),
  }
  return { texts, storage, fails }
}

/** A page whose time is the test's. */
function createPage(storage: Storage | null) {
  const rests: (() => void)[] = []
  const leaving: (() => void)[] = []
  const warn = vi.fn()
  const page: Page = {
    storage: () => storage,
    rest: over => rests.push(over),
    leaving: go => leaving.push(go),
    warn,
  }
  const each = (calls: (() => void)[]) => {
    for (const call of calls) call()
  }
  return { page, warn, rested: () => each(rests.splice(0)), leave: () => each(leaving) }
}

/** Something to keep: numbers, which tell of their changes. */
function createCounter() {
  const held: number[] = []
  const watching: (() => void)[] = []
  const dump = vi.fn(() => [...held])
  const numbers = {
    clear: () => held.splice(0),
    dump,
    fault: () => undefined,
    hold: () => undefined,
    put: () => {},
    load: (all: readonly number[]) => held.splice(0, held.length, ...all),
    watch: (changed: () => void) => watching.push(changed),
  }
  const overrides = watched({
    list: [],
    add: () => 1,
    check: () => ({}),
    examples: () => [],
    remove: () => false,
    take: () => undefined,
  })
  const state = createState({
    entities: {},
    parts: { numbers },
    ids: createIds(1),
    always: () => {},
  })
  const double: Persistent = { name: 'counter', baseUrl: 'http://a.test', state, overrides }
  const add = (number: number) => {
    for (const changed of watching) changed()
    held.push(number)
  }
  return { double, add, held, dump }
}

/** Lets go what waits for the end of a task. */
const task = () => Promise.resolve()

describe('what a double holds', () => {
  it('is written once for all changes of a task, and not again before the page has rested', async () => {
    const { storage } = createStorage()
    const { page, rested } = createPage(storage)
    const { double, add, dump } = createCounter()
    persist(double, {}, page)
    for (const number of [1, 2, 3]) add(number)
    await task()
    expect(dump).toHaveBeenCalledTimes(1)
    for (const number of [4, 5, 6]) {
      add(number)
      await task()
    }
    expect(dump).toHaveBeenCalledTimes(1)
    rested()
    expect(dump).toHaveBeenCalledTimes(2)
    rested()
    expect(dump).toHaveBeenCalledTimes(2)
    add(7)
    await task()
    expect(dump).toHaveBeenCalledTimes(3)
    const next = createCounter()
    expect(persist(next.double, {}, createPage(storage).page)).toBe(true)
    expect(next.held).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('is written when the page goes, if there is anything to write', async () => {
    const { storage } = createStorage()
    const { page, leave } = createPage(storage)
    const { double, add, dump } = createCounter()
    persist(double, {}, page)
    add(1)
    await task()
    add(2)
    leave()
    expect(dump).toHaveBeenCalledTimes(2)
    leave()
    expect(dump).toHaveBeenCalledTimes(2)
  })

  it('is told once not to fit, is written no more, and is gone after a reload', async () => {
    const quota = new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    const { storage, texts, fails } = createStorage()
    const { page, warn, rested, leave } = createPage(storage)
    const { double, add, dump } = createCounter()
    persist(double, {}, page)
    add(1)
    await task()
    expect(texts.size).toBe(1)
    fails.write = quota
    for (const number of [2, 3, 4]) {
      add(number)
      await task()
      rested()
    }
    leave()
    expect(warn.mock.calls).toEqual([
      [
        'Failed to persist the "counter" double: The quota has been exceeded. A reload forgets what is done from now on: give it a smaller world, or leave "persist" out.',
      ],
    ])
    expect(dump).toHaveBeenCalledTimes(2)
    expect(texts.size).toBe(0)
  })

  it.each([
    ['that is null', null, 'the browser has no sessionStorage'],
    [
      'that lets nobody read',
      createStorage({ read: denied, write: denied }).storage,
      'Access is denied.',
    ],
  ])('goes on without a storage %s', async (_, storage, cause) => {
    const { page, warn } = createPage(storage)
    const { double, add, held } = createCounter()
    expect(persist(double, {}, page)).toBe(false)
    add(1)
    await task()
    expect(held).toEqual([1])
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toContain(`the "counter" double: ${cause}`)
  })

  it('goes on without a storage that throws when it is asked for', () => {
    const { page, warn } = createPage(null)
    const storage = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError')
    }
    expect(persist(createCounter().double, {}, { ...page, storage })).toBe(false)
    expect(warn.mock.calls[0]?.[0]).toContain('Access is denied for this document.')
  })
})

describe('what was kept', () => {
  /** What the storage has after a double with these options has kept something. */
  async function keep(options = {}) {
    const kept = createStorage()
    const { double, add } = createCounter()
    persist(double, options, createPage(kept.storage).page)
    add(1)
    await task()
    return kept
  }

  const other = { name: 'a world', counter: () => 2 }

  it.each([
    ['of another world', { world: 'empty' }, 'of another version, world or seed'],
    ['of another seed', { seed: 2 }, 'of another version, world or seed'],
    ['of a world of that name', { world: other }, 'of another version, world or seed'],
  ])('is not taken where it is %s', async (_, options, cause) => {
    const world = { ...other, counter: () => 1 }
    const { storage } = await keep('world' in options && options.world === other ? { world } : {})
    const { page, warn } = createPage(storage)
    const { double, held } = createCounter()
    expect(persist(double, options, page)).toBe(false)
    expect(held).toEqual([])
    expect(warn.mock.calls).toEqual([
      [
        `Failed to restore the "counter" double: what was kept is ${cause}. It starts from its world.`,
      ],
    ])
  })

  it('is left alone by a double that stands elsewhere', async () => {
    const { storage, texts } = await keep()
    const { page, warn } = createPage(storage)
    const { double } = createCounter()
    expect(persist({ ...double, baseUrl: 'http://b.test' }, {}, page)).toBe(false)
    expect(warn).not.toHaveBeenCalled()
    expect(texts.size).toBe(1)
  })

  it.each([
    ['no JSON', '{broken'],
    ['cut off', undefined],
    ['no object', 'null'],
    ['another object', '{"a":1}'],
    ['of an older version', '{"ids":[1,2,3,4],"parts":{"numbers":[1]}}'],
    ['empty', ''],
  ])('is not taken where it is %s, and is told of once', async (_, text) => {
    const { storage, texts } = await keep()
    for (const [key, whole] of texts) texts.set(key, text ?? whole.slice(0, -20))
    const { page, warn } = createPage(storage)
    expect(persist(createCounter().double, {}, page)).toBe(false)
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toMatch(
      /^Failed to restore the "counter" double: .+ It starts from its world\.$/,
    )
  })
})

describe('a persistent double in a page', () => {
  it('keeps its overrides, with the replies that they have left', async () => {
    const { storage } = createStorage()
    vi.stubGlobal('sessionStorage', storage)
    const leaving: (() => void)[] = []
    vi.stubGlobal('addEventListener', (_: 'pagehide', go: () => void) => leaving.push(go))
    const double = createOverplane({ persist: true })
    double.override('listUsers', { status: 401, times: 3 })
    double.override('deleteUser', { status: 404 })
    await double.fetch('/api/core/user', { headers })
    for (const go of leaving) go()
    const next = createOverplane({ persist: true })
    const seen = next.overrides.list.map(({ operation, left }) => [operation, left])
    expect(seen).toEqual([
      ['deleteUser', null],
      ['listUsers', 2],
    ])
    expect((await next.fetch('/api/core/user', { headers })).status).toBe(401)
  })

  it('starts from its world where what was kept is broken, and works', async () => {
    const { storage, texts } = createStorage()
    vi.stubGlobal('sessionStorage', storage)
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    createOverplane({ persist: true }).db.user.create({ email: 'ada@example.com' })
    await task()
    for (const [key, text] of texts) texts.set(key, text.replace('"users"', '"others"'))
    const double = createOverplane({ persist: true })
    expect(double.db.user.count()).toBe(1)
    expect(double.overrides.list).toEqual([])
    expect(warn).toHaveBeenCalledTimes(1)
    const body = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' })
    const created = await double.fetch('/api/core/user', { method: 'POST', headers, body })
    expect(created.status).toBe(200)
  })

  it('is made where the storage is null, or throws', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('sessionStorage', null)
    expect(createOverplane({ persist: true }).db.user.count()).toBe(1)
    expect(warn).toHaveBeenCalledTimes(1)
  })
})
