import { useState } from 'preact/hooks'

/** A theme that was chosen, or the one that the reader prefers everywhere. */
type ThemeName = 'auto' | 'light' | 'dark'

export interface Theme {
  readonly name: ThemeName
  turn(): void
}

/** What the inspector remembers. */
export interface Memory {
  readonly place: readonly string[]
  move(to: readonly string[]): void
  /** Calls back where somebody else moves it; gives what stops that. */
  onMove(moved: (place: readonly string[]) => void): () => void
  useTheme(): Theme
}

const order: Readonly<Record<ThemeName, ThemeName>> = { auto: 'light', light: 'dark', dark: 'auto' }

const kept = 'contract-doubles:theme'

/** The theme that was chosen last in this browser. */
export function useTheme(): Theme {
  const [name, choose] = useState(themeKept)
  return {
    name,
    turn() {
      const next = order[name]
      localStorage.setItem(kept, next)
      choose(next)
    },
  }
}

function themeKept(): ThemeName {
  const name = localStorage.getItem(kept)
  return name === 'light' || name === 'dark' ? name : 'auto'
}

/** `#/calls/overplane/12` as `['calls', 'overplane', '12']`, and back. */
export const readPlace = (hash: string): readonly string[] =>
  hash
    .replace(/^#?\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decoded)

export const writePlace = (place: readonly string[]): string =>
  `#/${place.map(encodeURIComponent).join('/')}`

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
