import type { Description } from './description.ts'

type Spec = Description['spec']

/** Exactly the entities that the page prints. */
export const fillDocumented = (spec: Spec, models: Models): void =>
  fillWith(spec, models, 'documented')

/** Puts what an entity names so into its model. */
export function fillWith({ dialect }: Spec, models: Models, which: 'documented' | 'always'): void {
  for (const [name, entity] of Object.entries(dialect.entities)) {
    for (const one of entity[which] ?? []) models[name]?.create(one)
  }
}

/** What the doubles hold that questions are put to. */
export const askedWorld = (spec: Spec) => ({
  name: 'asked',
  [spec.name]: (db: Models) => {
    fillDocumented(spec, db)
    spec.asked?.fill?.(db as never) // its own models
  },
})

/** Of each entity, what makes one. */
export type Models = Readonly<Record<string, { create(values: object): unknown }>>
