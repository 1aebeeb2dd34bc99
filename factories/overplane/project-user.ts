import type { Faker } from '@faker-js/faker'
import type * as z from 'zod/mini'
import type { ProjectUser } from '../../handlers/overplane/entities.ts'
import { makePerson } from '../person.ts'

/**
 * Makes the values of an Overplane project user up, each of a project of its own.
 *
 * @example db.projectUser.create(makeProjectUser(createFaker(1)('project user', 0), 0))
 */
export function makeProjectUser(faker: Faker, nth: number): z.output<typeof ProjectUser> {
  const { email, image, fullName } = makePerson(faker, nth)
  const { datatype, helpers, string } = faker
  const id = (prefix: string) => prefix + string.alphanumeric({ length: 16, casing: 'lower' })
  return {
    id: id('project-user_'),
    idx: nth + 1,
    parent_id: id('project_'),
    parent_type: 'Project',
    user: id('user_'),
    email,
    image: datatype.boolean(0.7) ? image : null,
    full_name: fullName,
    welcome_email_sent: datatype.boolean(0.8),
    view_attachments: datatype.boolean(),
    hide_timesheets: datatype.boolean(0.2),
    project_status: helpers.arrayElement([null, null, ...statuses]),
  }
}

const statuses = ['On track', 'Waiting for the customer', 'A week behind the plan']
