import * as z from 'zod/mini'
import { cleared, listOf } from '../dialect.ts'

const unset = z.nullable(z.string())

/** The Project User object, its keys in the page's order. */
export const ProjectUser = z.strictObject({
  id: z.string(),
  idx: z.int(),
  parent_id: unset,
  parent_type: z.string(),
  user: z.string(),
  email: unset,
  image: unset,
  full_name: unset,
  welcome_email_sent: z.boolean(),
  view_attachments: z.boolean(),
  hide_timesheets: z.boolean(),
  project_status: unset,
})

export type OverplaneProjectUser = z.infer<typeof ProjectUser>

const required = z.string().check(z.minLength(1))
const parent = z.nullable(required)
const flag = cleared(z.boolean(), false)

const optionalFields = {
  idx: z.exactOptional(z.nullable(z.int())),
  email: z.exactOptional(unset),
  image: z.exactOptional(unset),
  full_name: z.exactOptional(unset),
  project_status: z.exactOptional(unset),
}

export const ProjectUserCreation = z.object({
  parent_id: parent,
  parent_type: required,
  user: required,
  welcome_email_sent: z.prefault(flag, false),
  view_attachments: z.prefault(flag, false),
  hide_timesheets: z.prefault(flag, false),
  ...optionalFields,
})

export const ProjectUserUpdate = z.object({
  parent_id: z.exactOptional(parent),
  parent_type: z.exactOptional(required),
  user: z.exactOptional(required),
  welcome_email_sent: z.exactOptional(flag),
  view_attachments: z.exactOptional(flag),
  hide_timesheets: z.exactOptional(flag),
  ...optionalFields,
})

export const ParentQuery = z.object({ parent_id: required })

export const ProjectUserList = listOf(ProjectUser)

const Place = z.object({ id: z.string(), idx: z.int().check(z.gte(1)) })

/** Ours: the page names no body for a reorder. A bound that comes first is looked at before any of the items. */
export const Reordering = z.object({
  parent_id: z.exactOptional(z.string()),
  items: z.exactOptional(z.array(Place).check(z.maxLength(1000))),
})
