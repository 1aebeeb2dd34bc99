import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { many } from '../crowd.ts'
import { spread, variety } from '../load/cases.ts'
import { binOf } from './installation.ts'
import type { Rival } from './rival.ts'

const path = '/api/v1/users'
/** It answers 5,000 requests an hour to each key. */
const keys = Array.from({ length: 40 }, (_, nth) => `key_${nth}`)
const by = (nth: number) => ({ Authorization: `Bearer ${keys[nth % keys.length]}` })
const json = { 'Content-Type': 'application/json' }

export const emulate: Rival = {
  name: 'emulate',
  package: 'emulate',
  version: '0.11.2',
  about:
    'Its Okta, which has users; it filters a list and cannot sort it. 0.12 wants `registerHooks` of Node.js 22.15.',
  async prepare(size, folder, port) {
    const file = join(folder, 'emulate.json')
    const tokens = Object.fromEntries(keys.map(key => [key, { login: 'admin', scopes: [] }]))
    await writeFile(file, JSON.stringify({ tokens, okta: { users: many(size, oktaUser) } }))
    return [...binOf(this), 'start', '--service', 'okta', '--seed', file, '--port', `${port}`]
  },
  probe: { method: 'GET', path: `${path}/user_7`, headers: by(0) },
  sendable: size => ({
    'GET by id': {
      asks: spread(variety.entities, size).map((nth, turn) => ({
        ...{ method: 'GET', path: `${path}/user_${nth}`, headers: by(turn) },
      })),
    },
    'list page of 20': {
      asks: keys.map((_, turn) => ({
        method: 'GET',
        path: `${path}?per_page=20&page=${(turn % variety.pages) * 10 + 1}`,
        headers: by(turn),
      })),
    },
    create: {
      id: ['id'],
      asks: keys.map((_, turn) => ({
        ...{ method: 'POST', path, headers: { ...by(turn), ...json } },
        body: profile({ login: 'new_{n}@example.com', firstName: 'Ada', lastName: 'Lovelace' }),
      })),
    },
    update: {
      asks: keys.map((_, turn) => ({
        ...{ method: 'POST', path: `${path}/user_7`, headers: { ...by(turn), ...json } },
        body: profile({ lastName: turn % 2 ? 'Byron' : 'King' }),
      })),
    },
    delete: {
      asks: keys.map((_, turn) => ({
        method: 'DELETE',
        path: `${path}/{each}`,
        headers: by(turn),
      })),
    },
  }),
}

const profile = (fields: Readonly<Record<string, string>>): string =>
  JSON.stringify({ profile: fields })

const oktaUser = (nth: number) => ({
  okta_id: `user_${nth}`,
  login: `user_${nth}@example.com`,
  email: `user_${nth}@example.com`,
  first_name: `Ada ${nth}`,
  last_name: 'Lovelace',
})
