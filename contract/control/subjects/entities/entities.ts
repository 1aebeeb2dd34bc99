import * as z from 'zod/mini'
import { problem } from '../../../answer/problem.ts'
import { shown } from '../../../answer/refusal.ts'
import { expecting } from '../../../check.ts'
import { named, say } from '../../../define/words.ts'
import { formOf } from '../../../openapi/form.ts'
import { pluralOf } from '../../../store/plural.ts'
import { type ControlHost, chosenFrom, type ServedDouble } from '../../controlled.ts'
import { controls } from '../../declaring.ts'
import { api as anyApi, count, flag } from '../../queries.ts'
import { changesSince } from './changes.ts'
import { addTo, changeIn, Faulty } from './editing.ts'
import { pageOf, veiledRow } from './paging.ts'
import { type Entity, type Row, type Table, tableIn, tablesOf } from './tables.ts'

const op = controls({
  tag: 'Entities',
  about: 'What the doubles hold, entity by entity, to look at and to change.',
})

const text = z.string()

const api = expecting(say('The name of the API.', text), 'the name of an API')

const TableSchema = named(
  'EntityTable',
  'The entities of one kind.',
  z.strictObject({
    api: say('The name of the API.', text),
    name: say('What many of them are called.', text),
    count: say('How many there are.', z.int()),
    key: say('The field that tells one from another.', text),
    form: say('Their fields as JSON Schema, in words.', z.looseObject({})),
    isMade: say('Whether there is a factory that makes one up.', z.boolean()),
  }),
)

/** The entities of one kind. */
export type EntityTable = z.output<typeof TableSchema>

const fields = z.record(text, z.unknown())
const id = z.union([z.string(), z.number()])

const RowSchema = named(
  'EntityRow',
  'An entity, without its secrets.',
  z.strictObject({
    id: say('What tells it from others.', id),
    entity: say('Its fields.', fields),
    change: z.optional(
      say('What became of it since the checkpoint.', z.enum(['added', 'changed', 'gone'])),
    ),
    fields: z.optional(say('The fields that are otherwise now.', z.array(text))),
  }),
)

/** An entity, without its secrets. */
export type EntityRow = z.output<typeof RowSchema>

const PageSchema = named(
  'EntityPage',
  'Some of the entities of one kind.',
  z.strictObject({
    count: say('How many there are.', z.int()),
    found: say('How many of them are as was asked for.', z.int()),
    rows: say('Those of this page.', z.array(RowSchema)),
    gone: say('Those that the checkpoint has, and that are no longer there.', z.array(RowSchema)),
  }),
)

/** Some of the entities of one kind. */
export type EntityPage = z.output<typeof PageSchema>

const PageQuery = z.strictObject({
  api,
  search: z.optional(
    expecting(say('A part of any of their fields, in whatever case.', text), 'a text'),
  ),
  sort: z.optional(
    expecting(say('The field to sort by, downwards as in `-email`.', text), 'the name of a field'),
  ),
  offset: z.optional(count('How many to leave out at the beginning.')),
  limit: z.optional(count('How many to tell. Default: 50.')),
  since: z.optional(
    expecting(say('The name of a checkpoint, to tell what changed.', text), 'a name'),
  ),
})

const FieldsBody = expecting(
  say('Fields of an entity; the others are as they are, or have their defaults.', fields),
  'fields, as in { "email": "ada@example.com" }',
)

const entity = { description: 'What many of them are called: `users`.' }
const one = { description: 'What tells it from others.' }
const sends = { email: 'ada@example.com' }

