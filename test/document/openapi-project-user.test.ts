import { describe, expect, it } from 'vitest'
import { apis } from '../../handlers/index.ts'
import { fieldsOf, operationOf, requiredOf, shownBy, takenBy } from './document.ts'

// Expected values are written out by hand from Overplane's page on project users.

const document = await apis.overplane.openapi()

const text = { type: 'string' }
const filled = { type: 'string', minLength: 1 }
const optional = { type: ['string', 'null'] }
const truth = { type: 'boolean' }
const clearable = { type: ['boolean', 'null'] }
const integer = { type: 'integer' }
const place = { anyOf: [integer, { type: 'null' }] }
/** Required, and printed as null all the same. */
const parent = { anyOf: [filled, { type: 'null' }] }

const rest = { email: optional, image: optional, full_name: optional }

describe("Overplane's project users", () => {
  it('have 12 keys, all of them always there', () => {
    const fields = {
      id: text,
      idx: integer,
      parent_id: optional,
      parent_type: text,
      user: text,
      welcome_email_sent: truth,
      view_attachments: truth,
      hide_timesheets: truth,
      project_status: optional,
      ...rest,
    }
    expect(Object.keys(fields)).toHaveLength(12)
    expect(fieldsOf(document, 'ProjectUser')).toEqual(fields)
    expect(requiredOf(document, 'ProjectUser').toSorted()).toEqual(Object.keys(fields).toSorted())
  })

  it('are created of 11 fields, three of them required and three with a default', () => {
    const off = { ...clearable, default: false }
    expect(takenBy(document, 'createProjectUser')).toBe('ProjectUserCreation')
    expect(fieldsOf(document, 'ProjectUserCreation')).toEqual({
      idx: place,
      parent_id: parent,
      parent_type: filled,
      user: filled,
      welcome_email_sent: off,
      view_attachments: off,
      hide_timesheets: off,
      project_status: optional,
      ...rest,
    })
    expect(requiredOf(document, 'ProjectUserCreation')).toEqual([
      'parent_id',
      'parent_type',
      'user',
    ])
  })

  it('are updated by the same fields, none required and none with a default', () => {
    expect(takenBy(document, 'updateProjectUser')).toBe('ProjectUserUpdate')
    expect(fieldsOf(document, 'ProjectUserUpdate')).toEqual({
      idx: place,
      parent_id: parent,
      parent_type: filled,
      user: filled,
      welcome_email_sent: clearable,
      view_attachments: clearable,
      hide_timesheets: clearable,
      project_status: optional,
      ...rest,
    })
    expect(requiredOf(document, 'ProjectUserUpdate')).toEqual([])
  })

  it('are reordered by a body that may be left out, as the printed request leaves it', () => {
    expect(takenBy(document, 'reorderProjectUsers')).toBe('Reordering')
    expect(operationOf(document, 'reorderProjectUsers').requestBody?.required).toBe(false)
    expect(fieldsOf(document, 'Reordering')).toEqual({
      parent_id: text,
      items: { type: 'array', maxItems: 1000, items: { $ref: '#/components/schemas/Placing' } },
    })
    expect(fieldsOf(document, 'Placing')).toEqual({
      id: text,
      idx: { type: 'integer', minimum: 1 },
    })
    expect(requiredOf(document, 'Placing')).toEqual(['id', 'idx'])
  })

  it('come in lists, and leave a confirmation', () => {
    const row = {
      id: 'project-user_abc123',
      idx: 1,
      parent_id: 'parent_abc123',
      parent_type: 'parent_type_example',
      user: 'user_example',
      email: 'user@example.com',
      image: 'image_example',
      full_name: 'full_name_example',
      welcome_email_sent: false,
      view_attachments: false,
      hide_timesheets: false,
      project_status: 'project_status_example',
    }
    expect(shownBy(document, 'listProjectUsers', 200)).toEqual({
      data: [row],
      has_more: false,
      total: 1,
    })
    expect(shownBy(document, 'deleteProjectUser', 200)).toEqual({
      id: 'project-user_abc123',
      deleted: true,
    })
    expect(fieldsOf(document, 'ProjectUserList')).toEqual({
      data: { type: 'array', items: { $ref: '#/components/schemas/ProjectUser' } },
      has_more: truth,
      total: integer,
    })
    expect(fieldsOf(document, 'Deleted')).toEqual({
      id: text,
      deleted: { type: 'boolean', const: true },
    })
  })

  it('carry our readings along', () => {
    const ids = operationOf(document, 'reorderProjectUsers')['x-readings'] ?? []
    const own = document['x-readings'].filter(({ id }) => ids.includes(id))
    expect(own.map(({ because }) => because)).toContain(
      'The page says "Returns the reordered list".',
    )
    expect(operationOf(document, 'createProjectUser').responses[200]).toMatchObject({
      'x-source': 'assumed',
      'x-readings': ['createStatus'],
    })
  })
})
