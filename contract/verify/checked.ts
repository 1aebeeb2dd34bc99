import * as z from 'zod/mini'
import { check, expecting } from '../check.ts'
import { settingsShape } from '../double/options.ts'
import type { Suite } from './suite.ts'

/**
 * What TypeScript would not let through, in a sentence, before the first request: an option that is misspelt may be the
 * one that keeps a real provider from being written to.
 */
export function checkVerification(suite: unknown, provider: unknown, options: unknown): void {
  const { name } = check(Named, suite, 'verify')
  const doing = `verify "${name}"`
  check(Runnable, { provider }, doing)
  check(Options, options, doing)
}

const Named = expecting(
  z.custom<Pick<Suite, 'name'>>(suite => Array.isArray(Object(suite).scenarios)),
  'a suite, as in verify(suites.overplane, fetch)',
)

const isFunction = (value: unknown): boolean => typeof value === 'function'
const functional = z.optional(expecting(z.unknown().check(z.refine(isFunction)), 'a function'))
const flag = z.optional(expecting(z.boolean(), 'true or false'))
const text = z.optional(expecting(z.string(), 'a text'))

const Options = expecting(
  z.strictObject({
    baseUrl: text,
    credentials: text,
    fidelity: settingsShape.fidelity,
    readings: z.optional(z.unknown()),
    readOnly: flag,
    destructive: flag,
    bail: flag,
    mark: text,
    pause: functional,
    patience: z.optional(expecting(z.number().check(z.gte(0)), 'milliseconds from 0')),
    signal: z.optional(z.unknown()),
    watch: functional,
  }),
  'an object of options',
)

const Runnable = z.object({
  provider: expecting(
    z.unknown().check(z.refine(isFunction)),
    'a function from a Request to a Response, such as fetch, and the address as { baseUrl }',
  ),
})
