import type { Ask } from '../ask.ts'
import { alike, emailOf, parentOf, passwordOf } from '../crowd.ts'
import { type Sendable, type Sent, spread, variety } from './cases.ts'

const json = { 'Content-Type': 'application/json' }
const sk = { Authorization: 'Bearer sk_test_...' }
const ptla = { Authorization: 'Bearer ptla_full' }
const basicOf = (nth: number): string => btoa(`${emailOf(nth)}:${passwordOf(nth)}`)
const basic = (nth: number) => ({ Authorization: `Basic ${basicOf(nth)}` })

const each = <Value>(values: readonly Value[], ask: (value: Value) => Ask): Sent => ({
  asks: values.map(ask),
})

/** The last names that two updates in turn give. */
const names = ['Byron', 'King']

const overplane = (size: number): Sendable => {
  const path = '/api/core/user'
  return {
    'GET by id': each(spread(variety.entities, size), nth => ({
      ...{ method: 'GET', path: `${path}/user_${nth}`, headers: sk },
    })),
    'list page of 20': each(pages(size), page => ({
      ...{ method: 'GET', path: `${path}?limit=20&offset=${page * 20}`, headers: sk },
    })),
    'filtered and sorted list': each(spread(variety.filters, size / alike), nth => ({
      method: 'GET',
      path: `/api/projects/project-user?parent_id=${parentOf(nth)}`,
      headers: sk,
    })),
    create: {
      id: ['id'],
      asks: [
        {
          ...{ method: 'POST', path, headers: { ...sk, ...json } },
          body: '{"email":"new_{n}@example.com","first_name":"Ada","last_name":"Lovelace"}',
        },
      ],
    },
    update: each(names, name => ({
      ...{ method: 'PATCH', path: `${path}/user_7`, headers: { ...sk, ...json } },
      body: JSON.stringify({ last_name: name }),
    })),
    delete: { asks: [{ method: 'DELETE', path: `${path}/{each}`, headers: sk }] },
  }
}

const pterodactyl = (size: number): Sendable => {
  const path = '/api/application/users'
  return {
    'GET by id': each(spread(variety.entities, size), nth => ({
      ...{ method: 'GET', path: `${path}/${nth + 1}`, headers: ptla },
    })),
    'list page of 20': each(pages(size), page => ({
      ...{ method: 'GET', path: `${path}?per_page=20&page=${page + 1}`, headers: ptla },
    })),
    // Each finds that one, and the ten whose number goes on with one more digit, where there are so many.
    'filtered and sorted list': each(spread(variety.filters, Math.min(size, 900)), nth => ({
      method: 'GET',
      path: `${path}?filter[email]=user_${size > 100 ? nth + 100 : nth}&sort=-id&per_page=20`,
      headers: ptla,
    })),
    create: {
      id: ['attributes', 'id'],
      asks: [
        {
          ...{ method: 'POST', path, headers: { ...ptla, ...json } },
          body: '{"email":"new_{n}@example.com","username":"new_{n}","first_name":"Ada","last_name":"Lovelace"}',
        },
      ],
    },
    update: each(names, name => ({
      ...{ method: 'PATCH', path: `${path}/7`, headers: { ...ptla, ...json } },
      body: JSON.stringify({
        ...{ email: 'user_6@example.com', username: 'user_6', first_name: 'Ada', last_name: name },
      }),
    })),
    delete: { asks: [{ method: 'DELETE', path: `${path}/{each}`, headers: ptla }] },
  }
}

const oberplan = (size: number): Sendable => {
  const path = '/v1/users/me'
  return {
    'GET by id': each(spread(variety.entities, size), nth => ({
      ...{ method: 'GET', path, headers: basic(nth) },
    })),
    update: each(['d.m.Y', 'm/d/Y'], date_format => ({
      ...{ method: 'PUT', path, headers: { ...basic(7), ...json } },
      body: JSON.stringify({ date_format }),
    })),
    // Nothing creates an account there: a fifth of them go, and come back by a reset.
    delete: {
      asks: [
        { method: 'DELETE', path: `${path}?me=1`, headers: { Authorization: 'Basic {each}' } },
      ],
      each: Array.from({ length: size / 5 }, (_, nth) => basicOf(size - 1 - nth)),
      after: { method: 'POST', path: '/__admin/reset?api=oberplan', headers: {} },
    },
  }
}

const pages = (size: number): readonly number[] => spread(variety.pages, Math.min(size / 20, 50))

/** What our APIs are asked, by their titles; each as far as it has such an operation. */
export const ours = { Overplane: overplane, Pterodactyl: pterodactyl, Oberplan: oberplan }

export type Own = keyof typeof ours
