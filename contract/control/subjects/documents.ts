import * as z from 'zod/mini'
import { problem } from '../../answer/problem.ts'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { basePathOf } from '../../double/base-path.ts'
import type { Journal } from '../../double/journal/journal.ts'
import { harInPieces, type Told } from '../../har/har.ts'
import { type Controlled, chosenFrom, namesOf, type ServedDouble } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { toControlDocument } from '../document.ts'
import { api } from '../queries.ts'

const op = controls({
  tag: 'Documents',
  about: 'The contracts as documents to read, and what was asked as one.',
})

const params = { api: 'The name of the API.' }

const Document = named(
  'OpenApi',
  'An OpenAPI 3.1 document.',
  z.looseObject({
    openapi: say('The version of OpenAPI.', z.string()),
    info: say('What it is about.', z.looseObject({ title: say('What it is called.', z.string()) })),
    paths: say('The operations by path and method.', z.record(z.string(), z.unknown())),
  }),
)

const party = z.strictObject({ name: say('What it is called.', z.string()) })
const PactFile = named(
  'Pact',
  'A Pact file of version 4.',
  z.looseObject({
    consumer: say('Who asks.', party),
    provider: say('Who answers.', party),
    interactions: say('What was asked and answered.', z.array(z.unknown())),
    metadata: say('The version of Pact, and what is missing.', z.looseObject({})),
  }),
)

const HarFile = named(
  'Har',
  'A HAR file of version 1.2.',
  z.looseObject({
    log: say(
      'The calls.',
      z.looseObject({
        version: say('The version of HAR.', z.literal('1.2')),
        entries: say('What was asked and answered, the oldest first.', z.array(z.unknown())),
      }),
    ),
  }),
)

const PactQuery = z.strictObject({
  consumer: expecting(say('Who asks.', z.string().check(z.minLength(1))), 'the name of who asks'),
  provider: z.optional(
    expecting(
      say(
        "Who is to keep the contract; without it, the API's title.",
        z.string().check(z.minLength(1)),
      ),
      'a name',
    ),
  ),
})

export const documents = {
  showDocs: op
    .get('/docs', 'Read the documents', {
      about:
        'A page that shows the documents, the one of `api` (or `control`) first, and tries their requests out.',
      query: z.strictObject({ api }),
      replies: { 200: { description: 'The page.', types: ['text/html'] } },
    })
    .by(({ query, session, doing }, { doubles, host }) => {
      if (query.api !== 'control') chosenFrom(doubles, query.api, doing)
      return { status: 200, file: host.docsPage(doubles, session) }
    }),
  loadDocsFile: op
    .get('/docs/:file', 'Load a file of the page', {
      params: { file: 'The name of the file.' },
      session: 'none',
      replies: {
        200: { description: 'The file.', types: ['text/css', 'text/javascript'] },
      },
      refuses: [404],
    })
    .by(async ({ params }, { host }) => {
      const file = await host.docsFile(params.file)
      return file ? { status: 200, file } : problem(404, `There is no docs/${params.file}.`)
    }),
  documentControl: op
    .get('/openapi/control.json', 'Give the document of this API', {
      session: 'none',
      replies: { 200: Document },
    })
    .by(({ origin }, { operations }) => ({
      status: 200,
      body: { ...toControlDocument(operations, origin) },
    })),
  documentApi: op
    .get('/openapi/:api.json', 'Give the document of an API', {
      about: 'The contract as OpenAPI 3.1, with this server as the first.',
      params,
      replies: { 200: Document },
      refuses: [404],
      code: 'await double.openapi()',
    })
    .by(async ({ params, origin }, { doubles, host }) => {
      const double = doubleOf(doubles, params.api)
      if (!double) return noSuch(doubles, params.api)
      const document = await double.openapi(origin + basePathOf(double))
      return { status: 200, body: { ...(await host.validated(document, double.name)) } }
    }),
  exportPact: op
    .get('/pact/:api.json', 'Export the calls as a Pact file', {
      about: 'The calls of the journal as a Pact file of version 4, without credentials.',
      params,
      query: PactQuery,
      replies: { 200: PactFile },
      refuses: [404],
      code: "await double.journal.toPact({ consumer: 'web-shop' })",
    })
    .by(async ({ params, query: { consumer, provider } }, { doubles }) => {
      const double = doubleOf(doubles, params.api)
      if (!double) return noSuch(doubles, params.api)
      const pact = await double.journal.toPact({ consumer, ...(provider && { provider }) })
      return { status: 200, body: { ...pact } }
    }),
  exportHar: op
    .get('/har', 'Export the calls as a HAR file', {
      about:
        'The calls of all journals, or of one, as a HAR file of version 1.2, without credentials, in the order of their times.',
      query: z.strictObject({ api }),
      replies: { 200: HarFile },
      code: 'await double.journal.toHar()',
    })
    .by(({ query, doing }, { host, ...controlled }) => ({
      status: 200,
      pieces: harInPieces(toldBy(controlled, query.api, doing), host.version),
    })),
}

/** The calls that are meant; without an API those too that none has. */
const toldBy = ({ doubles, strangers }: Controlled, api: string | undefined, doing: string) => [
  ...chosenFrom(doubles, api, doing).map(({ name, journal }) => toTold(journal, name)),
  ...(api === undefined ? [toTold(strangers.journal)] : []),
]

const toTold = (journal: Journal, api?: string): Told => ({
  ...{ calls: journal.after(0), dropped: journal.dropped, veiling: journal.veiling },
  ...(api !== undefined && { api }),
})

const doubleOf = (doubles: readonly ServedDouble[], api: string): ServedDouble | undefined =>
  doubles.find(({ name }) => name === api)

const noSuch = (doubles: readonly ServedDouble[], api: string) =>
  problem(404, `There is no API "${api}" here. Choose from ${namesOf(doubles)}.`)
