/**
 * Made-up entities, by faker.
 *
 * @module contract-doubles/factories
 */

import type { Faker } from '@faker-js/faker'
import * as z from 'zod/mini'
import { check, expecting } from '../contract/check.ts'
import { createFaker } from './faker.ts'
import { makeUser as makeOberplanUser } from './oberplan/user.ts'
import { makeProjectUser } from './overplane/project-user.ts'
import { makeUser as makeOverplaneUser } from './overplane/user.ts'
import { makeServer } from './pterodactyl/server.ts'
import { makeUser as makePterodactylUser } from './pterodactyl/user.ts'

/**
 * Builds the values of one made-up entity, the next of its model each time; overrides come last
 * and change nothing else.
 *
 * @example overplaneUser({ enabled: false })
 */
export type Factory<Values> = (overrides?: Partial<Values>) => Values

/**
 * A factory for each model, the same values for the same seed; without one it is 1. A factory only builds; `db` creates,
 * and gives ids that count up.
 *
 * @example
 * const { overplaneUser } = createFactories({ seed: 1 })
 * double.db.user.create(overplaneUser({ first_name: 'Ada' }))
 */
export function createFactories(options: { readonly seed?: number } = {}) {
  const { seed = 1 } = check(FactoryOptions, options, 'create the factories')
  const fakerOf = createFaker(seed)
  const factory = <Values>(
    model: string,
    make: (faker: Faker, nth: number) => Values,
  ): Factory<Values> => {
    let made = 0
    return overrides => {
      const nth = made++
      return { ...make(fakerOf(model, nth), nth), ...overrides }
    }
  }
  return {
    /** Somebody with a name, an address and a past: `overplaneUser({ enabled: false })`. */
    overplaneUser: factory('overplane/user', makeOverplaneUser),
    /** A row of a project's team: `overplaneProjectUser({ parent_id: 'project_1', user: id })`. */
    overplaneProjectUser: factory('overplane/project-user', makeProjectUser),
    /** An account of a panel: `pterodactylUser({ root_admin: true })`. */
    pterodactylUser: factory<PterodactylUserValues>('pterodactyl/user', makePterodactylUser),
    /** A game server: `pterodactylServer({ user: 4 })`. */
    pterodactylServer: factory<PterodactylServerValues>('pterodactyl/server', makeServer),
    /** An account with its password: `oberplanUser({ password: 'mypassword' })`. */
    oberplanUser: factory('oberplan/user', makeOberplanUser),
  }
}

// By names, so that the declarations of others can name them.

/** What the factory of a panel's users builds. */
export interface PterodactylUserValues extends ReturnType<typeof makePterodactylUser> {}

/** What the factory of a panel's servers builds. */
export interface PterodactylServerValues extends ReturnType<typeof makeServer> {}

/** A factory for each model, by name. */
export type Factories = ReturnType<typeof createFactories>
const FactoryOptions = expecting(
  z.strictObject({ seed: z.optional(expecting(z.int32(), 'a whole number')) }),
  'an object of options',
)
