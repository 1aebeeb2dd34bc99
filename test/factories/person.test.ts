import { describe, expect, it } from 'vitest'
import { createFaker } from '../../factories/faker.ts'
import { createFactories } from '../../factories/index.ts'
import { makePerson, type Person } from '../../factories/person.ts'

const america = /^\+1 \d{3}-555-01\d\d$/
const countries = {
  US: {
    phone: america,
    mobile: america,
    zones: /^(America\/(New_York|Chicago|Denver|Phoenix|Los_Angeles)|Pacific\/Honolulu)$/,
  },
  CA: {
    phone: america,
    mobile: america,
    zones: /^America\/(Halifax|Toronto|Edmonton|Vancouver)$/,
  },
  GB: {
    phone: /^\+44 (20 7946 0|28 9649 6|29 2018 0|131 496 0|161 496 0)\d{3}$/,
    mobile: /^\+44 7700 900\d{3}$/,
    zones: /^Europe\/London$/,
  },
  IE: {
    phone: /^\+353 20 91\d \d{4}$/,
    mobile: /^\+353 20 91\d \d{4}$/,
    zones: /^Europe\/Dublin$/,
  },
  AU: {
    phone: /^\+61 [2378] (5550|7010) \d{4}$/,
    mobile: /^\+61 491 57\d \d{3}$/,
    zones: /^Australia\/(Sydney|Melbourne|Brisbane|Adelaide|Perth)$/,
  },
}

const areas: readonly (readonly [zone: string, phone: RegExp])[] = [
  ['America/New_York', /^\+1 (212|617)-/],
  ['America/Chicago', /^\+1 312-/],
  ['America/Denver', /^\+1 303-/],
  ['America/Phoenix', /^\+1 602-/],
  ['America/Los_Angeles', /^\+1 206-/],
  ['Pacific/Honolulu', /^\+1 808-/],
  ['America/Halifax', /^\+1 902-/],
  ['America/Toronto', /^\+1 416-/],
  ['America/Edmonton', /^\+1 403-/],
  ['America/Vancouver', /^\+1 604-/],
  ['Australia/Sydney', /^\+61 2 /],
  ['Australia/Melbourne', /^\+61 3 /],
  ['Australia/Brisbane', /^\+61 7 /],
  ['Australia/Adelaide', /^\+61 8 /],
  ['Australia/Perth', /^\+61 8 /],
]

const fakerOf = createFaker(1)
const people = Array.from({ length: 2000 }, (_, nth) => makePerson(fakerOf('person', nth), nth))
const each = (pick: (person: Person) => string) => people.map(pick)
const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')

describe('a person', () => {
  it('lives in a time zone of their country and speaks its English', () => {
    for (const { country, timeZone, language } of people) {
      expect(timeZone).toMatch(countries[country].zones)
      expect(language).toBe(`en-${country}`)
    }
    expect(new Set(each(person => person.country))).toEqual(new Set(['US', 'CA', 'GB', 'IE', 'AU']))
  })

  it('has phone numbers of their country, out of the ranges that are kept for fiction', () => {
    for (const { country, phone, mobile } of people) {
      expect(phone).toMatch(countries[country].phone)
      expect(mobile).toMatch(countries[country].mobile)
    }
  })

  it('has an area code of their time zone', () => {
    for (const [zone, phone] of areas) {
      const here = people.filter(({ timeZone }) => timeZone === zone)
      expect(here, zone).not.toEqual([])
      for (const person of here) expect(person.phone).toMatch(phone)
    }
  })

  it('has an address and a username made of their name', () => {
    for (const { firstName, lastName, email, username } of people) {
      expect(letters(email.replace(/@.*/, ''))).toBe(letters(firstName + lastName))
      expect(letters(username)).toBe(letters(firstName + lastName))
    }
  })

  it('has a full name of the parts there are', () => {
    expect(people.some(({ middleName }) => middleName === null)).toBe(true)
    for (const { firstName, middleName, lastName, fullName } of people) {
      const parts = middleName === null ? [firstName, lastName] : [firstName, middleName, lastName]
      expect(fullName).toBe(parts.join(' '))
    }
  })

  it('has a first name of their gender', () => {
    const named = (gender: string) =>
      new Set(people.filter(person => person.gender === gender).map(person => person.firstName))
    for (const name of ['James', 'Michael', 'William']) expect(named('female')).not.toContain(name)
    for (const name of ['Emma', 'Hannah', 'Mary']) expect(named('male')).not.toContain(name)
    expect(named('female').size).toBeGreaterThan(500)
    expect(named('male').size).toBeGreaterThan(500)
  })

  it('was born on a day that exists and is of age', () => {
    for (const birthDate of each(person => person.birthDate)) {
      expect(new Date(birthDate).toISOString()).toBe(`${birthDate}T00:00:00.000Z`)
      expect(birthDate >= '1950-01-01' && birthDate <= '2005-12-31').toBe(true)
    }
  })

  it('has a time zone and a language that Intl accepts', () => {
    for (const timeZone of new Set(each(person => person.timeZone))) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
    }
    for (const language of new Set(each(person => person.language))) {
      expect(Intl.getCanonicalLocales(language)).toEqual([language])
    }
  })
})

