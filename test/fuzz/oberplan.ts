import * as z from 'zod/mini'
import { documented } from '../../fixtures/worlds/documented.ts'
import { createOberplan, type World } from '../../handlers/index.ts'
import { filled, type Subject } from './subject.ts'

/** The documented account, and beside it one that changes its address. */
const world: World = {
  ...documented,
  oberplan(db, seed) {
    documented.oberplan?.(db, seed)
    const pending = { pending_email: 'new@oberplan.com', activation: 'token1' }
    db.user.create({ email: 'other@oberplan.com', password: 'other', ...pending })
  },
}

export const oberplan: Subject = {
  title: 'Oberplan',
  double: createOberplan({ world, rateLimit: true }),
  credentials: `Basic ${btoa('user@oberplan.com:mypassword')}`,
  ids: ['token1'],
  fields: [
    ...['email', 'firstname', 'lastname', 'language_tag', 'date_format', 'time_format', 'id'],
    ...['timezone', 'first_day_of_week', 'allow_collaboration', 'new_password'],
  ],
  bodies: { updateUserSettings: { email: 'x@y', timezone: 'US/Eastern', profile_completed: 0 } },
  queries: { deleteAccount: 'me=1', getUserSettings: 'fields=email,id' },
  envelope: status =>
    z.strictObject({
      error: z.strictObject({
        code: filled,
        message: filled,
        resource_type: z.optional(filled),
        status: z.literal(status),
      }),
      success: z.literal(false),
    }),
}
