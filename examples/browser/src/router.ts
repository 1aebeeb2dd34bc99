import { useSyncExternalStore } from 'react'

/** Where the app is: what stands behind the `#` of its URL, `/users/4?page=2`. */
export interface Place {
  readonly path: string
  readonly query: URLSearchParams
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  const [path = '', query] = hash.replace(/^#/, '').split('?')
  return { path, query: new URLSearchParams(query) }
}

/** The URL of a place, for a link: it keeps the query, so that a way back leads to the same page of the table. */
export const hrefOf = (path: string, query: URLSearchParams): string =>
  query.size > 0 ? `#${path}?${query}` : `#${path}`

export function go(href: string): void {
  location.hash = href
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
