import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import type { Head } from './commands.ts'
import { codeOf, UsageError } from './usage.ts'

/** An option, as the parser and the help know it. */
interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  /** What stands for its value in the help: `<n>`. */
  readonly value?: string
  /** A function is asked when help is. */
  readonly about: string | (() => Promise<string>)
}

type Options = Readonly<Record<string, Option>>

/** A command, as its help shows it. */
export interface Usage<Known extends Options = Options> extends Head {
  /** What may be named for `<api>`; without it nothing is. */
  readonly apis?: string
  readonly options: Known
  /** What is to be known besides. */
  readonly notes?: string
}

/** What was typed: the options by their names, and what is none. */
export type Typed<Known extends Options> = ReturnType<typeof parseArgs<Config<Known>>>

interface Config<Known extends Options> {
  readonly args: string[]
  readonly options: Known
  readonly allowPositionals: true
}

export type Print = (text: string) => void

/** Runs a command on what was typed, and gives the exit code. */
export type Run = (args: readonly string[], print: Print) => Promise<number>

/**
 * A command out of its usage and of what it does. Each has --help and --version besides; what keeps it from running is
 * one sentence on stderr, and a 2.
 */
export const command =
  <Known extends Options>(
    usage: Usage<Known>,
    act: (typed: Typed<Known>, print: Print) => Promise<number>,
    ...refusals: readonly (new () => Error)[]
  ): Run =>
  (args, print) =>
    codeOf(async () => {
      const tokens = read(usage, args)
      if (hasOption(tokens, 'help')) print(await helpOf(usage))
      else if (hasOption(tokens, 'version')) print(versionOfPackage())
      else return act(typedOf(usage, tokens), print)
      return 0
    }, refusals)

const everywhere = {
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

/** Each value stands beside its option now: none can be taken for another option. */
function typedOf<Known extends Options>({ options }: Usage<Known>, tokens: readonly Token[]) {
  const args = tokens.map(token => {
    if ('text' in token) return token.text
    return token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`
  })
  return parseArgs<Config<Known>>({ args, options, allowPositionals: true })
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
async function helpOf(usage: Usage): Promise<string> {
  const { apis, options, notes } = usage
  const api = apis === undefined ? [] : [['<api>', apis] as const]
  return paragraphs(titleOf(usage), columns([...api, ...(await linesOf(options))]), notes)
}

/** The help of all commands: how each is called, and what the one takes that needs no name. */
export async function overviewOf(
  heads: readonly Head[],
  { options, notes }: Usage,
): Promise<string> {
  const more = 'contract-doubles help <command>: what a command takes'
  return paragraphs(
    [...heads.map(titleOf), more].join('\n'),
    columns(await linesOf(options)),
    notes,
  )
}

const titleOf = ({ name, form, about }: Head): string =>
  `contract-doubles ${name} ${form}: ${about}`

const paragraphs = (...texts: readonly (string | undefined)[]): string =>
  texts.filter(text => text !== undefined).join('\n\n')

function linesOf(options: Options): Promise<(readonly [string, string])[]> {
  const all: Options = { ...options, ...everywhere }
  const lines = Object.entries(all).map(async ([name, { short, value, about }]) => {
    const letter = short === undefined ? '' : `-${short}, `
    const told = typeof about === 'string' ? about : await about()
    return [`${letter}--${name}${value === undefined ? '' : ` ${value}`}`, told] as const
  })
  return Promise.all(lines)
}

/** Pairs as two columns. */
function columns(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([left]) => left.length)) + 2
  const next = `\n${' '.repeat(width + 2)}`
  return pairs
    .map(([left, right]) => `  ${left.padEnd(width)}${right.replaceAll('\n', next)}`)
    .join('\n')
}

function versionOfPackage(): string {
  const { version } = createRequire(import.meta.url)('contract-doubles/package.json')
  return version
}
