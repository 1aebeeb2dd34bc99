// The one door to `@mswjs/data`: the build takes along what comes through here, and leaves out the rest.
export {
  drop,
  ENTITY_TYPE,
  factory,
  identity,
  manyOf,
  nullable,
  oneOf,
  PRIMARY_KEY,
  primaryKey,
} from '@mswjs/data'
export {
  DATABASE_INSTANCE,
  type Entity,
  type FactoryAPI,
  type InitialValues,
  type InternalEntityProperties,
  type KeyType,
  type ModelAPI,
  type ModelDefinition,
  type ModelDictionary,
  type ModelValueType,
  type StrictQueryReturnType,
  type Value,
} from '@mswjs/data/lib/glossary.js'
export type { NullableProperty } from '@mswjs/data/lib/nullable.js'
export type { PrimaryKey } from '@mswjs/data/lib/primaryKey.js'
export type { QueryOptions, QuerySelector } from '@mswjs/data/lib/query/queryTypes.js'
