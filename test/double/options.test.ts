import { describe, expect, it } from 'vitest'
import { createFactories } from '../../factories/index.ts'
import {
  apis,
  createDoubles,
  createOverplane,
  type DoubleOptions,
  type WorldChoice,
} from '../../handlers/index.ts'

type Options = Omit<DoubleOptions<WorldChoice>, 'scenarios'>
type Create = (options?: Options) => { reset(world?: WorldChoice): void }

const create: readonly (readonly [what: string, create: Create])[] = [
  ...Object.values(apis).map(({ name, create }) => [`the "${name}" double`, create] as const),
  ['the doubles', createDoubles],
]

/** Options as they come without types, and the part of the sentence that names what is wrong. */
const wrong: readonly (readonly [options: unknown, sentence: string])[] = [
  [null, 'it is null. Give an object of options.'],
  ['demo', 'it is "demo". Give an object of options.'],
  [[], 'it is a list. Give an object of options.'],
  [{ colour: 1 }, 'there is no "colour". Choose from baseUrl, seed, world, now, fidelity'],
  [{ seed: 'x' }, '"seed" is "x". Give a whole number.'],
  [{ seed: 1.5 }, '"seed" is 1.5. Give a whole number.'],
  [{ seed: Number.NaN }, '"seed" is NaN. Give a whole number.'],
  [{ seed: null }, '"seed" is null. Give a whole number.'],
  [{ now: 5 }, '"now" is 5. Give a function, as in () => new Date("2024-01-15").'],
  [{ now: new Date(0) }, '"now" is an object. Give a function'],
  [{ fidelity: 'x' }, '"fidelity" is "x". Give "documented" or "observed".'],
  [{ rateLimit: 'yes' }, '"rateLimit" is "yes". Give true, false, or a whole number from 0.'],
  [{ rateLimit: -1 }, '"rateLimit" is -1. Give true, false, or a whole number from 0.'],
  [{ journal: -1 }, '"journal" is -1. Give'],
  [{ journal: 1.5 }, '"journal" is 1.5. Give'],
  [{ journal: 'all' }, '"journal" is "all". Give'],
  [{ persist: 1 }, '"persist" is 1. Give true or false.'],
  [{ baseUrl: '/v1' }, '"baseUrl" is "/v1". Give an absolute URL without a query, such as'],
  [{ baseUrl: 'http://a.test/?b=c' }, '"baseUrl" is "http://a.test/?b=c". Give an absolute URL'],
  [{ baseUrl: 'http://a.test/#b' }, '"baseUrl" is "http://a.test/#b". Give an absolute URL'],
  [{ baseUrl: 'ftp://a.test' }, '"baseUrl" is "ftp://a.test". Give an absolute URL'],
  [{ baseUrl: 'http://me:secret@a.test' }, '"baseUrl" is "http://me:secret@a.test". Give an abs'],
  [{ baseUrl: new URL('http://a.test') }, '"baseUrl" is an object. Give an absolute URL'],
]

const each = (fill: () => unknown) =>
  Object.fromEntries(Object.keys(apis).map(name => [name, fill]))

const wrongWorlds: readonly (readonly [world: unknown, sentence: string])[] = [
  [null, 'Failed to find the world: it is null. Give "documented", "empty", or an object'],
  [3, 'Failed to find the world: it is 3. Give "documented"'],
  [[], 'Failed to find the world: it is a list. Give "documented"'],
  [{}, 'Failed to find the world: "name" is missing. Give a text.'],
  ['demo', 'Failed to find the world "demo": only "documented" and "empty" go by name.'],
  ['constructor', 'Failed to find the world "constructor": only'],
  [{ name: 'x', overplane: 3 }, '"overplane" is 3. Give a function that fills the models'],
  [
    { name: 'x', ...each(async () => Promise.reject(new Error('nobody heard'))) },
    'Failed to fill the world: its function gives a promise, and nobody waits for it. Wait for',
  ],
]

// What no TypeScript would let through comes from JavaScript, from JSON and from a shell.
const any = (options: unknown) => options as Options

describe.each(create)('creating %s', (what, make) => {
  it.each(wrong)('with %j is refused in a sentence', (options, sentence) => {
    expect(() => make(any(options))).toThrow(`Failed to create ${what}: ${sentence}`)
  })

  it.each(wrongWorlds)('in the world %j is refused in a sentence', (world, sentence) => {
    expect(() => make(any({ world }))).toThrow(sentence)
    const double = make()
    expect(() => double.reset(any({ world }).world)).toThrow(sentence)
  })

  it('takes undefined for what is left out', () => {
    const names = 'baseUrl seed world now fidelity rateLimit journal persist'.split(' ')
    make(any(undefined))
    make(any(Object.fromEntries(names.map(name => [name, undefined]))))
  })
})

describe('a world with a part that no API has', () => {
  const world: object = { name: 'x', overplan: () => {} }
  const sentence =
    'Failed to find the world: there is no "overplan". Choose from name, overplane, pterodactyl, oberplan.'

  it('is refused by all doubles, who know what there is', () => {
    expect(() => createDoubles(any({ world }))).toThrow(sentence)
    expect(() => createDoubles().reset(any({ world }).world)).toThrow(sentence)
  })

  it('is none of the business of one double, unless it is no function', () => {
    expect(createOverplane(any({ world })).db.user.count()).toBe(0)
    expect(() => createOverplane(any({ world: { name: 'x', overplan: 3 } }))).toThrow(
      '"overplan" is 3. Give a function that fills the models',
    )
  })
})

describe('a clock that gives no time', () => {
  it.each([[5], ['2024-01-15'], [new Date(Number.NaN)], [undefined]])(
    'such as %j is named',
    told => {
      const { db } = createOverplane(any({ now: () => told }))
      expect(() => db.user.create({})).toThrow(
        `Failed to tell the time: "now" gave ${told}. Let it give a Date`,
      )
    },
  )
})

describe('the factories', () => {
  it('are made without a seed, as with 1', () => {
    expect(createFactories().overplaneUser()).toEqual(createFactories({ seed: 1 }).overplaneUser())
  })

  it.each([
    [null, 'it is null. Give an object of options.'],
    [{ seed: 'x' }, '"seed" is "x". Give a whole number.'],
    [{ sed: 1 }, 'there is no "sed". Choose from seed.'],
  ])('are refused with %j', (options, sentence) => {
    const make = () => createFactories(any(options))
    expect(make).toThrow(`Failed to create the factories: ${sentence}`)
  })
})
