import type * as z from 'zod/mini'
import { paramsIn } from '../../answer/path.ts'
import { createStanding } from '../../double/force/standing.ts'
import { type ApiNotes, type OpenApiDocument, toDocument } from '../../openapi/openapi.ts'
import { noteOf, notesOf } from '../../openapi/said.ts'
import type { Description } from '../description.ts'
import { askedWorld } from '../worlds.ts'

/** The document of a description, its answers given by doubles whose clocks stand. */
export async function documentOf(description: Description): Promise<OpenApiDocument> {
  const { spec, asks, create, lasting } = description
  const readings = (await spec.readings?.()) ?? spec.dialect.readings ?? {}
  const now = () => spec.asked?.now ?? new Date('2024-01-15T09:30:00Z')
  const standing = createStanding(options => lasting({ ...options, now, world: askedWorld(spec) }))
  return toDocument(create, { readings, notes: notesOn(description), asks, standing })
}

function notesOn({ spec, contract }: Description): ApiNotes {
  const { about, credentials, headers, host, bodyTypes, dialect } = spec
  const endpoints = Object.values(contract)
  const roots = endpoints.flatMap(({ body, responses }) => [
    body,
    ...Object.values(responses).map(reply => reply.body),
  ])
  const retry = {
    description: 'The time in seconds until a request is answered again.',
    type: 'integer',
  } as const
  return {
    description: about,
    ...(host && { host }),
    ...(bodyTypes && { bodyTypes }),
    credentials: credentials.about,
    headers:
      headers ??
      (endpoints.some(({ responses }) => 429 in responses) ? { 'Retry-After': retry } : {}),
    failure: dialect.failure,
    resources: byTag(spec.operations),
    strays: spec.strays ?? [{ title: 'A path that is not documented', path: '/nothing-is-here' }],
    schemas: notesOf([dialect.failure, ...roots]),
  }
}

function byTag(operations: Description['spec']['operations']): ApiNotes['resources'] {
  const all = Object.entries(operations)
  const tags = new Map(all.map(([, { tag }]) => [tag.tag, tag.about]))
  return [...tags].map(([tag, description]) => ({
    tag,
    description,
    schemas: [],
    operations: Object.fromEntries(
      all.filter(([, one]) => one.tag.tag === tag).map(([name, one]) => [name, noteOn(one)]),
    ),
  }))
}

function noteOn({ endpoint, brief }: Description['spec']['operations'][string]) {
  const params = paramsIn(endpoint.path).map(
    name => [name, brief.params?.[name] ?? `The ${name.replaceAll('_', ' ')}.`] as const,
  )
  const query: Readonly<Record<string, z.core.$ZodType>> = brief.query?._zod.def.shape ?? {}
  return {
    description: brief.about ?? `${endpoint.summary}.`,
    params: Object.fromEntries(params),
    query: Object.fromEntries(
      Object.entries(query).map(([name, field]) => [name, noteOf(name, field)]),
    ),
  }
}
