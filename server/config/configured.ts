import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** What a configuration is called where no other is named; of several the first. */
const usual = ['ts', 'mts', 'js', 'mjs'].map(ending => `contract-doubles.config.${ending}`)

/** The configuration of the working folder, where there is one. */
export const usualConfig = (): string | undefined =>
  usual.map(name => resolve(name)).find(path => existsSync(path))

/** Whether a command is told of a configuration, or finds one. */
export const isConfigured = (
  args: readonly string[],
  { CONTRACT_DOUBLES_CONFIG = '' }: Readonly<Record<string, string | undefined>>,
): boolean =>
  args.some(arg => /^--config(=|$)/.test(arg)) ||
  CONTRACT_DOUBLES_CONFIG !== '' ||
  usualConfig() !== undefined

/** Whether it may be that a command is to be started anew with each change: what is typed has not been read yet. */
export const mayBeWatched = (
  args: readonly string[],
  { CONTRACT_DOUBLES_WATCH = '' }: Readonly<Record<string, string | undefined>>,
): boolean => CONTRACT_DOUBLES_WATCH !== '' || args.some(arg => /^--(no-)?watch(=|$)/.test(arg))
