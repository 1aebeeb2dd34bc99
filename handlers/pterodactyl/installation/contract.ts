import type * as z from 'zod/mini'
import { endpoint } from '../../../contract/answer/endpoint.ts'
import {
  forbidden,
  malformedBody,
  missing,
  refusedQuery,
  tooMany,
  unauthenticated,
} from '../dialect.ts'
import { IncludeQuery } from '../queries.ts'
import {
  Egg,
  EggList,
  Location,
  LocationList,
  LocationListQuery,
  Nest,
  NestList,
  NestListQuery,
  Node,
  NodeList,
  NodeListQuery,
} from './schema.ts'

const beyond =
  'Listed on sibling pages; clients of the panel ask for it with every server. Made up to fit the servers.'

const application = '/api/application'

/** What all of them have in common. */
const read = { method: 'get', auth: 'bearer', beyond } as const

const replies = <Body extends z.core.$ZodType>(body: Body) => ({
  200: { description: 'The request was successful.', body },
  401: unauthenticated,
  403: forbidden,
  429: tooMany,
})

const one = <Body extends z.core.$ZodType>(body: Body, thing: string) => ({
  ...replies(body),
  400: malformedBody,
  404: { ...missing, description: `The ${thing} was not found.` },
})

const list = <Body extends z.core.$ZodType>(body: Body) => ({ ...replies(body), 400: refusedQuery })

export const installationContract = {
  listNests: endpoint({
    ...read,
    path: `${application}/nests`,
    summary: 'Get nests',
    query: NestListQuery,
    responses: list(NestList),
  }),

  getNest: endpoint({
    ...read,
    path: `${application}/nests/:id`,
    summary: 'Get a nest',
    query: IncludeQuery,
    responses: one(Nest, 'nest'),
  }),

  listEggs: endpoint({
    ...read,
    path: `${application}/nests/:nest/eggs`,
    summary: 'Get the eggs of a nest',
    query: IncludeQuery,
    responses: one(EggList, 'nest'),
  }),

  getEgg: endpoint({
    ...read,
    path: `${application}/nests/:nest/eggs/:id`,
    summary: 'Get an egg',
    query: IncludeQuery,
    responses: one(Egg, 'egg'),
  }),

  listNodes: endpoint({
    ...read,
    path: `${application}/nodes`,
    summary: 'Get nodes',
    query: NodeListQuery,
    responses: list(NodeList),
  }),

  getNode: endpoint({
    ...read,
    path: `${application}/nodes/:id`,
    summary: 'Get a node',
    query: IncludeQuery,
    responses: one(Node, 'node'),
  }),

  listLocations: endpoint({
    ...read,
    path: `${application}/locations`,
    summary: 'Get locations',
    query: LocationListQuery,
    responses: list(LocationList),
  }),

  getLocation: endpoint({
    ...read,
    path: `${application}/locations/:id`,
    summary: 'Get a location',
    query: IncludeQuery,
    responses: one(Location, 'location'),
  }),
}
