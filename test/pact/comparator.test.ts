import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import type { Pact } from '../../contract/pact/pact.ts'
import { pactOf, sessions } from './session.ts'

interface Finding {
  readonly code: string
  readonly mockDetails?: { readonly location: string; readonly value: unknown }
}

/** As far as it is used here: its own types name modules that no ES module finds. */
interface Comparing {
  readonly Comparator: new (document: unknown) => { compare(pact: unknown): AsyncIterable<Finding> }
}

const require = createRequire(import.meta.url)
const { Comparator }: Comparing = require('@pactflow/openapi-pact-comparator')

/** What the comparator says of a pact and an exported document, warnings too. */
async function comparison(api: string, pact: Pact): Promise<string[]> {
  const file = new URL(`../../fixtures/openapi/${api}.json`, import.meta.url)
  const document = JSON.parse(await readFile(file, 'utf8'))
  // It does not read the servers of OpenAPI 3: where their paths begin has to be told apart.
  const { pathname } = new URL(document.servers[0].url.replace('{', '').replace('}', ''))
  const info = { ...document.info, 'x-opc-config-base-path': pathname.replace(/\/$/, '') }
  const comparator = new Comparator({ ...document, info })
  const lines: string[] = []
  for await (const { code, mockDetails } of comparator.compare(JSON.parse(JSON.stringify(pact)))) {
    lines.push(`${code} ${mockDetails?.location} ${JSON.stringify(mockDetails?.value)}`)
  }
  return lines
}

describe('the OpenAPI comparator', () => {
  it.each(sessions)('finds the pact of a $api consumer compatible', async session => {
    const { double, pact } = await pactOf(session)
    const called = new Set(double.journal.entries.map(({ operation }) => operation))
    expect([...called].toSorted()).toEqual(Object.keys(double.contract).toSorted())
    expect(await comparison(session.api, pact)).toEqual([])
  })

  it.each([
    [
      'a field that is not documented',
      '"first_name":"Ada"',
      '"first_name":"Ada","nickname":"x"',
      'response.body.incompatible [root].interactions[3].response.body {"id":',
    ],
    [
      'a value of another type',
      '"enabled":true',
      '"enabled":"yes"',
      'response.body.incompatible [root].interactions[0].response.body.data.0.enabled "yes"',
    ],
    [
      'a status that is not documented',
      '"status":404',
      '"status":410',
      'response.status.unknown [root].interactions[8].response.status 410',
    ],
    [
      'a request that is refused by the document',
      '"first_name":"Ada"}',
      '"first_name":5}',
      'request.body.incompatible [root].interactions[3].request.body.first_name 5',
    ],
    [
      'a path that is none of the document',
      '/api/core/user"',
      '/api/core/users"',
      'request.path-or-method.unknown [root].interactions[0].request.path "/api/core/users"',
    ],
    [
      'a call without credentials',
      '"Authorization":["Bearer sk_test_..."]',
      '"Accept":["application/json"]',
      'request.authorization.missing [root].interactions[0].request.headers ',
    ],
  ])('finds %s', async (_, from, to, finding) => {
    const [session = expect.fail()] = sessions
    const { pact } = await pactOf(session)
    const text = JSON.stringify(pact)
    expect(text).toContain(from)
    const lines = await comparison('overplane', JSON.parse(text.replaceAll(from, to)))
    expect(lines.filter(line => line.startsWith(finding))).toHaveLength(1)
  })
})
