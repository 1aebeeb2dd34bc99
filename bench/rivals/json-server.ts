import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { alike, familyOf, many, overplaneUser } from '../crowd.ts'
import { type Sendable, spread, variety } from '../load/cases.ts'
import { binOf } from './installation.ts'
import type { Rival } from './rival.ts'

const json = { 'Content-Type': 'application/json' }

/** How a REST server of that kind is asked: only its lists differ. */
export function restful(
  path: string,
  size: number,
  listed: { page(nth: number): string; filter(family: string): string },
): Sendable {
  const last_names = ['Byron', 'King']
  return {
    'GET by id': {
      asks: spread(variety.entities, size).map(nth => ({
        ...{ method: 'GET', path: `${path}/user_${nth}`, headers: {} },
      })),
    },
    'list page of 20': {
      asks: spread(variety.pages, Math.min(size / 20, 50)).map(nth => ({
        ...{ method: 'GET', path: `${path}?${listed.page(nth + 1)}`, headers: {} },
      })),
    },
    'filtered and sorted list': {
      asks: spread(variety.filters, size / alike).map(nth => ({
        method: 'GET',
        path: `${path}?${listed.filter(encodeURIComponent(familyOf(nth)))}`,
        headers: {},
      })),
    },
    create: {
      id: ['id'],
      asks: [
        {
          ...{ method: 'POST', path, headers: json },
          body: '{"email":"new_{n}@example.com","first_name":"Ada","last_name":"Lovelace"}',
        },
      ],
    },
    update: {
      asks: last_names.map(last_name => ({
        ...{ method: 'PATCH', path: `${path}/user_7`, headers: json },
        body: JSON.stringify({ last_name }),
      })),
    },
    delete: { asks: [{ method: 'DELETE', path: `${path}/{each}`, headers: {} }] },
  }
}

const probe = { method: 'GET', path: '/users/user_7', headers: {} } as const

async function database(size: number, folder: string, version: string): Promise<string> {
  const file = join(folder, `json-server-${version}.json`)
  await writeFile(file, JSON.stringify({ users: many(size, overplaneUser) }, null, 2))
  return file
}

export const jsonServer: Rival = {
  name: 'json-server 0.17',
  package: 'json-server',
  version: '0.17.4',
  about: 'Writes its whole file after each change.',
  async prepare(size, folder, port) {
    const file = await database(size, folder, this.version)
    return [...binOf(this), '--quiet', '--host', '127.0.0.1', '--port', `${port}`, file]
  },
  probe,
  sendable: size =>
    restful('/users', size, {
      page: nth => `_page=${nth}&_limit=20`,
      filter: family => `last_name=${family}&_sort=created_at&_order=desc&_limit=20`,
    }),
}

export const jsonServerBeta: Rival = {
  name: 'json-server 1.0 beta',
  package: 'json-server',
  version: '1.0.0-beta.3',
  about:
    'Writes its whole file after changes, and reads it again when it has changed: now and then it so loses one, and what is gone when it is to be deleted is not counted. Later ones want Node.js 22.',
  isLossy: true,
  async prepare(size, folder, port) {
    const file = await database(size, folder, this.version)
    return [...binOf(this), '--host', '127.0.0.1', '--port', `${port}`, file]
  },
  probe,
  sendable: size =>
    restful('/users', size, {
      page: nth => `_page=${nth}&_per_page=20`,
      filter: family => `last_name=${family}&_sort=-created_at&_page=1&_per_page=20`,
    }),
}
