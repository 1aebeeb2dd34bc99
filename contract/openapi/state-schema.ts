import * as z from 'zod/mini'
import type { AnyEntity, Entities } from '../define/entity.ts'
import { pluralOf } from '../store/plural.ts'
import type { JsonSchema } from './components.ts'
import { formOf } from './form.ts'

/** What an API keeps. */
interface Keeping {
  readonly title: string
  readonly entities: Entities
}

/** A JSON Schema of draft 2020-12. */
export interface StateSchema extends JsonSchema {
  readonly $schema: 'https://json-schema.org/draft/2020-12/schema'
}

/**
 * A JSON Schema of what doubles of some APIs hold, as a person writes it and as `snapshot()` gives it: every field has its
 * words, and may be left out.
 *
 * @example stateSchemaOf({ overplane }).properties.overplane.properties.users.items
 */
export function stateSchemaOf(apis: Readonly<Record<string, Keeping>>): StateSchema {
  const all = Object.entries(apis)
  const parts = all.flatMap(([api, { entities }]) =>
    Object.entries(entities).map(([model, entity]) => toList(api, model, entity)),
  )
  const listsOf = (api: string) => parts.filter(part => part.api === api)
  const $defs = Object.assign({}, ...parts.map(part => part.defs))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'State',
    description: 'What doubles hold, by API: a state as it is put in place, or a world.',
    ...strictly({
      $schema,
      ...Object.fromEntries(
        all.map(([api, { title }]) => [
          api,
          {
            description: `What ${title} holds. Entities that are not named are none, but for what every world has.`,
            ...strictly({
              $schema,
              ...Object.fromEntries(listsOf(api).map(({ name, list }) => [name, list])),
              $double,
            }),
          },
        ]),
      ),
    }),
    ...(Object.keys($defs).length > 0 && { $defs }),
  }
}

const $schema = {
  description: 'Where the schema of it is, for an editor.',
  type: 'string',
} as const

const $double = {
  description: 'What only the double understands. Whoever writes a state leaves it out.',
  type: 'object',
} as const

const strictly = (properties: Readonly<Record<string, JsonSchema>>) =>
  ({ type: 'object', properties, additionalProperties: false }) as const

/** The entities of a model under their name, and what they refer to, each under a name that is its own among all. */
function toList(api: string, model: string, { schema }: AnyEntity) {
  const name = pluralOf(model)
  const own = `${api}.${name}.`
  // Of a list, since what refers to itself is not the whole then.
  const { $defs = {}, items } = formOf(z.array(schema), `#/$defs/${own}`)
  const description = `The ${inWords(name)}, in the order of their creation.`
  return {
    ...{ api, name },
    list: { description, type: 'array', items: given(items) } as const,
    defs: Object.fromEntries(
      Object.entries($defs).map(([key, one]) => [own + key, given(one)] as const),
    ),
  }
}

/** `project users` for `projectUsers`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, ' $&').toLowerCase()

/** Of an object whose fields are known any may be left out, and any may be given. */
function given(json: unknown): JsonSchema {
  const { required: _, readOnly: __, properties, ...rest }: JsonSchema = Object(json)
  if (!properties) return rest
  const fields = Object.entries(properties).map(([name, field]) => [name, given(field)] as const)
  return { ...rest, properties: Object.fromEntries(fields) }
}
