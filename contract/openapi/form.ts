import type * as z from 'zod/mini'
import { type JsonSchema, registryOf, type SchemaNote, toJsonSchema } from './components.ts'
import { notesOf } from './said.ts'

/**
 * A schema as JSON Schema by itself: what has a name is written out where it stands, and only what refers to itself is
 * under `$defs`.
 */
export const formOf = (schema: z.core.$ZodType, place = '#/$defs/'): JsonSchema =>
  toJsonSchema(schema, 'input', registryOf(notesOf([schema]).map(withoutName)), place)

/** Written out where it stands: two APIs may each have a component of the same name. */
const withoutName = ({ schema, metadata: { id: _, ...metadata } }: SchemaNote): SchemaNote => ({
  schema,
  metadata,
})
