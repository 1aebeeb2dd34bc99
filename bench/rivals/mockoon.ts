import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { many, overplaneUser } from '../crowd.ts'
import { binOf } from './installation.ts'
import { restful } from './json-server.ts'
import type { Rival } from './rival.ts'

export const mockoon: Rival = {
  name: 'Mockoon CLI',
  package: '@mockoon/cli',
  version: '9.9.0',
  about: 'A CRUD route over a data bucket.',
  async prepare(size, folder, port) {
    const file = join(folder, 'mockoon.json')
    await writeFile(file, JSON.stringify(environmentOf(size, port)))
    return [...binOf(this), 'start', '--data', file, '--disable-log-to-file']
  },
  probe: { method: 'GET', path: '/users/user_7', headers: {} },
  sendable: size =>
    restful('/users', size, {
      page: nth => `page=${nth}&limit=20`,
      filter: family => `last_name_eq=${family}&sort=created_at&order=desc&page=1&limit=20`,
    }),
}

const ids = { environment: 'e0', bucket: 'b0', route: 'r0', response: 's0' }

/** What Mockoon keeps of an environment that has one CRUD route. */
const environmentOf = (size: number, port: number) => ({
  ...{ uuid: ids.environment, lastMigration: 33, name: 'Users', port, hostname: '127.0.0.1' },
  ...{ endpointPrefix: '', latency: 0, folders: [], cors: true, callbacks: [] },
  rootChildren: [{ type: 'route', uuid: ids.route }],
  headers: [{ key: 'Content-Type', value: 'application/json' }],
  proxyMode: false,
  data: [
    {
      ...{ uuid: ids.bucket, id: 'users', name: 'users', documentation: '' },
      value: JSON.stringify(many(size, overplaneUser)),
    },
  ],
  routes: [
    {
      ...{ uuid: ids.route, type: 'crud', documentation: '', method: '', endpoint: 'users' },
      responses: [
        {
          ...{ uuid: ids.response, body: '{}', latency: 0, statusCode: 200, label: '' },
          ...{ headers: [], bodyType: 'DATABUCKET', filePath: '', databucketID: 'users' },
          ...{ sendFileAsBody: false, rules: [], rulesOperator: 'OR', disableTemplating: false },
          ...{ fallbackTo404: false, default: true, crudKey: 'id', callbacks: [] },
        },
      ],
      responseMode: null,
    },
  ],
})
