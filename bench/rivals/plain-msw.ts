import { program } from '../programs.ts'
import { restful } from './json-server.ts'
import type { Rival } from './rival.ts'

/** What one has who writes handlers for oneself; its versions are those of this package. */
export const plainMsw: Omit<Rival, 'package' | 'version'> = {
  name: 'plain msw',
  about: "Six handlers over a model of @mswjs/data, behind node:http by msw's `getResponse`.",
  prepare: async (size, _, port) => [process.execPath, program('plain-msw'), `${port}`, `${size}`],
  probe: { method: 'GET', path: '/users/user_7', headers: {} },
  sendable: size =>
    restful('/users', size, {
      page: nth => `page=${nth}`,
      filter: family => `page=1&last_name=${family}`,
    }),
}
