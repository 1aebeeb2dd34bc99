import { parseArgs } from 'node:util'
import { type Environment, environmentTokens } from './environment.ts'
import { everywhere, type Options, type Usage } from './options.ts'
import type { OptionToken, Token } from './tokens.ts'
import { UsageError } from './usage.ts'

/** What was typed, or stands in the environment: the options by their names, and what is none. */
export type Typed<Known extends Options> = ReturnType<typeof parseArgs<Parsing<Known>>> & {
  /** Where an option's value stands: `--port`, or `CONTRACT_DOUBLES_PORT` of the environment. */
  sourceOf(option: keyof Known & string): string
}

interface Parsing<Known extends Options> {
  readonly args: string[]
  readonly options: Known
  readonly allowPositionals: true
  readonly allowNegative: true
}

/** What was typed, or stands in the environment, by the options of a command; a sentence names what is none of them. */
export const readArguments = <Known extends Options>(
  usage: Usage<Known>,
  args: readonly string[],
  env: Environment = {},
): Typed<Known> => typedOf(usage, tokensOf(usage, args), env)

export function tokensOf(
  { name, apis, operands, options }: Usage,
  args: readonly string[],
): Token[] {
  const known: Options = { ...options, ...everywhere }
  const config = { options: known, strict: false, allowPositionals: true, tokens: true } as const
  const { tokens, values } = parseArgs({ ...config, args: [...args] })
  if (values.help) return [{ name: 'help', rawName: '--help', value: undefined }]
  const read = tokens.flatMap((token): Token[] => {
    if (token.kind === 'positional') return [{ text: token.value }]
    return token.kind === 'option' ? [held(known, token, token.inlineValue === true)] : []
  })
  const text = read.find(token => 'text' in token)?.text
  if (text === undefined || apis !== undefined || operands !== undefined) return read
  throw refusal(`"${text}" is no option, and ${name} takes nothing else.`)
}

/** Each value stands beside its option now: none can be taken for another option. */
export function typedOf<Known extends Options>(
  usage: Usage<Known>,
  typed: readonly Token[],
  env: Environment,
): Typed<Known> {
  const standing = environmentTokens(usage, typed, env)
  const all = [...standing, ...typed]
  const texts = all.flatMap(token => ('text' in token ? [token.text] : []))
  const named = all.flatMap(token => {
    if ('text' in token) return []
    if (token.name === 'config') return []
    if (token.isOff) return [`--no-${token.name}`]
    return [token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`]
  })
  // A text may begin with a hyphen.
  const args = [...named, '--', ...texts]
  const { options } = usage
  const config = { args, options, allowPositionals: true, allowNegative: true } as const
  return Object.assign(parseArgs<Parsing<Known>>(config), {
    sourceOf: (option: string) =>
      standing.find(({ name }) => name === option)?.rawName ?? `--${option}`,
  })
}

/** An option as a command knows it, with a value where it takes one. */
function held(known: Options, token: OptionToken, isInline: boolean): OptionToken {
  const { name, rawName, value } = token
  const option = Object.hasOwn(known, name) ? known[name] : undefined
  if (!option) throw refusal(`Unknown option '${rawName}'.`)
  if (option.type === 'boolean') {
    if (value === undefined) return token
    throw refusal(`${rawName} takes no value, and got "${value}".`)
  }
  if (value === undefined || (!isInline && isOption(known, value))) {
    throw refusal(`${rawName} has no value. Give one, as in ${rawName} ${option.value}.`)
  }
  if (value === '') throw refusal(`${rawName} is empty. Give it a value, or leave it out.`)
  return token
}

const isOption = (known: Options, text: string): boolean =>
  Object.entries(known).some(([name, { short }]) => text === `--${name}` || text === `-${short}`)

const refusal = (why: string): UsageError =>
  new UsageError(`Failed to read the arguments: ${why} Run with --help for the list.`)
