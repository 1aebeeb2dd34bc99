import type { Faker } from '@faker-js/faker'

/** Where English is spoken, and where the regulator keeps phone numbers for fiction. */
export type Country = 'US' | 'CA' | 'GB' | 'IE' | 'AU'

/** Somebody made up, of one piece: the address follows from the name, the phone from the place. */
export interface Person {
  readonly country: Country
  readonly gender: 'female' | 'male'
  readonly firstName: string
  readonly middleName: string | null
  readonly lastName: string
  readonly fullName: string
  readonly email: string
  readonly username: string
  /** Where a picture of theirs would lie, as a path. */
  readonly image: string
  readonly phone: string
  readonly mobile: string
  /** `YYYY-MM-DD` */
  readonly birthDate: string
  /** As in the IANA time zone database: `Europe/London`. */
  readonly timeZone: string
  /** As in BCP 47: `en-GB`. */
  readonly language: string
}

interface Place {
  readonly country: Country
  readonly timeZone: string
  /** Each `#` stands for a digit. */
  readonly phone: string
}

/** All numbers are such as NANPA, Ofcom, ComReg or ACMA keeps for fiction: no telephone rings. */
const places: readonly Place[] = [
  { country: 'US', timeZone: 'America/New_York', phone: '+1 212-555-01##' },
  { country: 'US', timeZone: 'America/New_York', phone: '+1 617-555-01##' },
  { country: 'US', timeZone: 'America/Chicago', phone: '+1 312-555-01##' },
  { country: 'US', timeZone: 'America/Denver', phone: '+1 303-555-01##' },
  { country: 'US', timeZone: 'America/Phoenix', phone: '+1 602-555-01##' },
  { country: 'US', timeZone: 'America/Los_Angeles', phone: '+1 206-555-01##' },
  { country: 'US', timeZone: 'Pacific/Honolulu', phone: '+1 808-555-01##' },
  { country: 'CA', timeZone: 'America/Halifax', phone: '+1 902-555-01##' },
  { country: 'CA', timeZone: 'America/Toronto', phone: '+1 416-555-01##' },
  { country: 'CA', timeZone: 'America/Edmonton', phone: '+1 403-555-01##' },
  { country: 'CA', timeZone: 'America/Vancouver', phone: '+1 604-555-01##' },
  { country: 'GB', timeZone: 'Europe/London', phone: '+44 20 7946 0###' },
  { country: 'GB', timeZone: 'Europe/London', phone: '+44 28 9649 6###' },
  { country: 'GB', timeZone: 'Europe/London', phone: '+44 29 2018 0###' },
  { country: 'GB', timeZone: 'Europe/London', phone: '+44 131 496 0###' },
  { country: 'GB', timeZone: 'Europe/London', phone: '+44 161 496 0###' },
  { country: 'IE', timeZone: 'Europe/Dublin', phone: '+353 20 91# ####' },
  { country: 'AU', timeZone: 'Australia/Sydney', phone: '+61 2 5550 ####' },
  { country: 'AU', timeZone: 'Australia/Melbourne', phone: '+61 3 5550 ####' },
  { country: 'AU', timeZone: 'Australia/Brisbane', phone: '+61 7 5550 ####' },
  { country: 'AU', timeZone: 'Australia/Adelaide', phone: '+61 8 7010 ####' },
  { country: 'AU', timeZone: 'Australia/Perth', phone: '+61 8 5550 ####' },
]

/** Where none are kept for fiction among the mobile numbers, mobiles are numbered like phones. */
const mobiles: { readonly [C in Country]?: readonly string[] } = {
  GB: ['+44 7700 900###'],
  AU: [
    '+61 491 570 006',
    '+61 491 570 110',
    '+61 491 570 156',
    '+61 491 570 157',
    '+61 491 570 313',
    '+61 491 570 737',
    '+61 491 571 266',
    '+61 491 571 491',
    '+61 491 572 549',
    '+61 491 573 770',
    '+61 491 574 118',
    '+61 491 575 254',
  ],
}

/**
 * Makes a person up; no two with a different `nth` share an address or a username.
 *
 * @example makePerson(createFaker(1)('user', 0), 0).email // 'loyal.dubuque1@example.com'
 */
export function makePerson(faker: Faker, nth: number): Person {
  const { date, datatype, helpers, person } = faker
  const { country, timeZone, phone } = helpers.arrayElement(places)
  const gender = helpers.arrayElement(['female', 'male'])
  const firstName = person.firstName(gender)
  const middleName = datatype.boolean(0.4) ? person.middleName(gender) : null
  const lastName = person.lastName(gender)
  // Letters have no digits among them: those at the end give `nth` away, so no two can be equal.
  const nameWith = (separator: string) =>
    toAscii(firstName) + separator + toAscii(lastName) + (nth + 1)
  const username = nameWith(helpers.arrayElement(['.', '_', '-']))
  return {
    country,
    gender,
    firstName,
    middleName,
    lastName,
    fullName: [firstName, middleName, lastName].filter(name => name !== null).join(' '),
    email: `${nameWith('.')}@example.${helpers.arrayElement(['com', 'net', 'org'])}`,
    username,
    image: `/files/${username}.jpg`,
    phone: helpers.replaceSymbols(phone),
    mobile: helpers.replaceSymbols(helpers.arrayElement(mobiles[country] ?? [phone])),
    birthDate: date.between({ from: '1950-01-01', to: '2005-12-31' }).toISOString().slice(0, 10),
    timeZone,
    language: `en-${country}`,
  }
}

/** `O’Keefe-Zoë` as `okeefe-zoe`. */
const toAscii = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z-]/g, '')
