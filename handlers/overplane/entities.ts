import * as z from 'zod/mini'
import { alike, creating, entity, named, optionally, say } from '../../contract/define.ts'
import { documentedProjectUser } from '../../fixtures/overplane/project-user.ts'
import { documentedUser } from '../../fixtures/overplane/user.ts'

// What the pages print of each object, its keys in their order; of most fields they print the name alone.

const text = z.nullable(z.string())
const required = z.string().check(z.minLength(1))

/**
 * An optional field that null clears: it is then what it is where it was never sent. Where a create gives it that value
 * too, a `z.prefault` says so in the document, and a `z._default` would not.
 */
const cleared = <Value>(field: z.ZodMiniType<Value, Value>, standing: Value) =>
  alike(
    field,
    z.pipe(
      z.nullable(field),
      z.transform(sent => sent ?? standing),
    ),
  )

const id = say('Unique identifier for the object.', z.string())

// ---- User

const time = (event: string) =>
  say(`ISO 8601 timestamp of when the object was ${event}.`, z.string(), { format: 'date-time' })
const fullName =
  'The full name of the user, as it was sent: it is not put together from the others.'

const person = {
  email: say('The email address of the user.', z.string()),
  first_name: say('The first name of the user.', z.string()),
}
const names = {
  middle_name: say('The middle name of the user.', text),
  last_name: say('The last name of the user.', text),
  full_name: say(fullName, text),
  username: say('The name by which the user is known to the system.', text),
}
const account = {
  enabled: say('Whether the account of the user is enabled.', z.boolean()),
  user_type: say('The type of the user.', z.string()),
}
const details = {
  language: say('The language of the user.', text),
  time_zone: say('The time zone of the user.', text),
  user_image: say('The picture of the user.', text),
  gender: say('The gender of the user.', text),
  phone: say('The phone number of the user.', text),
  mobile_no: say('The mobile number of the user.', text),
  birth_date: say('The date of birth of the user.', text),
  last_login: say('When the user last logged in.', text),
  last_active: say('When the user was last active.', text),
  api_key: say('The API key of the user.', text),
  api_secret: say('The API secret of the user.', text),
  signature_image: say("The picture of the user's signature.", text),
}

export const User = named(
  'User',
  'The User object. What was never set is null.',
  z.strictObject({
    id,
    created_at: time('created'),
    updated_at: time('last updated'),
    ...person,
    ...names,
    ...account,
    ...details,
  }),
)

const accountDefaults = { enabled: true, user_type: 'System User' }

const sentUser = {
  email: alike(person.email, required),
  first_name: alike(person.first_name, required),
  enabled: cleared(account.enabled, accountDefaults.enabled),
  user_type: cleared(account.user_type, accountDefaults.user_type),
  ...names,
  ...details,
}

export const UserCreation = named(
  'UserCreation',
  'The fields of a new user.',
  z.object(creating(sentUser, { requires: ['email', 'first_name'], defaults: accountDefaults })),
)

export const UserUpdate = named(
  'UserUpdate',
  'The fields of a user to change; null clears an optional one.',
  z.object(optionally(sentUser)),
)

const user = entity({
  schema: User,
  id: 'id',
  times: ['created_at', 'updated_at'],
  defaults: { id: ({ ids }) => `user_${ids.text(16)}`, ...accountDefaults },
  // A text that is no time has to stand somewhere too: before all times.
  orders: { created: one => Date.parse(one.created_at) || 0 },
  documented: [documentedUser],
})

// ---- Project User

const place = 'The place of the project user among those of its parent.'

const row = {
  parent_id: say('The ID of the parent.', text),
  parent_type: say('What kind of object the parent is, such as a project.', z.string()),
  user: say('The user who works on the project.', z.string()),
}
const member = {
  email: say('The email address of the user.', text),
  image: say('The picture of the user.', text),
  full_name: say('The full name of the user.', text),
}
const flags = {
  welcome_email_sent: say('Whether the user has been sent the welcome email.', z.boolean()),
  view_attachments: say('Whether the user may view attachments.', z.boolean()),
  hide_timesheets: say('Whether timesheets are hidden from the user.', z.boolean()),
}
const project_status = say('How the project stands, in words.', text)

export const ProjectUser = named(
  'ProjectUser',
  'The Project User object. What was never set is null.',
  z.strictObject({ id, idx: say(place, z.int()), ...row, ...member, ...flags, project_status }),
)

const sentRow = (idx: string) => ({
  parent_id: alike(row.parent_id, z.nullable(required)),
  parent_type: alike(row.parent_type, required),
  user: alike(row.user, required),
  welcome_email_sent: cleared(flags.welcome_email_sent, false),
  view_attachments: cleared(flags.view_attachments, false),
  hide_timesheets: cleared(flags.hide_timesheets, false),
  idx: say(`${place} ${idx}`, z.nullable(z.int())),
  ...member,
  project_status,
})

export const ProjectUserCreation = named(
  'ProjectUserCreation',
  'The fields of a new project user.',
  z.object(
    creating(sentRow('Behind the last one, where none is sent.'), {
      requires: ['parent_id', 'parent_type', 'user'],
      defaults: { welcome_email_sent: false, view_attachments: false, hide_timesheets: false },
    }),
  ),
)

export const ProjectUserUpdate = named(
  'ProjectUserUpdate',
  'The fields of a project user to change; null clears an optional one.',
  z.object(optionally(sentRow('Behind the others, where it is null.'))),
)

const projectUser = entity({
  schema: ProjectUser,
  id: 'id',
  defaults: { id: ({ ids }) => `project-user_${ids.text(16)}`, idx: 1 },
  orders: { idx: one => one.idx },
  // As JSON, so that rows without a parent have a key too, which no parent's id can be.
  groups: { parent: { group: one => JSON.stringify(one.parent_id), by: one => one.idx } },
  documented: [documentedProjectUser],
})

/** The models of Overplane, by their names in `double.db`. */
export const entities = { user, projectUser }
