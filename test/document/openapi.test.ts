import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Endpoint } from '../../contract/answer/endpoint.ts'
import { apis, createDoubles, type OpenApiDocument } from '../../handlers/index.ts'
import { printOpenApi } from '../../server/commands/openapi.ts'
import { UsageError } from '../../server/line/usage.ts'
import { operationsOf, placesOf } from './document.ts'

const documents = await Promise.all(
  Object.values(apis).map(async api => ({ api: api.name, document: await api.openapi() })),
)

describe.each(documents)('the document of $api', ({ api, document }) => {
  it('is the one that is checked in (write it anew with `npx vitest -u`)', async () => {
    await expect(await printOpenApi([api])).toMatchFileSnapshot(
      `../../fixtures/openapi/${api}.json`,
    )
  })

  it('has a schema, a header or a security scheme for every reference', () => {
    expect(placesOf(document, value => '$ref' in value).length).toBeGreaterThan(10)
    expect(danglingIn(document)).toEqual([])
  })

  it('describes every schema and every field', () => {
    expect(undescribedIn(document)).toEqual([])
  })

  it('has an example for every reply with a body', () => {
    const missing = placesOf(
      document.paths,
      (value, place) =>
        /\/responses\/\d+$/.test(place) && 'content' in value && !hasExamples(value),
    )
    expect(missing).toEqual([])
  })

  it('shows nothing that breaks the contract', () => {
    const { contract } = createDoubles()[api]
    for (const { operation } of operationsOf(document)) {
      const endpoint = contract[operation.operationId]
      expect(endpoint && faultsOf(operation, endpoint)).toEqual([])
    }
  })
})

type Operation = OpenApiDocument['paths'][string][string]

const hasExamples = (response: object): boolean =>
  placesOf(response, (_, place) => /\/examples\/[^/]+$/.test(place)).length > 0

/** Titles of the examples that the contract's own schemas refuse. */
function faultsOf({ requestBody, responses }: Operation, { body, responses: replies }: Endpoint) {
  const bodies = [
    { schema: body, content: requestBody?.content },
    ...Object.entries(responses).map(([status, { content }]) => ({
      schema: replies[Number(status)]?.body,
      content,
    })),
  ]
  return bodies.flatMap(({ schema, content }) =>
    Object.entries(content?.['application/json'].examples ?? {}).flatMap(([title, { value }]) =>
      schema === undefined || z.safeParse(schema, value).success ? [] : [title],
    ),
  )
}

function danglingIn(document: OpenApiDocument): string[] {
  return placesOf(document, value => {
    const ref: unknown = Reflect.get(value, '$ref')
    if (typeof ref !== 'string') return false
    const target = ref
      .split('/')
      .slice(1)
      .reduce<unknown>((whole, key) => Reflect.get(Object(whole), key), document)
    return target === undefined
  })
}

function undescribedIn({ components, paths }: OpenApiDocument): string[] {
  const isLacking = (value: object) => !Reflect.get(value, 'description')
  return [
    ...placesOf(
      components,
      (value, place) =>
        /^#\/(schemas|headers)\/[^/]+$|\/properties\/[^/]+$/.test(place) && isLacking(value),
    ),
    ...placesOf(
      paths,
      (value, place) =>
        /\/(parameters\/\d+|requestBody|responses\/\d+)$/.test(place) && isLacking(value),
    ),
  ]
}

describe('the document of the control API', () => {
  it('is the one that is checked in (write it anew with `npx vitest -u`)', async () => {
    await expect(await printOpenApi(['control'])).toMatchFileSnapshot(
      '../../fixtures/openapi/control.json',
    )
  })
})

describe('the checks', async () => {
  const { paths, components, ...rest } = await apis.oberplan.openapi()

  it('find a reference that leads nowhere', () => {
    const { Success: _, ...schemas } = components.schemas
    const broken = { ...rest, paths, components: { ...components, schemas } }
    expect(danglingIn(broken)).toContain(
      '#/paths/~1users~1me/put/responses/200/content/application~1json/schema',
    )
  })

  it('find a field without words', () => {
    const schemas = { User: { description: 'A user.', properties: { id: { type: 'string' } } } }
    const broken = { ...rest, paths: {}, components: { ...components, schemas } } as const
    expect(undescribedIn(broken as unknown as OpenApiDocument)).toEqual([
      '#/schemas/User/properties/id',
    ])
  })

  it('find an example that breaks the contract', () => {
    const operation = paths['/users/me']?.put
    const { contract } = createDoubles().oberplan
    const other = contract.getUserSettings
    expect(operation && other && faultsOf(operation, other)).toContain('Change Your Password')
  })
})

describe('redocly lint, with its recommended rules', () => {
  let problems: string[][] = []

  beforeAll(async () => {
    const printed = await Promise.all(
      [...documents.map(({ api }) => api), 'control'].map(api => printOpenApi([api])),
    )
    const whole = await printOpenApi(['oberplan'])
    const broken = whole.replace('"date_format": "m/d/Y"', '"date_format": "m"')
    problems = await problemsOf([...printed, broken])
  })

  it.each([...documents.map(({ api }) => api), 'control'].map((api, nth) => ({ api, nth })))(
    'finds nothing in that of $api',
    ({ nth }) => {
      expect(problems).toHaveLength(documents.length + 2)
      expect(problems[nth]).toEqual([])
    },
  )

  it('checks every example against its schema', () => {
    expect(problems.at(-1)).toEqual([
      expect.stringMatching(/no-invalid-media-type-examples.*date_format/),
    ])
  })
})

/** What it says of each of the documents, which it reads in one process. */
async function problemsOf(documents: readonly string[]): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'))
  try {
    const files = documents.map((_, nth) => join(folder, `${nth}.json`))
    await Promise.all(files.map((file, nth) => writeFile(file, documents[nth] ?? '')))
    const require = createRequire(import.meta.url)
    const bin = join(dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js')
    const args = [bin, 'lint', '--extends', 'recommended', '--format', 'json', ...files]
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: folder })
    // One report after the other, with nothing between them.
    const reports: Report[] = JSON.parse(`[${stdout.replace(/^\}\s*\{$/gm, '},{')}]`)
    return reports.map(report =>
      report.problems.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Report {
  readonly problems: readonly { readonly ruleId: string; readonly message: string }[]
}

describe('printOpenApi', () => {
  it('prints JSON with a line break at its end', async () => {
    const text = await printOpenApi(['overplane'])
    expect(text.endsWith('\n}\n')).toBe(true)
    expect(JSON.parse(text)).toEqual(await apis.overplane.openapi())
  })

  it.each([[[]], [['overplan']], [['overplane', 'oberplan']]])(
    'refuses %j, and names the APIs',
    async args => {
      const printing = expect(printOpenApi(args)).rejects
      await printing.toThrow(UsageError)
      await printing.toThrow('Choose one of overplane, pterodactyl, oberplan, control.')
    },
  )
})
