import { factory, primaryKey } from '@mswjs/data'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDb } from '../../../contract/store/store.ts'
import { apis, createOverplane } from '../../../handlers/index.ts'

describe('a database', () => {
  class Spy {
    static opened = 0
    constructor() {
      Spy.opened += 1
    }
    addEventListener() {}
    postMessage() {}
  }

  const models = () => ({ note: { id: primaryKey(() => 'a') } })

  /** As in a browser: `@mswjs/data` wants a window too before it opens a channel. */
  const inBrowser = () => {
    Spy.opened = 0
    vi.stubGlobal('window', {})
    vi.stubGlobal('BroadcastChannel', Spy)
  }

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('opens no BroadcastChannel, where one of @mswjs/data itself does', () => {
    inBrowser()
    factory(models())
    expect(Spy.opened).toBe(1)
    createDb(models()).note.create({})
    const doubles = Object.values(apis).map(({ create }) => create())
    for (const double of doubles) double.reset()
    expect(Spy.opened).toBe(1)
    expect(globalThis.BroadcastChannel).toBe(Spy)
  })

  it('leaves BroadcastChannel as it was, even if the models are wrong, or if there is none', () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')
    expect(before).toBeDefined()
    createOverplane()
    expect(Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')).toEqual(before)
    inBrowser()
    expect(() => createDb({ note: { text: String } })).toThrow('primary key')
    expect(globalThis.BroadcastChannel).toBe(Spy)
    Reflect.deleteProperty(globalThis, 'BroadcastChannel')
    createOverplane()
    expect('BroadcastChannel' in globalThis).toBe(false)
  })
})
