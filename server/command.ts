import { parseArgs } from 'node:util'
import type { Config } from '../contract/define/config.ts'
import type { Head } from './commands.ts'
import { configAt } from './config.ts'
import type { Print } from './printing.ts'
import { codeOf, UsageError } from './usage.ts'
import { versionOfPackage } from './version.ts'

/** An option, as the parser and the help know it. */
interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  /** Whether it may stand more than once, each with a value of its own. */
  readonly multiple?: true
  /** What stands for its value in the help: `<n>`. */
  readonly value?: string
  /** A function is asked when help is: what it tells depends on what is configured. */
  readonly about: string | ((config: Config) => string)
}

type Options = Readonly<Record<string, Option>>

/** A command, as its help shows it. */
export interface Usage<Known extends Options = Options> extends Head {
  /** What may be named for `<api>`; without it nothing is. */
  readonly apis?: string | ((config: Config) => string)
  readonly options: Known
  /** What is to be known besides. */
  readonly notes?: string
}

/** What was typed: the options by their names, and what is none. */
export type Typed<Known extends Options> = ReturnType<typeof parseArgs<Parsing<Known>>>

interface Parsing<Known extends Options> {
  readonly args: string[]
  readonly options: Known
  readonly allowPositionals: true
}

/** Runs a command on what was typed, and gives the exit code. */
export type Run = (args: readonly string[], print: Print) => Promise<number>

/**
 * A command out of its usage and of what it does. Each has --config, --help and --version besides; what keeps it from
 * running is one sentence on stderr, and a 2.
 */
export const command =
  <Known extends Options>(
    usage: Usage<Known>,
    act: (typed: Typed<Known>, print: Print, config: Config) => Promise<number>,
    ...refusals: readonly (new () => Error)[]
  ): Run =>
  (args, print) =>
    codeOf(async () => {
      const tokens = read(usage, args)
      const config = () => configAt(configIn(args))
      if (hasOption(tokens, 'help')) print(helpOf(usage, await config()))
      else if (hasOption(tokens, 'version')) print(versionOfPackage())
      else return act(typedOf(usage, tokens), print, await config())
      return 0
    }, refusals)

const everywhere = {
  config: {
    type: 'string',
    value: '<file>',
    about: `which APIs and worlds there are, and how they are served; default contract-doubles.config.ts,
.mts, .js or .mjs of this folder. With one it is what stands there; without it, the APIs of the package`,
  },
  help: { type: 'boolean', short: 'h', about: 'tell this, and do nothing' },
  version: { type: 'boolean', short: 'v', about: 'tell the version' },
} as const satisfies Options

/** What was typed, by the options of a command; a sentence names what is none of them. */
export const readArguments = <Known extends Options>(
  usage: Usage<Known>,
  args: readonly string[],
): Typed<Known> => typedOf(usage, read(usage, args))

/** A piece of what was typed: an option with its value, or where it is none its text alone. */
type Token =
  | { readonly name: string; readonly rawName: string; readonly value: string | undefined }
  | { readonly text: string }

const hasOption = (tokens: readonly Token[], name: string): boolean =>
  tokens.some(token => 'name' in token && token.name === name)

/** The file of --config, wherever it stands, and whatever else is wrong. */
function configIn(args: readonly string[]): string | undefined {
  const config = { options: everywhere, strict: false, allowPositionals: true } as const
  const { config: file } = parseArgs({ ...config, args: [...args] }).values
  return typeof file === 'string' ? file : undefined
}

/** Each value stands beside its option now: none can be taken for another option. */
function typedOf<Known extends Options>({ options }: Usage<Known>, tokens: readonly Token[]) {
  const args = tokens.flatMap(token => {
    if ('text' in token) return [token.text]
    if (token.name === 'config') return []
    return [token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`]
  })
  return parseArgs<Parsing<Known>>({ args, options, allowPositionals: true })
}

function read({ name, apis, options }: Usage, args: readonly string[]): Token[] {
  const known: Options = { ...options, ...everywhere }
  const config = { options: known, strict: false, allowPositionals: true, tokens: true } as const
  const { tokens, values } = parseArgs({ ...config, args: [...args] })
  if (values.help) return [{ name: 'help', rawName: '--help', value: undefined }]
  const read = tokens.flatMap((token): Token[] => {
    if (token.kind === 'positional') return [{ text: token.value }]
    return token.kind === 'option' ? [held(known, token, token.inlineValue === true)] : []
  })
  const text = read.find(token => 'text' in token)?.text
  if (text === undefined || apis !== undefined) return read
  throw refusal(`"${text}" is no option, and ${name} takes nothing else.`)
}

/** An option as a command knows it, with a value where it takes one. */
function held(known: Options, token: Exclude<Token, { text: string }>, isInline: boolean): Token {
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

/** A command's help: how it is called, what it takes, and what else is to be known. */
function helpOf(usage: Usage, config: Config): string {
  const { apis, options, notes } = usage
  const api = apis === undefined ? [] : [['<api>', told(apis, config)] as const]
  return paragraphs(titleOf(usage), columns([...api, ...linesOf(options, config)]), notes)
}

/** The help of all commands: how each is called, and what the one takes that needs no name. */
export async function overviewOf(
  heads: readonly Head[],
  { options, notes }: Usage,
  args: readonly string[],
): Promise<string> {
  const more = 'contract-doubles help <command>: what a command takes'
  const lines = linesOf(options, await configAt(configIn(args)))
  return paragraphs([...heads.map(titleOf), more].join('\n'), columns(lines), notes)
}

const told = (words: string | ((config: Config) => string), config: Config): string =>
  typeof words === 'string' ? words : words(config)

const titleOf = ({ name, form, about }: Head): string =>
  `contract-doubles ${name} ${form}: ${about}`

const paragraphs = (...texts: readonly (string | undefined)[]): string =>
  texts.filter(text => text !== undefined).join('\n\n')

function linesOf(options: Options, config: Config): (readonly [string, string])[] {
  const all: Options = { ...options, ...everywhere }
  return Object.entries(all).map(([name, { short, value, about }]) => {
    const letter = short === undefined ? '' : `-${short}, `
    const head = `${letter}--${name}${value === undefined ? '' : ` ${value}`}`
    return [head, told(about, config)] as const
  })
}

/** Pairs as two columns. */
function columns(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([left]) => left.length)) + 2
  const next = `\n${' '.repeat(width + 2)}`
  return pairs
    .map(([left, right]) => `  ${left.padEnd(width)}${right.replaceAll('\n', next)}`)
    .join('\n')
}
