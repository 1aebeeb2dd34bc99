import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  defineApi,
  defineDialect,
  operations,
  type Reading,
  type Readings,
  worded,
} from '../../contract/define.ts'

const because = 'The page is silent.'
const status: Reading = {
  about: 'The status of a greeting',
  takes: 200,
  or: { 202: 'It is on its way.' },
  because,
}

function define(readings: Readings) {
  const dialect = defineDialect({
    entities: {},
    readings,
    auth: 'bearer',
    failure: z.string(),
    always: [401],
    refusals: worded(({ detail }) => detail),
    envelopes: { object: body => ({ error: body }) },
  })
  const greet = operations(dialect, { tag: 'Greetings', about: 'What is said.' })
    .get('/greeting', 'Greet', { replies: { 200: z.string() } })
    .by(() => ({ status: 200, body: 'hello' }))
  const credentials = { shown: 'key', about: 'A key.' }
  const about = 'Greets.'
  const named = { name: 'greetings', title: 'Greetings', url: 'https://greetings.test', about }
  return defineApi({ ...named, credentials, dialect, operations: { greet } })
}

describe('a reading', () => {
  it.each<[string, string, Reading, string]>([
    ['is of no operation', 'a', { ...status, of: ['greet', 'wave'] }, 'is of "wave", which is no'],
    [
      'has a stray value as live',
      'a',
      { ...status, live: 203 },
      'has 203 as what is live. Give on',
    ],
    ['has a slip as live', 'a', { ...status, live: 'somtimes' }, 'has somtimes as what is live.'],
    [
      'goes by no name',
      'the status',
      status,
      'goes by no name of code. Call it as in createStatus',
    ],
    [
      'tells a refusal’s status as that of a success',
      'a',
      { ...status, or: { 404: 'It is not there.' }, form: { status: 200 } },
      'has the value 404, which its form cannot follow. Give a status of its kind, or',
    ],
    [
      'tells a success as the status of a refusal',
      'a',
      { ...status, takes: 401, or: { 200: 'Nobody minds.' }, form: { refusals: ['forbidden'] } },
      'has the value 200, which its form cannot follow. Give a status of its kind, or',
    ],
    [
      'has no envelope for a value',
      'a',
      { ...status, takes: 'text', or: { object: 'a', list: 'b' }, form: 'envelope' },
      'has the value list, which its form cannot follow. Give a status of its kind, or add an envelope.',
    ],
  ])('that %s is refused', (_, id, reading, sentence) => {
    const start = `Failed to define the API "greetings": the reading "${id}" `
    expect(() => define({ [id]: reading })).toThrow(start + sentence)
  })

  it('may be a sentence, and so may be what is live', () => {
    const { live } = { live: 'It depends on the weather.' }
    define({ a: { ...status, live, of: 'greet' }, b: { about: 'b', takes: 'One.', because, live } })
  })
})
