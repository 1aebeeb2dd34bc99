type Vowel = 'a' | 'e' | 'i' | 'o' | 'u'

/** `users` for `user`, `apiKeys` for `apiKey`, `categories` for `category`. */
export type PluralOf<Name extends string> = Name extends `${string}s`
  ? Name
  : Name extends `${string}${'x' | 'ch' | 'sh'}`
    ? `${Name}es`
    : Name extends `${string}${Vowel}y`
      ? `${Name}s`
      : Name extends `${infer Stem}y`
        ? `${Stem}ies`
        : `${Name}s`

/**
 * What many of a model are called: where entities stand as JSON, a person reads and writes them.
 *
 * @example pluralOf('apiKey') // 'apiKeys'
 */
export function pluralOf(name: string): string {
  if (name.endsWith('s')) return name
  if (/(x|ch|sh)$/.test(name)) return `${name}es`
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}
