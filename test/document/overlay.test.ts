import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { describe, expect, it, vi } from 'vitest'
import type { Overlay } from '../../contract/openapi/overlay.ts'
import { runOpenApi } from '../../server/commands/openapi.ts'

/** As far as it is used here. */
interface Applying {
  openapiOverlay(
    document: unknown,
    options: { readonly overlaySet: Overlay },
  ): Promise<{ readonly data: unknown; readonly resultData: { readonly unusedActions: unknown[] } }>
}

const require = createRequire(import.meta.url)
const { openapiOverlay }: Applying = require('openapi-format')

/** As the command prints it; each is made once. */
const overlayOf = (api: string): Promise<Overlay> => {
  const overlay = overlays.get(api) ?? made(api)
  overlays.set(api, overlay)
  return overlay
}
const overlays = new Map<string, Promise<Overlay>>()

async function made(api: string): Promise<Overlay> {
  const lines: string[] = []
  expect(await runOpenApi([api, '--overlay'], text => lines.push(text))).toBe(0)
  return JSON.parse(lines.join('\n'))
}

const documentOf = async (api: string) =>
  JSON.parse(await readFile(`fixtures/openapi/${api}.json`, 'utf8'))

/** A document without what is ours: as a vendor would have it. */
const ofVendor = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ofVendor)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      key.startsWith('x-') ? [] : [[key, ofVendor(part)]],
    ),
  )
}

describe('the overlay of an API', () => {
  it.each(['overplane', 'pterodactyl', 'oberplan'])(
    'gives a document of the vendor of %s the readings and sources of ours',
    async api => {
      const ours = await documentOf(api)
      const { data, resultData } = await openapiOverlay(ofVendor(ours), {
        overlaySet: await overlayOf(api),
      })
      const { 'x-refusals': _, ...rest } = ours
      expect(data).toEqual(rest)
      expect(resultData.unusedActions).toEqual([])
    },
  )

  it('is an Overlay 1.0, each action of which says what it tells', async () => {
    const { overlay, info, actions, ...more } = await overlayOf('overplane')
    expect({ overlay, info, more }).toEqual({
      overlay: '1.0.0',
      info: { title: 'Readings of Overplane', version: '1.0.0' },
      more: {},
    })
    expect(new Set(actions.map(({ target }) => target)).size).toBe(actions.length)
    expect(actions[0]?.target).toBe('$')
    expect(actions).toContainEqual({
      target: "$.paths['/api/core/user'].post.responses['200']",
      description: 'createUser, 200. The status of a create: 200.',
      update: { 'x-source': 'assumed', 'x-readings': ['createStatus'] },
    })
  })

  it('replaces nothing, and passes over what the vendor does not have', async () => {
    const own = {
      openapi: '3.0.3',
      info: { title: 'The vendor', version: '9' },
      paths: {
        '/api/core/user': {
          post: { summary: 'Ours', responses: { 201: { description: 'Made' } } },
        },
      },
    }
    const { data } = await openapiOverlay(own, { overlaySet: await overlayOf('overplane') })
    expect(data).toMatchObject(own)
    expect(data).toMatchObject({
      'x-readings': expect.arrayContaining([expect.objectContaining({ id: 'createStatus' })]),
      paths: {
        '/api/core/user': { post: { 'x-readings': expect.arrayContaining(['createStatus']) } },
      },
    })
    expect(JSON.stringify(data)).not.toContain('retrieveUser, 200')
  })

  it('is refused for what has no readings', async () => {
    const errors: string[] = []
    const spy = vi
      .spyOn(process.stderr, 'write')
      .mockImplementation(text => errors.push(String(text)) > 0)
    expect(await runOpenApi(['control', '--overlay'], () => {})).toBe(2)
    spy.mockRestore()
    expect(errors.join('')).toBe(
      'Failed to print an overlay: there is no API "control". Choose one of overplane, pterodactyl, oberplan.\n',
    )
  })
})
