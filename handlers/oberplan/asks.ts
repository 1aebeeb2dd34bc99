import type { ApiAsks } from '../../contract/double/force/asking.ts'
import type { WorldFor } from '../../contract/double/world.ts'
import type { OberplanDb } from '../../factories/oberplan/store.ts'
import { documentedOberplan } from '../../fixtures/oberplan/world.ts'
import type { Operation } from './operation.ts'

const activation = '/v1/users/activate'

/** What shows each documented status, beside the requests that the page prints. */
export const asks: ApiAsks<Operation> = {
  every: {
    401: { title: 'No credentials', headers: { Authorization: '' } },
    413: { title: 'A body that is too large', fault: 'size' },
    429: { title: 'The limit is used up', spending: '/v1/users/me', options: { rateLimit: true } },
  },
  of: {
    updateUserSettings: {
      400: { title: 'A day that no week begins on', body: { first_day_of_week: 'friday' } },
    },
    deleteAccount: { 400: { title: 'Without the parameter `me`', path: '/v1/users/me' } },
    getRateLimit: { 200: { title: 'Get your rate limit' } },
    activateEmail: {
      200: {
        title: 'Follow the link of an activation message',
        path: `${activation}/token-of-ada`,
      },
      400: {
        title: 'An address that another account has by now',
        path: `${activation}/token-of-bob`,
      },
      404: { title: 'An unknown link', path: `${activation}/token-of-nobody` },
    },
  },
}

/** Two that wait for an activation besides, one of them for an address that is taken. */
export const askedWorld: WorldFor<'oberplan', OberplanDb> = {
  name: 'asked',
  oberplan(db) {
    documentedOberplan(db)
    db.user.create({ pending_email: 'ada@example.com', activation: 'token-of-ada' })
    db.user.create({ pending_email: 'user@oberplan.com', activation: 'token-of-bob' })
  },
}
