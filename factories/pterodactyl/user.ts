import type { Faker } from '@faker-js/faker'
import {
  type ModelDictionary,
  nullable,
  primaryKey,
  type Value,
} from '../../contract/store/data.ts'
import type { Defaults, WithoutId } from '../defaults.ts'
import { makePerson } from '../person.ts'

/** The `@mswjs/data` model of a Pterodactyl user; of its fields only `password` never travels. */
export const userModel = ({ uuid, now }: Defaults, nextId: () => number) => ({
  id: primaryKey(nextId),
  external_id: nullable<string>(() => null),
  uuid,
  username: String,
  email: String,
  first_name: String,
  last_name: String,
  language: () => 'en',
  root_admin: Boolean,
  '2fa': Boolean,
  password: nullable<string>(() => null),
  created_at: now,
  updated_at: now,
})

type UserValues = WithoutId<Value<ReturnType<typeof userModel>, ModelDictionary>>

/**
 * Makes the values of a Pterodactyl user up, without an id: the model counts on from the highest that there is.
 *
 * @example db.user.create(makeUser(createFaker(1)('user', 0), 0))
 */
export function makeUser(faker: Faker, nth: number): UserValues {
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
