import { parseArgs } from 'node:util'
import type { Config } from '../../contract/config/config.ts'
import { configAt } from '../config/config.ts'
import { type Environment, strayVariables, variableOf } from '../line/environment.ts'
import { helpOf } from '../line/help.ts'
import { everywhere, type Options, type Usage } from '../line/options.ts'
import type { Print } from '../line/printing.ts'
import { hasOption, type Token } from '../line/tokens.ts'
import { type Typed, tokensOf, typedOf } from '../line/typed.ts'
import { codeOf, sayer } from '../line/usage.ts'
import { versionOfPackage } from '../line/version.ts'

/** Runs a command on what was typed, and gives the exit code. */
export type Run = (args: readonly string[], print: Print, env?: Environment) => Promise<number>

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
  (args, print, env = process.env) => {
    const say = sayer('json' in usage.options && isForJson(args, env))
    return codeOf(say, refusals, async () => {
      const tokens = tokensOf(usage, args)
      const config = () => configOf(args, env)
      const answer = await answerTo(tokens, usage, config)
      if (answer !== undefined) {
        print(answer)
        return 0
      }
      const typed = typedOf(usage, tokens, env)
      for (const sentence of strayVariables(usage, env)) say(sentence)
      return act(typed, print, await config())
    })
  }

/** What is told to whoever only wants to know. */
async function answerTo(tokens: readonly Token[], usage: Usage, config: () => Promise<Config>) {
  if (hasOption(tokens, 'help')) return helpOf(usage, await config())
  return hasOption(tokens, 'version') ? versionOfPackage() : undefined
}

/** The configuration that is named, wherever it stands, and whatever else is wrong. */
export function configOf(args: readonly string[], env: Environment = process.env): Promise<Config> {
  const { config } = leniently(args)
  if (typeof config === 'string') return configAt(config)
  const variable = variableOf('config')
  return configAt(env[variable] || undefined, variable)
}

const isForJson = (args: readonly string[], env: Environment): boolean =>
  leniently(args).json === true || /^(1|true)$/i.test(env[variableOf('json')] ?? '')

/** What has to be known of what was typed before it is known to be right. */
function leniently(args: readonly string[]) {
  const options = { ...everywhere, json: { type: 'boolean' } } as const
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true }).values
}
