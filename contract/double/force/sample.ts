import * as z from 'zod/mini'

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
          .map(([key, field]) => [key, sampleOf(field)]),
      )
    case 'record':
      return {}
    case 'array':
      return [sampleOf(def.element)]
    case 'literal':
      return def.values[0]
    case 'enum':
      return Object.values(def.entries)[0]
    case 'union':
      return sampleOf(def.options[0] ?? schema)
    case 'string':
      return texts.find(text => z.safeParse(schema, text).success) ?? 'example'
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return null
  }
}

/** Of the formats that a text may have, the plainest. */
const texts = [
  'example',
  '2024-01-15T09:30:00Z',
  '2024-01-15',
  'user@example.com',
  'https://example.com',
  '00000000-0000-4000-8000-000000000000',
  '1',
]
