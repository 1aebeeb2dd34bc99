import { expect } from 'vitest'
import type { Case } from '../case.ts'
import { documentedUser, expectRefusal, overplane, unhandled } from '../overplane.ts'

const user = '/api/core/user'
const projectUser = '/api/projects/project-user'

const wrongMethods = [
  ['PUT', user],
  ['PATCH', user],
  ['DELETE', user],
  ['POST', `${user}/user_abc123`],
  ['PUT', `${user}/user_abc123`],
  ['PUT', projectUser],
  ['PATCH', projectUser],
  ['DELETE', projectUser],
  ['GET', `${projectUser}/project-user_abc123`],
  ['POST', `${projectUser}/project-user_abc123`],
  ['PUT', `${projectUser}/project-user_abc123`],
  ['GET', `${projectUser}/reorder`],
  ['PUT', `${projectUser}/reorder`],
] as const

const unknownPaths = [
  '/api/core/users',
  `${user}/user_abc123/roles`,
  '/api/projects/project-users',
  `${projectUser}/project-user_abc123/user`,
]

const unrecognized = (method: string, path: string) => ({
  message: `Unrecognized request URL (${method}: ${path}).`,
})

export const overplanePathCases: readonly Case[] = [
  ...wrongMethods.map(([method, path]) =>
    overplane(`${method} ${path} is an unrecognized URL`, async send => {
      expectRefusal(await send(method, path), 404, unrecognized(method, path))
    }),
  ),

  overplane('a method that a path does not take changes nothing', async send => {
    await send('PUT', `${user}/user_abc123`, { json: { first_name: 'Ann' } })
    expect((await send('GET', `${user}/user_abc123`)).body).toEqual(documentedUser)
  }),

  ...unknownPaths.map(path =>
    overplane(
      `GET ${path} is an unrecognized URL`,
      async send => {
        expectRefusal(await send('GET', path), 404, unrecognized('GET', path))
      },
      { cannot: unhandled },
    ),
  ),
]
