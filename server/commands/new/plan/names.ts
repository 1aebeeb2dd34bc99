/** The words of a name, however they are put together. */
export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '')

const capital = (word: string): string =>
  `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`

const longest = 60

/** `PetOwner` for `pet-owner`. */
export const toPascal = (text: string): string =>
  beginning('The', wordsIn(text).map(capital).join('').slice(0, longest))

/** `petOwner` for `Pet owner`. */
export function toCamel(text: string): string {
  const pascal = toPascal(text)
  return `${pascal.charAt(0).toLowerCase()}${pascal.slice(1)}`
}

/** `pet-owner` for `PetOwner`. */
export const toKebab = (text: string): string => wordsIn(toPascal(text)).join('-').toLowerCase()

/** A name of code begins with a letter. */
const beginning = (start: string, name: string): string =>
  /^[A-Za-z]/.test(name) ? name : `${start}${name === '' ? 'Thing' : name}`

/** One of what a word is the plural of. */
export function singularOf(word: string): string {
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(ch|sh|x|ss)es$/i.test(word)) return word.slice(0, -2)
  return /[^s]s$/i.test(word) && !/(us|is)$/i.test(word) ? word.slice(0, -1) : word
}

/** Gives each name once: of those that are taken another. */
export function createNamer(taken: Iterable<string> = []) {
  const kept = new Set(taken)
  const used = new Set<string>()
  return (name: string): string => {
    let free = name
    // Files of some systems are the same where only the case is another.
    for (let nth = 2; kept.has(free) || used.has(free.toLowerCase()); nth += 1)
      free = `${name}${nth}`
    used.add(free.toLowerCase())
    return free
  }
}

/** What no constant may be called, or what would hide something that everybody knows. */
export const reserved: readonly string[] = [
  ...'break case catch class const continue debugger default delete do else enum export extends false finally'.split(
    ' ',
  ),
  ...'for function if implements import in instanceof interface let new null package private protected public'.split(
    ' ',
  ),
  ...'return static super switch this throw true try typeof var void while with yield await async of get set'.split(
    ' ',
  ),
  ...'arguments eval undefined NaN Infinity constructor prototype toString valueOf hasOwnProperty then'.split(
    ' ',
  ),
  ...Object.getOwnPropertyNames(globalThis).filter(name => /^\w+$/.test(name)),
  // What the written files import, and what their functions are given.
  ...'z op say named entity operations dialect entities schemas worded defineApi defineDialect parameter always'.split(
    ' ',
  ),
  ...'faker store body query params now failure api index factories vi it expect describe'.split(
    ' ',
  ),
]

/** What an API is called in code. */
export function constantOf({ name }: { readonly name: string }): string {
  const constant = toCamel(name)
  return reserved.includes(constant) ? `${constant}Api` : constant
}

/** What stands among others most often. */
export function mostOf(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}
