/** The names of a path's parameters, in their order. */
export const paramsIn = (path: string): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)

/** A path with values in the place of its parameters. */
export const filledPath = (path: string, toValue: (name: string) => unknown): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(toValue(name))))
