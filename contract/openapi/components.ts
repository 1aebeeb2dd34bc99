import * as z from 'zod/mini'
import { ownOf } from '../answer/own.ts'
import { mapped } from '../json.ts'

/** A JSON Schema, as it stands in a document. */
export type JsonSchema = z.core.JSONSchema.BaseSchema

/** A field in words; with JSON Schema beside them where the field's own schema cannot be exported, or says less. */
export type FieldNote = string | (JsonSchema & { readonly description: string })

/** What a document says of a schema, and where it belongs. */
export interface SchemaNote {
  readonly schema: z.core.$ZodType
  readonly metadata: Readonly<Record<string, unknown>>
}

interface ObjectNote<S extends z.core.$ZodObject> {
  /** Makes it a component; without one it is written out where it stands. */
  readonly name?: string
  readonly description?: string
  readonly fields: { readonly [Field in keyof S['_zod']['def']['shape']]: FieldNote }
}

/**
 * An object's name and words, and words for each of its fields: none can be left out. They stand by field and not by
 * schema, since several fields share one schema, such as "text or null".
 *
 * @example describe(Deleted, { name: 'Deleted', description: '…', fields: { id: '…', deleted: '…' } })
 */
export const describe = <S extends z.core.$ZodObject>(
  schema: S,
  { name, description, fields }: ObjectNote<S>,
): SchemaNote => ({
  schema,
  metadata: {
    ...(name && { id: name }),
    ...(description && { description }),
    [fieldNotes]: fields,
  },
})

/** Where the notes of an object's fields travel on their way through zod. */
const fieldNotes = 'x-field-notes'

/** The named schemas that an export has come upon so far. */
export interface Components {
  readonly schemas: Readonly<Record<string, JsonSchema>>
  /** A schema as it is sent (`input`) or answered (`output`): a reference to a component, where it has a name. */
  refer(schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema
}

export function createComponents(notes: readonly SchemaNote[]): Components {
  const schemas: Record<string, JsonSchema> = {}
  const registry = registryOf(notes)
  return {
    schemas,
    refer(schema, io) {
      const { $defs = {}, ...rest } = toJsonSchema(schema, io, registry, '#/components/schemas/')
      for (const name of referred(rest, $defs)) keep(schemas, name, $defs[name] ?? {})
      return rest
    },
  }
}

/** The words of notes, by their schemas. */
type Noted = ReturnType<typeof registryOf>

/** Not zod's own registry, which is one for the process. */
export function registryOf(notes: readonly SchemaNote[]) {
  const registry = z.registry<Record<string, unknown>>()
  for (const { schema, metadata } of notes) registry.add(schema, metadata)
  return registry
}

/** A schema with the words of notes; what it refers to is under `$defs`, and will stand at another place. */
export function toJsonSchema(
  schema: z.core.$ZodType,
  io: 'input' | 'output',
  registry: Noted,
  place: string,
): JsonSchema {
  const json = z.toJSONSchema(schema, {
    ...{ io, metadata: registry, unrepresentable: 'any' },
    override: openly,
  })
  const moved = JSON.stringify(json).replaceAll('"#/$defs/', `"${place}`)
  const { $schema: _, ...rest } = settled(JSON.parse(moved))
  return rest as JsonSchema // it was one, and still is
}

/** An object of which nobody has said that it is strict may have further keys, whichever way it goes. */
function openly({
  zodSchema,
  jsonSchema,
}: {
  readonly zodSchema: z.core.$ZodType
  readonly jsonSchema: JsonSchema
}): void {
  const { type, catchall } = Object(zodSchema._zod.def)
  if (type === 'object' && catchall === undefined) delete jsonSchema.additionalProperties
}

/** The names of what a schema refers to, and of what that does, in the order of whoever follows each reference. */
function referred(
  json: unknown,
  defs: Readonly<Record<string, JsonSchema>>,
  names: Set<string> = new Set(),
): Set<string> {
  if (typeof json !== 'object' || json === null) return names
  const name = refIn(json)?.split('/').at(-1)
  if (name !== undefined && !names.has(name)) referred(defs[name], defs, names.add(name))
  for (const value of Object.values(json)) referred(value, defs, names)
  return names
}

/** What a schema refers to; a field may be called so, too. */
function refIn(json: object): string | undefined {
  const ref: unknown = Reflect.get(json, '$ref')
  return typeof ref === 'string' ? ref : undefined
}

function keep(schemas: Record<string, JsonSchema>, name: string, component: JsonSchema): void {
  const known = ownOf(schemas, name)
  if (known && JSON.stringify(known) !== JSON.stringify(component)) {
    throw new Error(
      `Failed to export the schema "${name}": it is sent in one form and answered in another. Give each its own schema and name.`,
    )
  }
  schemas[name] = component
}

interface Plain {
  readonly [keyword: string]: unknown
}

/** The schema with the notes of its fields in their places, and without the bounds that whole numbers have anyway. */
function settled({ [fieldNotes]: notes, description, properties, ...rest }: Plain): Plain {
  const { minimum, maximum, ...json } = rest
  return {
    ...(description !== undefined && { description }),
    ...mapped(json, within),
    ...(typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER && { minimum }),
    ...(typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER && { maximum }),
    ...(isObject(properties) && {
      properties: mapped(properties, (property, name) =>
        noted(within(property), ownOf(Object(notes), name)),
      ),
    }),
  }
}

/** The same for a keyword's value: a schema, a list of schemas, or neither. */
function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within)
  return isObject(value) ? settled(value) : value
}

const isObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A property with its note, the words first. */
export function noted(property: unknown, note: FieldNote | undefined): JsonSchema {
  const { description, ...more } = toSchema(note)
  return { ...(description !== undefined && { description }), ...Object(property), ...more }
}

/** A note as JSON Schema. */
export const toSchema = (note: FieldNote | undefined): JsonSchema =>
  typeof note === 'string' ? { description: note } : { ...note }
