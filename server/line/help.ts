import type { Config } from '../../contract/config/config.ts'
import type { Head } from '../commands/commands.ts'
import { everywhere, type Options, type Usage } from './options.ts'

/** A command's help: how it is called, what it takes, and what else is to be known. */
export function helpOf(usage: Usage, config: Config): string {
  const { apis, operands, options, notes } = usage
  const named = Object.entries({ ...(apis !== undefined && { '<api>': apis }), ...operands })
  const lines = named.map(([name, words]) => [name, told(words, config)] as const)
  return paragraphs(titleOf(usage), columns([...lines, ...linesOf(options, config)]), notes)
}

/** The help of all commands: how each is called, and what the one takes that needs no name. */
export function overviewOf(
  heads: readonly Head[],
  { options, notes }: Usage,
  config: Config,
): string {
  const more = 'contract-doubles help <command>: what a command takes'
  return paragraphs(
    [...heads.map(titleOf), more].join('\n'),
    columns(linesOf(options, config)),
    notes,
  )
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
