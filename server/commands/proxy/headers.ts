/** The longest head of a message that is passed on, in bytes. */
export const longestHead = 65_536

/** Headers as they stood: name, value, name, value. */
type Raw = readonly string[]

/** Each header with its name as it was written, and all its values, where the first of them stood. */
export type Grouped = readonly (readonly [name: string, values: readonly string[]])[]

/** What belongs to one connection alone, and is not for who stands behind. */
const ofConnection = ['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'te']

/** The headers of a request for the provider: its own host, and nothing that belongs to the caller's connection. */
export function toProvider(raw: Raw, host: string): Grouped {
  const dropped = droppedBy(raw)
  const groups = new Map<string, readonly [name: string, values: string[]]>()
  for (const [name, value] of pairsOf(raw)) {
    const key = name.toLowerCase()
    if (dropped.has(key) && !isOfTrailers(key, value)) continue
    const own = key === 'host' ? host : value
    const group = groups.get(key)
    if (group) group[1].push(own)
    else groups.set(key, [name, [own]])
  }
  return [...groups.values()]
}

/** The one thing that a caller says of its connection and that the reply depends on: trailers are passed on. */
const isOfTrailers = (name: string, value: string): boolean =>
  name === 'te' && value.trim().toLowerCase() === 'trailers'

/** The headers of a reply for the caller, each as it stood; one of HTTP/1.0 knows no chunks. */
export function toCaller(raw: Raw, isOld: boolean): string[] {
  const dropped = droppedBy(raw)
  return pairsOf(raw)
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .filter(([name]) => !isOld || name.toLowerCase() !== 'transfer-encoding')
    .flat()
}

function droppedBy(raw: Raw): ReadonlySet<string> {
  const named = pairsOf(raw)
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map(one => one.trim().toLowerCase()))
  // How a body is told from the next message is for both connections to say.
  const own = named.filter(name => !['content-length', 'transfer-encoding', 'host'].includes(name))
  return new Set([...ofConnection, ...own])
}

/** Raw headers, or trailers, as pairs. */
export function pairsOf(raw: Raw): [name: string, value: string][] {
  return raw.flatMap((name, nth) => (nth % 2 === 0 ? [[name, raw[nth + 1] ?? '']] : []))
}
