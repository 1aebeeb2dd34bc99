import { formatWithOptions } from 'node:util'
import { transform } from 'esbuild'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { defineDialect, entity, operations, worded } from '../../contract/define.ts'
import { createFactories } from '../../factories/index.ts'
import { createOverplane } from '../../handlers/index.ts'
import { suites, verify } from '../../handlers/verify.ts'
import { serve } from '../../server/index.ts'
import { doors, type Public, publicNames } from './public.ts'

const all = publicNames()

/** What Node.js cannot load, or not within a test: programs of the docs run these in their own way. */
const elsewhere = ['browser/start-worker', 'panel/mount', 'handlers/playwright', 'handlers/vitest']
const isElsewhere = (door: string): boolean => elsewhere.some(name => door.includes(name))

/** The examples of a comment. */
const examplesOf = ({ comment }: Public): readonly string[] =>
  comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^ \* ?/gm, '')
    .split(/^@example\s/m)
    .slice(1)
    .map(text => text.trim())

const examples = all
  .filter(one => !isElsewhere(one.door))
  .flatMap(one => examplesOf(one).map(text => ({ title: `${one.door}: ${one.name}`, text })))
const distinct = [...new Map(examples.map(one => [one.text, one])).values()]

/** As TypeScript for the inside of a function: what stands behind `// =>` is compared. */
const bodyOf = (text: string): string =>
  (text.startsWith('{') ? `(${text})` : text)
    .replace(/^(.*)\n\/\/ => /gm, '$1 // => ')
    .replace(/^(.*\S) \/\/ => (.*)$/gm, (_, code, told) => `same(${code}, ${JSON.stringify(told)})`)
    .replace(/^export default |^export /gm, '')

function same(value: unknown, told: string): void {
  const parts = told.split('…').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  expect(formatWithOptions({ colors: false }, value)).toMatch(new RegExp(`^${parts.join('[^]*')}$`))
}

const title = z.string()
const done = z.boolean()

/** What the examples take as given, each made anew. */
function given(url: string): Readonly<Record<string, unknown>> {
  const Todo = z.strictObject({ id: z.int(), title, done })
  const Failure = z.strictObject({ error: z.string() })
  const todo = entity({ schema: Todo, id: 'id' })
  const dialect = defineDialect({
    ...{ entities: { todo }, auth: 'bearer', failure: Failure, always: [401, 429], limit: 100 },
    refusals: worded(({ detail }) => ({ error: detail })),
  })
  const showTodo = operations(dialect, { tag: 'Todos', about: 'What is to be done.' })
    .get('/todos/:id', 'Show a todo', { replies: { 200: Todo }, refuses: [404] })
    .by(() => ({ status: 200, body: { id: 1, title: 'Buy milk', done: false } }))
  const overplane = createOverplane()
  return {
    ...{ z, expect, same, overplane, double: overplane, Todo, Failure, todo, dialect, showTodo },
    ...{ title, done, url: 'https://api.todos.test', about: 'Todos.' },
    todos: { name: 'todos' },
    credentials: { shown: 'key', about: 'Any key.' },
    call: { method: 'GET', origin: url, path: '/', search: '', headers: {}, text: '' },
    calibration: { ...calibration, baseUrl: url },
    report,
    setupServer,
    ...createFactories(),
    it: { concurrent: () => undefined },
    afterEach: () => undefined,
    ...{ console: { log: () => undefined } },
  }
}

const calibration = {
  api: 'pterodactyl',
  date: '2026-01-15T09:30:00Z',
  version: '0.2.0',
  readings: { deleteStatus: '200' },
  beyond: {},
}

let names: Readonly<Record<string, unknown>>
let report: unknown
let served: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  const loaded = doors.filter(door => !isElsewhere(door)).map(door => import(`../../${door}`))
  names = Object.assign({}, ...(await Promise.all(loaded)))
  report = await verify(suites.overplane, createOverplane().fetch, { readOnly: true })
  served = await serve({ port: 0, quiet: true })
})
afterAll(() => served.close())

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor

describe('a public name', () => {
  it('has words for a reader', () => {
    expect(all.length).toBeGreaterThan(150)
    expect(
      all.filter(one => one.comment === '').map(({ door, name }) => `${door}: ${name}`),
    ).toEqual([])
  })

  it('has an example, if it can be called', () => {
    const called = all.filter(({ kind }) => /const|function|class/.test(kind))
    const missing = called.filter(one => examplesOf(one).length === 0)
    expect(missing.map(({ door, name }) => `${door}: ${name}`)).toEqual([])
  })

  it.each(distinct)('of $title has an example that runs', async ({ text }) => {
    const own = bodyOf(
      text
        .replaceAll('http://127.0.0.1:4010', served.url)
        .replace('port: 0', 'port: 0, quiet: true'),
    )
    const server = setupServer()
    onTestFinished(() => server.close())
    const scope = { ...names, ...given(served.url), server }
    const { code } = await transform(`async () => {\n${own}\n}`, { loader: 'ts' })
    // A name that the example declares is its own.
    await new AsyncFunction(...Object.keys(scope), `return (${code.trim().replace(/;$/, '')})()`)(
      ...Object.values(scope),
    )
  })

  it('would be found to have one that does not', () => {
    expect(() => same(1, '2')).toThrow()
    expect(bodyOf('one() // => 1')).toBe('same(one(), "1")')
  })
})
