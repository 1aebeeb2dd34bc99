import * as z from 'zod/mini'
import type { Endpoint } from '../../answer/endpoint.ts'
import { named, say } from '../../define/words.ts'
import { basePathOf } from '../../double/base-path.ts'
import { chosenFrom, type ServedDouble } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'

const op = controls({
  tag: 'Operations',
  about: 'What each API promises: its operations, and every reply that it documents.',
})

const text = z.string()

const ReplySchema = named(
  'PromisedReply',
  'A documented reply, which an override can force.',
  z.strictObject({
    status: say('The status.', z.int()),
    description: say('What it means.', text),
    hasBody: say('Whether it has a body.', z.boolean()),
    examples: say('The titles of its examples, each of which an override can name.', z.array(text)),
  }),
)

const OperationSchema = named(
  'PromisedOperation',
  'An operation of an API.',
  z.strictObject({
    name: say('Its name.', text),
    method: say('Its method.', text),
    path: say('The path behind the origin, parameters as `:name`.', text),
    summary: say('What it does.', text),
    replies: say('The documented replies.', z.array(ReplySchema)),
  }),
)

const Promised = named(
  'PromisedApi',
  'An API with its operations.',
  z.strictObject({
    api: say('The name of the API.', text),
    title: say('What it is called.', text),
    operations: say('Its operations, in the order of the page.', z.array(OperationSchema)),
  }),
)

/** An API with its operations. */
export type PromisedApi = z.output<typeof Promised>

export const promised = {
  listOperations: op
    .get('/operations', 'List the operations', {
      about: 'The operations of each API, with every reply that they document.',
      query: z.strictObject({ api }),
      replies: { 200: say('The APIs.', z.array(Promised)) },
      code: 'double.contract',
    })
    .by(({ query, doing }, { doubles }) => ({
      status: 200,
      body: chosenFrom(doubles, query.api, doing).map(double => ({
        api: double.name,
        title: double.title,
        operations: Object.entries(double.contract).map(([name, endpoint]) =>
          toOperation(name, endpoint, double),
        ),
      })),
    })),
}

function toOperation(
  name: string,
  { method, path, summary, responses }: Endpoint,
  { overrides, ...double }: Pick<ServedDouble, 'overrides' | 'baseUrl'>,
) {
  const titles = overrides.examples(name)
  const titlesOf = (status: number) =>
    titles.filter(one => one.status === status).map(({ title }) => title)
  return {
    ...{ name, method: method.toUpperCase(), path: basePathOf(double) + path, summary },
    replies: Object.entries(responses).map(([status, { description, body }]) => ({
      ...{ status: Number(status), description, hasBody: body !== undefined },
      examples: titlesOf(Number(status)),
    })),
  }
}
