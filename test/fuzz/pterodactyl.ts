import * as z from 'zod/mini'
import { documented } from '../../fixtures/worlds/documented.ts'
import { createPterodactyl, type World } from '../../handlers/index.ts'
import { filled, type Subject } from './subject.ts'

/** The documented users, and beside them a server with its owner. */
const world: World = {
  ...documented,
  pterodactyl(db, seed) {
    documented.pterodactyl?.(db, seed)
    db.user.create({ id: 5, username: 'owner', email: 'owner@example.com', external_id: 'crm-5' })
    db.server.create({ user: 5 })
  },
}

const panelUser = { email: 'a@b.co', username: 'ada', first_name: 'A', last_name: 'B' }

const shared = {
  credentials: 'Bearer ptla_fuzz',
  ids: ['4', '4', '5', 'crm-5'],
  fields: [
    ...['email', 'external_id', 'username', 'password', 'root_admin', 'language'],
    ...['first_name', 'last_name', 'id'],
  ],
  bodies: {
    createUser: { ...panelUser, external_id: null, password: '', root_admin: 1, language: 'en' },
    updateUser: { ...panelUser, username: 'test-user' },
  },
  queries: { listUsers: 'include=servers', getUser: 'include=servers' },
  envelope: (status: number) =>
    z.strictObject({
      errors: z
        .array(
          z.strictObject({
            code: filled,
            status: z.literal(String(status)),
            detail: filled,
            meta: z.optional(z.strictObject({ source_field: filled, rule: filled })),
          }),
        )
        .check(z.minLength(1)),
    }),
}

export const pterodactyl: Subject = {
  title: 'Pterodactyl',
  double: createPterodactyl({ world }),
  ...shared,
}

export const observed: Subject = {
  title: 'Pterodactyl as observed',
  double: createPterodactyl({ world, fidelity: 'observed' }),
  ...shared,
}