export const entities = {
  listEntities: op
    .get('/entities', 'List what is kept', {
      about: 'What each API keeps, with the fields as JSON Schema, and how many there are.',
      query: z.strictObject({ api: anyApi }),
      replies: { 200: say('A table for each kind of entity.', z.array(TableSchema)) },
      code: 'double.entities',
    })
    .by(async ({ query, doing }, { doubles, host }) => {
      const tables = chosenFrom(doubles, query.api, doing).flatMap(double =>
        tablesOf(double).map(table => toTable(table, double, host)),
      )
      return { status: 200, body: await Promise.all(tables) }
    }),
  readEntities: op
    .get('/entities/:entity', 'Tell entities', {
      about: 'A page of entities, without their secrets, and what changed since a checkpoint.',
      params: { entity },
      query: PageQuery,
      replies: { 200: PageSchema },
      refuses: [404],
    })
    .by(({ params, query: { api, since, ...asked }, doing }, { doubles }) => {
      const [double, table] = tableOf(doubles, api, params.entity, doing)
      if (!double || !table) return unknown(params.entity, double)
      const changes = changesSince(double, table, since, doing)
      const page = pageOf(table.all(), table, { ...asked, changes })
      const veiled = (row: Row) => veiledRow(row, double.journal.veiling)
      return {
        status: 200,
        body: { ...page, rows: page.rows.map(veiled), gone: changes.gone.map(veiled) },
      }
    }),
  addEntity: op
    .post('/entities/:entity', 'Add an entity', {
      about:
        'Adds an entity of the fields that are given, of another one with `like`, or made up with `made`. What is wrong is told by field, under `faults`.',
      params: { entity },
      query: z.strictObject({
        api,
        like: z.optional(
          expecting(say('The id of one to take all else from, save the id.', text), 'an id'),
        ),
        made: z.optional(flag('Whether a factory makes up what is not given.')),
      }),
      body: FieldsBody,
      replies: { 201: RowSchema },
      refuses: [400, 404],
      sends,
      code: "double.db.user.create({ email: 'ada@example.com' })",
    })
    .by(async ({ params, query: { api, like, made }, body, doing }, { doubles, host }) => {
      const [double, table] = tableOf(doubles, api, params.entity, doing)
      if (!double || !table) return unknown(params.entity, double)
      const base = await baseOf({ double, table, host, like, made, doing })
      const added = faultless(() => addTo(table, { ...base, ...body }, doing))
      return added instanceof Faulty
        ? refused(added, doing)
        : { status: 201, body: rowOf(double, table, added) }
    }),
  changeEntity: op
    .patch('/entities/:entity/:id', 'Change an entity', {
      about: 'Changes the fields that are given. What is wrong is told by field, under `faults`.',
      params: { entity, id: one },
      query: z.strictObject({ api }),
      body: FieldsBody,
      replies: { 200: RowSchema },
      refuses: [400, 404],
      sends,
    })
    .by(({ params, query, body, doing }, { doubles }) => {
      const [double, table] = tableOf(doubles, query.api, params.entity, doing)
      const found = table?.find(params.id)
      if (!double || !table) return unknown(params.entity, double)
      if (!found) return missing(params.id, params.entity)
      const changed = faultless(() => changeIn(table, found, body, doing))
      return changed instanceof Faulty
        ? refused(changed, doing)
        : { status: 200, body: rowOf(double, table, changed) }
    }),
  removeEntity: op
    .delete('/entities/:entity/:id', 'Delete an entity', {
      params: { entity, id: one },
      query: z.strictObject({ api }),
      replies: { 204: 'It is gone.' },
      refuses: [404],
    })
    .by(({ params, query, doing }, { doubles }) => {
      const [double, table] = tableOf(doubles, query.api, params.entity, doing)
      const found = table?.find(params.id)
      if (!table) return unknown(params.entity, double)
      if (!found) return missing(params.id, params.entity)
      table.remove(found)
      return { status: 204 }
    }),
}

/** By schema, weakly: what nobody uses any more takes its form along. */
const forms = new WeakMap<Table['schema'], ReturnType<typeof formOf>>()

function knownFormOf(schema: Table['schema']) {
  const form = forms.get(schema) ?? formOf(schema)
  forms.set(schema, form)
  return form
}

async function toTable(table: Table, { name: api }: ServedDouble, host: ControlHost) {
  const { key, schema, model, count } = table
  return {
    ...{ api, name: pluralOf(model), count: count(), key, form: { ...knownFormOf(schema) } },
    isMade: (await host.factory?.(api, model)) !== undefined,
  }
}

function tableOf(
  doubles: readonly ServedDouble[],
  api: string,
  name: string,
  doing: string,
): readonly [double?: ServedDouble, table?: Table | undefined] {
  const [double] = chosenFrom(doubles, api, doing)
  return double ? [double, tableIn(double, name)] : []
}

const unknown = (name: string, double: ServedDouble | undefined) =>
  problem(
    404,
    `There are no "${shown(name)}" here. Choose from ${
      double
        ? tablesOf(double)
            .map(({ model }) => pluralOf(model))
            .join(', ')
        : 'none'
    }.`,
  )

const missing = (id: string, name: string) =>
  problem(404, `There is no "${shown(id)}" among the ${name}.`)

/** What a new entity has besides the fields that are given. */
async function baseOf({ double, table, host, like, made, doing }: Basis): Promise<object> {
  if (like !== undefined) {
    const found = table.find(like)
    if (found)
      return Object.fromEntries(Object.entries(found).filter(([name]) => name !== table.key))
    throw new TypeError(
      `Failed to ${doing}: there is no "${shown(like)}" to be like. Give the id of one.`,
    )
  }
  if (!made) return {}
  const make = await host.factory?.(double.name, table.model)
  if (make) return make()
  throw new TypeError(
    `Failed to ${doing}: there is no factory for it. Leave "made" out, and give its fields.`,
  )
}

interface Basis {
  readonly double: ServedDouble
  readonly table: Table
  readonly host: ControlHost
  readonly like: string | undefined
  readonly made: boolean | undefined
  readonly doing: string
}

/** What was done, or what was wrong with it. */
function faultless(act: () => Entity): Entity | Faulty {
  try {
    return act()
  } catch (thrown) {
    if (thrown instanceof Faulty) return thrown
    throw thrown
  }
}

const refused = ({ faults }: Faulty, doing: string) =>
  problem(
    400,
    `Failed to ${doing}: ${faults.map(({ field, message }) => `"${field}" (${message})`).join(', ')}. Correct what is told.`,
    { more: { faults } },
  )

const rowOf = ({ journal }: ServedDouble, table: Table, entity: Entity) =>
  veiledRow({ id: table.idOf(entity), entity }, journal.veiling)