describe('an Oberplan account', () => {
  const american = ['m/d/Y', 'h:i a', 'sunday']
  const canadian = ['Y-m-d', 'h:i a', 'sunday']
  const british = ['d/m/Y', 'H:i', 'monday']
  const australian = ['d/m/Y', 'h:i a', 'monday']
  const expected: readonly (readonly [zone: RegExp, settings: string[]])[] = [
    [countries.US.zones, american],
    [countries.CA.zones, canadian],
    [countries.GB.zones, british],
    [countries.IE.zones, british],
    [countries.AU.zones, australian],
  ]

  it('writes dates and times and begins its week as the country of its time zone does', () => {
    const { oberplanUser } = createFactories({ seed: 1 })
    for (const account of Array.from({ length: 200 }, () => oberplanUser())) {
      const settings = expected.find(([zone]) => zone.test(account.timezone))?.[1]
      const { date_format, time_format, first_day_of_week } = account
      expect([date_format, time_format, first_day_of_week]).toEqual(settings)
      expect(account.language_tag).toBe('en')
    }
  })
})

describe('an Overplane user', () => {
  it('is mostly a system user, and leaves out now and then what is optional', () => {
    const { overplaneUser } = createFactories({ seed: 1 })
    const users = Array.from({ length: 200 }, () => overplaneUser())
    const isSystem = users.filter(user => user.user_type === 'System User')
    expect(isSystem.length).toBeGreaterThan(140)
    expect(isSystem.length).toBeLessThan(200)
    for (const key of ['middle_name', 'user_image', 'phone', 'last_login', 'api_key'] as const) {
      const given = users.filter(user => user[key] !== null)
      expect(given.length, key).toBeGreaterThan(20)
      expect(given.length, key).toBeLessThan(180)
    }
  })
})

describe('addresses and usernames', () => {
  it('stay on the domains that are kept for examples', () => {
    for (const email of each(person => person.email)) {
      expect(email).toMatch(/^[a-z][a-z.-]*[a-z]\d+@example\.(com|net|org)$/)
    }
  })

  it('obey the rule of Pterodactyl for usernames, in lower case', () => {
    for (const username of each(person => person.username)) {
      expect(username).toMatch(/^[a-z0-9]([\w.-]+)[a-z0-9]$/)
      expect(username).toBe(username.toLowerCase())
    }
  })

  it('differ between 2,000 people', () => {
    expect(new Set(each(person => person.email)).size).toBe(2000)
    expect(new Set(each(person => person.username)).size).toBe(2000)
  })

  it('differ even between people of the same name', () => {
    const namesakes = Array.from({ length: 200 }, (_, nth) => makePerson(fakerOf('person', 0), nth))
    expect(new Set(namesakes.map(person => person.fullName)).size).toBe(1)
    expect(new Set(namesakes.map(person => person.email)).size).toBe(200)
    expect(new Set(namesakes.map(person => person.username)).size).toBe(200)
  })
})
