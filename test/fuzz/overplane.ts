import * as z from 'zod/mini'
import { documented } from '../../fixtures/worlds/documented.ts'
import { createOverplane } from '../../handlers/index.ts'
import { filled, type Subject } from './subject.ts'

export const overplane: Subject = {
  title: 'Overplane',
  double: createOverplane({ world: documented }),
  credentials: 'Bearer sk_fuzz',
  ids: ['user_abc123', 'project-user_abc123'],
  fields: [
    ...['email', 'first_name', 'enabled', 'user_type', 'phone', 'id', 'created_at', 'items'],
    ...['parent_id', 'parent_type', 'user', 'idx', 'welcome_email_sent', 'project_status'],
  ],
  bodies: {
    createUser: { email: 'a@b.co', first_name: 'A', enabled: false },
    updateUser: { phone: null },
    createProjectUser: { parent_id: 'parent_abc123', parent_type: 'Project', user: 'u' },
    updateProjectUser: { idx: 2 },
    reorderProjectUsers: { items: [{ id: 'project-user_abc123', idx: 3 }] },
  },
  queries: { listUsers: 'limit=5', listProjectUsers: 'parent_id=parent_abc123' },
  envelope: () =>
    z.strictObject({
      error: z.strictObject({
        type: z.enum(['invalid_request_error', 'authentication_error']),
        code: z.optional(filled),
        message: filled,
        param: z.optional(z.string()),
      }),
    }),
}
