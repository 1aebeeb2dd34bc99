import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { sampleOf } from '../../contract/double/force/sample.ts'

describe('a reply that nobody has printed', () => {
  it.each([
    ['a text', z.string(), 'example'],
    ['a text of digits', z.string().check(z.regex(/^\d+$/)), '1'],
    ['an address', z.email(), 'user@example.com'],
    ['a time', z.iso.datetime(), '2024-01-15T09:30:00Z'],
    ['a day', z.iso.date(), '2024-01-15'],
    ['a URL', z.url(), 'https://example.com'],
    ['a UUID', z.uuid(), '00000000-0000-4000-8000-000000000000'],
  ])('shows %s, whatever the field is called', (_, schema, sample) => {
    expect(sampleOf(z.object({ contact: schema }))).toEqual({ contact: sample })
  })
})
