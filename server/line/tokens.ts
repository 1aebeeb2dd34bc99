/** A piece of what was typed: an option with its value, or where it is none its text alone. */
export type Token = OptionToken | { readonly text: string }

/** An option with its value, wherever it stands. */
export interface OptionToken {
  readonly name: string
  /** As it stands there: `-p`, `--port`, `CONTRACT_DOUBLES_PORT`. */
  readonly rawName: string
  readonly value: string | undefined
  /** Whether it says no, as `CONTRACT_DOUBLES_QUIET=0` does. */
  readonly isOff?: boolean
}

export const hasOption = (tokens: readonly Token[], name: string): boolean =>
  tokens.some(token => 'name' in token && token.name === name)
