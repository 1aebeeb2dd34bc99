import * as z from 'zod/mini'
import { named, type StoreOf, say } from '../../../contract/define.ts'
import { type entities, uuidField } from '../entities.ts'
import { authorize } from '../keys.ts'
import { pageQuery } from '../lists/queries.ts'
import { listOf, objectOf } from '../objects.ts'
import { numberOf } from '../usual.ts'
import {
  application,
  type Group,
  groupsOf,
  IncludeQuery,
  idField,
  listed,
  one,
  operationsOn,
  paged,
  timeFields,
  timesOf,
  unpaged,
  uuidOf,
} from './installed.ts'

// What servers are made from, its attributes in the panel's order.

const unset = z.nullable(z.string())
const author = say('Who has made it.', z.string())

const Nest = named(
  'Nest',
  'A nest, which eggs are of.',
  objectOf(
    'nest',
    named(
      'NestAttributes',
      'The attributes of a nest.',
      z.strictObject({
        id: idField('nest'),
        uuid: uuidField('nest'),
        author,
        name: say('The name of the nest.', z.string()),
        description: say('The description of the nest.', unset),
        ...timeFields('nest'),
      }),
    ),
  ),
)

const EggConfig = named(
  'EggConfig',
  'How the servers of an egg are configured.',
  z.strictObject({
    files: say('The files that are written, by their names.', z.looseObject({})),
    startup: say('What tells that a server has started.', z.looseObject({})),
    stop: say('The command that stops a server.', z.string()),
    logs: say('Where its logs are.', z.array(z.string())),
    file_denylist: say('The files that nobody may change.', z.array(z.string())),
    extends: say('The egg whose configuration it takes over.', unset),
  }),
)

const EggScript = named(
  'EggScript',
  'How the servers of an egg are installed.',
  z.strictObject({
    privileged: say('Whether the script may do everything.', z.boolean()),
    install: say('The script.', unset),
    entry: say('What runs the script.', z.string()),
    container: say('The image of the container that it runs in.', z.string()),
    extends: say('The egg whose script it takes over.', unset),
  }),
)

const Egg = named(
  'Egg',
  'An egg, which servers are made from.',
  objectOf(
    'egg',
    named(
      'EggAttributes',
      'The attributes of an egg.',
      z.strictObject({
        id: idField('egg'),
        uuid: uuidField('egg'),
        name: say('The name of the egg.', z.string()),
        nest: say('The id of the nest that it is of.', z.int()),
        author,
        description: say('The description of the egg.', unset),
        docker_image: say('The image of its containers.', z.string()),
        docker_images: say('The images to choose from, by their names.', z.looseObject({})),
        config: say('How its servers are configured.', EggConfig),
        startup: say('The command that starts its servers.', z.string()),
        script: say('How its servers are installed.', EggScript),
        ...timeFields('egg'),
      }),
    ),
  ),
)

const NestList = named('NestList', 'A list of nest objects.', listOf(Nest, 'nests'))

/** They come all at once. */
const EggList = named(
  'EggList',
  'The eggs of a nest.',
  z.strictObject({
    object: say('Always `list`.', z.literal('list')),
    data: say('The eggs.', z.array(Egg)),
  }),
)

const op = { nest: operationsOn('nest'), egg: operationsOn('egg') }
const path = `${application}/nests` as const

const NestListQuery = pageQuery('nests', IncludeQuery)

export const nests = {
  listNests: op.nest
    .get(path, 'Get nests', { ...paged(NestList, 'nest'), query: NestListQuery.schema })
    .by(({ caller, query, baseUrl }, { store, readings }) => {
      authorize(caller, 'nests', 'read')
      return {
        status: 200,
        body: listed(nestsOf(store), NestListQuery.read(query, readings), baseUrl + path),
      }
    }),

  getNest: op.nest
    .get(`${path}/:id`, 'Get a nest', {
      ...unpaged(Nest, { thing: 'nest', known: 'nests/1', unknown: 'nests/999' }),
      about: 'Returns a nest by its id (number).',
      params: { id: numberOf('nest') },
    })
    .by(({ caller, params }, { store }) => {
      const nest = one(nestsOf(store), 'nest', params.id)
      authorize(caller, 'nests', 'read')
      return { status: 200, body: nest }
    }),

  listEggs: op.nest
    .get(`${path}/:nest/eggs`, 'Get the eggs of a nest', {
      ...unpaged(EggList, {
        title: 'Get the eggs of a nest',
        ...{ thing: 'nest', known: 'nests/1/eggs', unknown: 'nests/999/eggs' },
      }),
      about: 'Returns the eggs of a nest, all at once.',
      params: { nest: numberOf('nest') },
    })
    .by(({ caller, params }, { store }) => {
      const { attributes } = one(nestsOf(store), 'nest', params.nest)
      authorize(caller, 'eggs', 'read')
      return { status: 200, body: { object: 'list', data: eggsOf(store, attributes.id) } }
    }),

  getEgg: op.egg
    .get(`${path}/:nest/eggs/:id`, 'Get an egg', {
      ...unpaged(Egg, { thing: 'egg', known: 'nests/1/eggs/1', unknown: 'nests/1/eggs/999' }),
      about: 'Returns an egg of a nest by its id (number).',
      params: { nest: numberOf('nest'), id: numberOf('egg') },
    })
    .by(({ caller, params }, { store }) => {
      const { attributes } = one(nestsOf(store), 'nest', params.nest)
      const egg = one(eggsOf(store, attributes.id), 'egg', params.id)
      authorize(caller, 'eggs', 'read')
      return { status: 200, body: egg }
    }),
}

type Store = StoreOf<typeof entities>

const maker = 'support@pterodactyl.io'

const nestsOf = (store: Store): z.infer<typeof Nest>[] =>
  groupsOf(store, server => server.nest).map(({ id, first }) => ({
    object: 'nest',
    attributes: {
      id,
      uuid: uuidOf('a', id),
      author: maker,
      name: `Nest ${id}`,
      description: null,
      ...timesOf(first),
    },
  }))

const eggsOf = (store: Store, nest: number): z.infer<typeof Egg>[] =>
  groupsOf(store, server => (server.nest === nest ? server.egg : undefined)).map(toEgg)

function toEgg({ id, first }: Group): z.infer<typeof Egg> {
  const { image, startup_command } = first.container
  return {
    object: 'egg',
    attributes: {
      id,
      uuid: uuidOf('b', id),
      name: `Egg ${id}`,
      nest: first.nest,
      author: maker,
      description: null,
      docker_image: image,
      docker_images: { [image]: image },
      config: {
        ...{ files: {}, startup: { done: 'Done' }, stop: 'stop' },
        ...{ logs: [], file_denylist: [], extends: null },
      },
      startup: startup_command,
      script: {
        ...{ privileged: true, install: null, entry: 'ash' },
        ...{ container: 'alpine:3.4', extends: null },
      },
      ...timesOf(first),
    },
  }
}
