import type { Faker } from '@faker-js/faker'
import type * as z from 'zod/mini'
import type { User } from '../../handlers/overplane/entities.ts'
import { makePerson } from '../person.ts'

/**
 * Makes the values of an Overplane user up; each was created in the hour after the one before.
 *
 * @example db.user.create(makeUser(createFaker(1)('user', 0), 0))
 */
export function makeUser(faker: Faker, nth: number): z.output<typeof User> {
  const person = makePerson(faker, nth)
  const { datatype, helpers, number, string } = faker
  const sometimes = (value: string) => (datatype.boolean(0.7) ? value : null)
  const within = (days: number) => number.int(days * 86_400)
  const key = () => string.alphanumeric({ length: 15, casing: 'lower' })
  const created = Date.UTC(2024, 0, 1) / 1000 + nth * 3600 + number.int(3599)
  const login = created + within(60)
  const wasHere = datatype.boolean(0.8)
  const hasKey = datatype.boolean(0.4)
  return {
    id: `user_${string.alphanumeric({ length: 16, casing: 'lower' })}`,
    created_at: toTime(created),
    updated_at: toTime(created + within(90)),
    email: person.email,
    first_name: person.firstName,
    middle_name: person.middleName,
    last_name: person.lastName,
    full_name: person.fullName,
    username: person.username,
    enabled: datatype.boolean(0.9),
    user_type: datatype.boolean(0.85) ? 'System User' : 'Website User',
    language: helpers.arrayElement(['en', person.language]),
    time_zone: person.timeZone,
    user_image: sometimes(person.image),
    gender: sometimes(person.gender),
    phone: sometimes(person.phone),
    mobile_no: sometimes(person.mobile),
    birth_date: sometimes(person.birthDate),
    last_login: wasHere ? toTime(login) : null,
    last_active: wasHere ? toTime(login + within(30)) : null,
    api_key: hasKey ? key() : null,
    api_secret: hasKey ? key() : null,
    signature_image: sometimes(person.image.replace('.jpg', '-signature.png')),
  }
}

const toTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
