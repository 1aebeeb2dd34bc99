import type { Faker } from '@faker-js/faker'
import type { OberplanAccount } from '../../handlers/oberplan/entities.ts'
import { type Country, makePerson } from '../person.ts'

/**
 * Makes the values of an Oberplan account up, its settings those that its country is used to.
 *
 * @example db.user.create(makeUser(createFaker(1)('user', 0), 0))
 */
export function makeUser(faker: Faker, nth: number): OberplanAccount {
  const person = makePerson(faker, nth)
  const { datatype, number, string, word } = faker
  const created = Date.UTC(2024, 0, 1) / 1000 + nth * 3600 + number.int(3599)
  return {
    id: string.alphanumeric({ length: 16, casing: 'lower' }),
    email: person.email,
    password: `${word.adjective()}-${word.noun()}-${number.int({ min: 10, max: 99 })}`,
    pending_email: null,
    activation: null,
    firstname: person.firstName,
    lastname: person.lastName,
    language_tag: 'en',
    ...settings[person.country],
    timezone: person.timeZone,
    allow_collaboration: datatype.boolean(0.8),
    profile_completed: datatype.boolean(0.9),
    collaboration_limit: 100,
    request_rate_limit: 100,
    schedules_limit: 20,
    updated_at: toTime(created + number.int(90 * 86_400)),
    created_at: toTime(created),
  }
}

const settings: Record<
  Country,
  Pick<OberplanAccount, 'date_format' | 'time_format' | 'first_day_of_week'>
> = {
  US: { date_format: 'm/d/Y', time_format: 'h:i a', first_day_of_week: 'sunday' },
  CA: { date_format: 'Y-m-d', time_format: 'h:i a', first_day_of_week: 'sunday' },
  GB: { date_format: 'd/m/Y', time_format: 'H:i', first_day_of_week: 'monday' },
  IE: { date_format: 'd/m/Y', time_format: 'H:i', first_day_of_week: 'monday' },
  AU: { date_format: 'd/m/Y', time_format: 'h:i a', first_day_of_week: 'monday' },
}

const toTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
