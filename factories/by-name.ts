/** Builds the values of one made-up entity. */
type Make = () => object

/** The factories of this package by API and entity. With them comes faker, for which nobody waits who asks for none. */
export function createMaking(): (api: string, entity: string) => Promise<Make | undefined> {
  let made: Promise<Readonly<Record<string, Make>>> | undefined
  return async (api, entity) => {
    // Of another seed than worlds are made with: nobody is to be there twice.
    made ??= import('./index.ts').then(({ createFactories }) => createFactories({ seed: 4010 }))
    const factories = await made
    const name = `${api}${entity.slice(0, 1).toUpperCase()}${entity.slice(1)}`
    return Object.hasOwn(factories, name) ? factories[name] : undefined
  }
}
