import { expect, it } from 'vitest'
import { controlOperations } from '../../contract/control/operations.ts'
import { controlTable } from '../../contract/control/table.ts'
import { ruleTable } from '../../contract/diff/rules/table.ts'
import { beyondList, endpointTable, readingTable, table } from '../../contract/openapi/tables.ts'
import { listOf } from '../../docs/.vitepress/pages.ts'
import documentation from '../../docs/package.json' with { type: 'json' }
import { printedProjectUserRequests } from '../../fixtures/overplane/project-user.ts'
import { printedUserRequests } from '../../fixtures/overplane/user.ts'
import type { Printed } from '../../fixtures/printed.ts'
import { apis } from '../../handlers/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { Run } from '../../server/commands/command.ts'
import { commands } from '../../server/commands/commands.ts'
import { verdictsOf } from '../../server/commands/verdicts.ts'
import { runsOf } from '../../server/run.ts'
import { read } from './pages.ts'

/** What the pages of an API print. */
const printed: Readonly<Record<string, readonly Printed[]>> = {
  overplane: [...Object.values(printedUserRequests), ...Object.values(printedProjectUserRequests)],
}

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null ? 'see above' : `\`${JSON.stringify(value)}\``

/** One row for each way of reading a value differently, with all fields that it goes for. */
function corrections(all: readonly Printed[]): string {
  const rows = new Map<string, { fields: Set<string>; cells: string[] }>()
  for (const { title, corrections = [] } of all) {
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

/** The sections of an API's page that are made of its contract. */
async function sectionsOf(api: (typeof apis)[keyof typeof apis]) {
  const double = { ...api.create(), readings: await api.readings() }
  const held = (await verdictsOf(api.name))?.operations
  const { [api.name]: all } = printed
  return {
    endpoints: [endpointTable(double, held), beyondList(double)].filter(Boolean).join('\n\n'),
    ...(all && { corrections: corrections(all) }),
    readings: readingTable(double),
  }
}

/** What a command says of itself. */
async function helpOf(run: Run): Promise<string> {
  const lines: string[] = []
  await run(['--help'], text => lines.push(text), {})
  return lines.join('\n')
}

/** What stands in every command's help. */
const everywhere = /^(?:--config |-h, |-v, )/

/** The page of the commands, out of their help: what each is for, its options as a table, and what else is to be known. */
async function commandLine(): Promise<string> {
  const all = Object.entries(runsOf).map(async ([name, load]) => {
    const [head = '', options = '', ...notes] = (await helpOf(await load())).split('\n\n')
    const [form = '', about = ''] = head.split(/: (.*)/s)
    const rows = rowsOf(options).filter(([option = '']) => !everywhere.test(option))
    const parts = [`## ${name}`, `\`npx ${form}\`: ${about}`, optionTable(rows)]
    return [...parts, ...notes.map(note => unmarked(note.replaceAll('\n', ' ')))].join('\n\n')
  })
  const [first = async () => Promise.reject()] = Object.values(runsOf)
  const common = rowsOf((await helpOf(await first())).split('\n\n')[1] ?? '')
  const ofEach = optionTable(common.filter(([option = '']) => everywhere.test(option)))
  return [...(await Promise.all(all)), '## Every command', ofEach].join('\n\n')
}

/** The lines of a help's list, each with those that go on below it. */
const rowsOf = (options: string): readonly (readonly string[])[] =>
  options
    .replace(/\n {4,}/g, ' ')
    .split('\n')
    .map(line => line.trim().split(/ {2,}(.*)/s))

const optionTable = (rows: readonly (readonly string[])[]): string =>
  table(
    ['option', 'meaning'],
    rows.map(([option = '', about = '']) => [`\`${option}\``, unmarked(about)]),
  )

/** As text: what stands in angle brackets is no tag, and a server of one's own is nowhere to go. */
const unmarked = (text: string): string =>
  text
    .replaceAll('<', '\\<')
    .replaceAll('*', '\\*')
    .replace(/http:\/\/\S+/g, '`$&`')

const pages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(
    await Promise.all(
      Object.values(apis).map(
        async api => [`docs/apis/${api.name}.md`, await sectionsOf(api)] as const,
      ),
    ),
  ),
  'docs/README.md': { pages: listOf(file => `${file}.md`) },
  'docs/public/llms.txt': { pages: listOf(file => `/${file}.md`) },
  'docs/changes.md': { rules: ruleTable() },
  'docs/control.md': { control: controlTable(controlOperations) },
  'docs/command-line.md': { commands: await commandLine() },
}

it.each(Object.entries(pages))(
  'what %s has of the contracts and commands is theirs (write it anew with `npx vitest -u`)',
  async (file, sections) => {
    const renewed = Object.entries(sections).reduce((text, [name, content]) => {
      const section = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`)
      expect(text).toMatch(section)
      return text.replace(section, (_, start, end) => `${start}${content}\n${end}`)
    }, read(file))
    await expect(renewed).toMatchFileSnapshot(`../../${file}`)
  },
)

it('every command has a page to be found on', () => {
  for (const name of Object.keys(commands))
    expect(read('docs/command-line.md')).toContain(`## ${name}\n`)
})

it('every dependency has a reason', () => {
  const [, rows = ''] = read('CONTRIBUTING.md').split('## Dependencies')
  const named = [...rows.matchAll(/^\| (.+?) \| .+ \|$/gm)].flatMap(([, cell = '']) =>
    cell.split(', '),
  )
  const { dependencies, devDependencies, peerDependencies } = manifest
  const all = {
    ...dependencies,
    ...devDependencies,
    ...peerDependencies,
    ...documentation.devDependencies,
  }
  const missing = Object.keys(all).filter(
    name => !named.includes(name) && !rows.includes(`\`${name}\``),
  )
  expect(missing).toEqual([])
})
