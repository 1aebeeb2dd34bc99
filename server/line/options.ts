import type { Config } from '../../contract/config/config.ts'
import type { Head } from '../commands/commands.ts'

/** An option, as the parser, the environment and the help know it. */
export interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  /** Whether it may stand more than once, each with a value of its own. */
  readonly multiple?: true
  /** What stands for its value in the help: `<n>`. */
  readonly value?: string
  /** The variable that has it where neither the arguments do nor the one of its own name: `PORT`. */
  readonly also?: string
  /** A function is asked when help is: what it tells depends on what is configured. */
  readonly about: string | ((config: Config) => string)
}

export type Options = Readonly<Record<string, Option>>

/** A command, as its help shows it. */
export interface Usage<Known extends Options = Options> extends Head {
  /** What may be named for `<api>`; without it nothing is. */
  readonly apis?: string | ((config: Config) => string)
  /** What else stands without an option, by its name in the form: `<before>`. */
  readonly operands?: Readonly<Record<string, string | ((config: Config) => string)>>
  readonly options: Known
  /** Which of its options the environment may have: all, or these alone. */
  readonly environment?: 'all' | readonly string[]
  /** What is to be known besides. */
  readonly notes?: string
}

/** What each command takes besides. */
export const everywhere = {
  config: {
    type: 'string',
    value: '<file>',
    about: `which APIs and worlds there are, and how they are served; default the environment's
CONTRACT_DOUBLES_CONFIG, or contract-doubles.config.ts, .mts, .js or .mjs of this folder. With one it is
what stands there; without it, the APIs of the package`,
  },
  help: { type: 'boolean', short: 'h', about: 'tell this, and do nothing' },
  version: { type: 'boolean', short: 'v', about: 'tell the version' },
} as const satisfies Options
