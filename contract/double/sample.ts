import type * as z from 'zod/mini'

type Def = z.core.$ZodTypes['_zod']['def']

/** The plainest value of a reply's schema, for a documented reply that nobody has printed. */
export function sampleOf(schema: z.core.$ZodType): unknown {
  // Every schema that zod makes is one of its own kinds, told apart by `type`.
  const def = schema._zod.def as Def
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape)
          .filter(([, field]) => field._zod.optin !== 'optional')
          .map(([name, field]) => [name, sampleOf(field)]),
      )
    case 'array':
      return [sampleOf(def.element)]
    case 'literal':
      return def.values[0]
    case 'enum':
      return Object.values(def.entries)[0]
    case 'union':
      return sampleOf(def.options[0] ?? schema)
    case 'string':
      return 'example'
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'record':
      return {}
    default:
      return null
  }
}
