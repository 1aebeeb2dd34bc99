import * as z from 'zod/mini'
import { check, expecting } from '../check.ts'
import { refuseOtherName, toWorld } from '../double/doubles.ts'
import { settingsShape } from '../double/options.ts'
import { SessionLimitsForm } from '../double/sessions/sessions.ts'
import { scenariosByApi } from '../double/settings/all.ts'
import { checkWorld } from '../double/state/world.ts'
import { readingsByApi } from '../readings/by-api.ts'
import type { Config } from './config.ts'

/**
 * What somebody gave for a configuration; else throws a sentence that names the key, the value and what is possible.
 *
 * @example checkConfig({ apis: {} }, 'read "contract-doubles.config.ts"')
 * // Failed to read "contract-doubles.config.ts": "apis" is an object. Give APIs under their names, …
 */
export function checkConfig(given: unknown, doing: string): Config {
  check(ConfigForm, given, doing)
  const config = given as Config // as the form has it; it leaves out how functions are called
  for (const [key, { name }] of Object.entries(config.apis)) refuseOtherName(key, name, doing)
  if (Object.hasOwn(config.apis, 'control')) {
    throw new TypeError(
      `Failed to ${doing}: an API cannot be called "control", by which the document of the control API goes. Give it another name.`,
    )
  }
  readingsByApi(config.serve?.readings, Object.keys(config.apis), doing)
  scenariosByApi(config.scenarios, Object.keys(config.apis), doing)
  for (const [name, world] of Object.entries(config.worlds ?? {})) {
    if (reserved.includes(name)) {
      throw new TypeError(
        `Failed to ${doing}: a world cannot be called "${name}", which every API has. Give it another name.`,
      )
    }
    // Of a file is known what it is when it is read.
    if (typeof world === 'string') continue
    checkWorld(toWorld(name, world), Object.keys(config.apis), `${doing}, the world "${name}"`)
  }
  return config
}

/** The worlds that need no factory, and nobody to write them. */
const reserved: readonly string[] = ['documented', 'empty']

/** Whether what stands for a world is a file: what has a folder or one of these endings; all else is a name. */
export const isWorldFile = (text: string): boolean => /[\\/]|\.(json|m?[jt]s)$/i.test(text)

/** The letters that a header takes. */
export const tokenForm = /^[!-~]+$/

/** The name of a host or its address, as a Host header has it: with a port, or without for any. */
export const hostForm = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i

/** Whether a text is what a browser sends as the Origin of a page; of a file it sends `null`, which anybody can have. */
export const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text

const flag = expecting(z.boolean(), 'true or false')

/** How a server is told to be, as far as that is the same in a configuration and in code. */
export const serveShape = {
  port: z.optional(
    expecting(
      z.int().check(z.gte(0), z.lte(65_535)),
      'a whole number from 0 to 65535, as in { port: 4010 }',
    ),
  ),
  host: z.optional(expecting(z.string().check(z.minLength(1)), 'a name or an address')),
  state: z.optional(
    expecting(z.string().check(z.minLength(1)), "a file, as in { state: './state.json' }"),
  ),
  quiet: z.optional(flag),
  json: z.optional(flag),
  adminToken: z.optional(
    expecting(
      z.string().check(z.regex(tokenForm)),
      'letters, digits and signs of ASCII, without blanks',
    ),
  ),
  allowHosts: z.optional(
    expecting(
      z.array(z.string().check(z.regex(hostForm))),
      "a list of hosts by name, with a port or without, as in ['doubles:4010']",
    ),
  ),
  allowOrigins: z.optional(
    expecting(
      z.array(z.string().check(z.refine(isOrigin))),
      "a list of origins as browsers send them, as in ['http://localhost:5173']",
    ),
  ),
}

const ServeForm = expecting(
  z.strictObject({
    ...serveShape,
    world: z.optional(expecting(z.string(), 'the name of a world, or a file')),
    ...settingsShape,
    sessions: z.optional(SessionLimitsForm),
    // Of their values each double makes sure itself.
    readings: z.optional(z.unknown()),
  }),
  'an object, as in { port: 4010 }',
)

const method = z.custom<() => unknown>(value => typeof value === 'function')
const ApiForm = z.looseObject({
  ...{ name: z.string(), title: z.string(), documentedUrl: z.string() },
  ...{ create: method, documented: method, openapi: method, suite: method },
})

const ConfigForm: z.ZodMiniType = expecting(
  z.strictObject({
    apis: expecting(
      z.record(z.string(), ApiForm).check(z.refine(apis => Object.keys(apis).length > 0)),
      'APIs under their names, as defineApi() makes them: { todos }',
    ),
    worlds: z.optional(
      expecting(
        z.record(z.string(), z.union([z.looseObject({}), z.string().check(z.refine(isWorldFile))])),
        `worlds by name, as in { "two todos": { todos: db => { … } } } or { team: './team.json' }`,
      ),
    ),
    // Of their parts each double makes sure itself.
    scenarios: z.optional(z.unknown()),
    serve: z.optional(ServeForm),
  }),
  'what defineConfig() takes, as in { apis: { todos } }',
)
