import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { controlOperations } from '../contract/control/operations.ts'
import { controlTable } from '../contract/control/table.ts'
import { ruleTable } from '../contract/diff/rules/table.ts'
import { beyondList, endpointTable, readingTable, table } from '../contract/openapi/tables.ts'
import { printedProjectUserRequests } from '../fixtures/overplane/project-user.ts'
import { printedUserRequests } from '../fixtures/overplane/user.ts'
import type { Printed } from '../fixtures/printed.ts'
import { apis } from '../handlers/index.ts'
import manifest from '../package.json' with { type: 'json' }
import { verdictsOf } from '../server/commands/verdicts.ts'

const doubles = await Promise.all(
  Object.values(apis).map(async api => ({ ...api.create(), readings: await api.readings() })),
)
const printed: readonly Printed[] = [
  ...Object.values(printedUserRequests),
  ...Object.values(printedProjectUserRequests),
]

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null ? 'see above' : `\`${JSON.stringify(value)}\``

/** One row for each way of reading a value differently, with all fields that it goes for. */
function corrections(): string {
  const rows = new Map<string, { fields: Set<string>; cells: string[] }>()
  for (const { title, corrections = [] } of printed) {
    for (const { at, printed, stands, why } of corrections) {
      const field = at === 'reply' ? `the reply of "${title}"` : `\`${at.split('.').at(-1)}\``
      const cells =
        at === 'reply' ? ['one object', 'the list envelope'] : [shown(printed), shown(stands)]
      const row = rows.get(stands + why) ?? { fields: new Set(), cells: [...cells, why] }
      rows.set(stands + why, { ...row, fields: row.fields.add(field) })
    }
  }
  return table(
    ['where', 'printed, as', 'stands', 'why'],
    [...rows.values()].map(({ fields, cells }) => [[...fields].join(', '), ...cells]),
  )
}

/** The verdicts that were kept of our APIs. */
async function heldOf(names: readonly string[]) {
  const all = await Promise.all(names.map(verdictsOf))
  return Object.fromEntries(all.flatMap(one => (one ? [[one.api, one.operations] as const] : [])))
}

const pages = {
  'README.md': {
    endpoints: `${endpointTable(doubles, await heldOf(Object.keys(apis)))}\n\n${beyondList(doubles)}`,
    corrections: corrections(),
  },
  'docs/readings.md': { readings: readingTable(doubles) },
  'docs/control.md': { control: controlTable(controlOperations) },
  'docs/changes.md': { rules: ruleTable() },
}

it.each(Object.entries(pages))(
  'the tables of %s are those of the contracts (write them anew with `npx vitest -u`)',
  async (file, sections) => {
    const page = await readFile(new URL(`../${file}`, import.meta.url), 'utf8')
    const renewed = Object.entries(sections).reduce((text, [name, content]) => {
      const section = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`)
      expect(text).toMatch(section)
      return text.replace(section, (_, start, end) => `${start}${content}\n${end}`)
    }, page)
    await expect(renewed).toMatchFileSnapshot(`../${file}`)
  },
)

it('the README gives a reason for every dependency', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const [, rows = ''] = readme.split('## Dependencies')
  const named = [...rows.matchAll(/^\| (.+?) \| .+ \|$/gm)].flatMap(([, cell = '']) =>
    cell.split(', '),
  )
  const { dependencies, devDependencies, peerDependencies } = manifest
  const all = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })
  const missing = all.filter(name => !named.includes(name) && !rows.includes(`\`${name}\``))
  expect(missing).toEqual([])
})
