import type { Faker } from '@faker-js/faker'
import type * as z from 'zod/mini'
import type { UserRow } from '../../handlers/pterodactyl/entities.ts'
import { makePerson } from '../person.ts'
import type { WithoutId } from '../without-id.ts'

/**
 * Makes the values of a Pterodactyl user up, without an id: the model counts on from the highest that there is.
 *
 * @example db.user.create(makeUser(createFaker(1)('user', 0), 0))
 */
export function makeUser(faker: Faker, nth: number): WithoutId<z.output<typeof UserRow>> {
  const { email, username, firstName, lastName } = makePerson(faker, nth)
  const { datatype, number, string } = faker
  const created = Date.UTC(2024, 0, 1) / 1000 + nth * 3600 + number.int(3599)
  return {
    external_id: datatype.boolean(0.3) ? `customer-${nth + 1}` : null,
    uuid: string.uuid(),
    username,
    email,
    first_name: firstName,
    last_name: lastName,
    language: 'en',
    root_admin: datatype.boolean(0.05),
    '2fa': datatype.boolean(0.25),
    password: null,
    created_at: toTime(created),
    updated_at: toTime(created + number.int(90 * 86_400)),
  }
}

const toTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00')
