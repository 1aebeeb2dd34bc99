import { basename } from 'node:path'
import type { Made } from './making.ts'
import { constantOf } from './plan/names.ts'
import type { Plan } from './plan/plan.ts'
import type { WrittenFiles } from './writing.ts'

/** What was written, what was found, what could not be said, and what to do next. */
export function reported({ plan, isGiven, file }: Made, written: WrittenFiles): string {
  return [
    [wrote(plan, written)],
    [tableOf(plan)],
    ...(isGiven ? [lostOf(plan)] : []),
    nextOf(plan, written, file),
  ]
    .map(part => part.join('\n'))
    .filter(part => part !== '')
    .join('\n\n')
}

function wrote(plan: Plan, { files }: WrittenFiles): string {
  const operations = operationsOf(plan)
  const left = operations.filter(({ answer }) => answer.act === 'example').length
  const shown = files.length > 12 ? [...files.slice(0, 8), `… and ${files.length - 8} more`] : files
  const still =
    left === 0
      ? ''
      : `, ${left} of which ${left === 1 ? 'answers' : 'answer'} the same whatever is asked`
  return [
    `Wrote ${plan.title}: ${operations.length} operations${still}.`,
    ...shown.map(file => `  ${file}`),
  ].join('\n')
}

const operationsOf = ({ resources }: Plan) => resources.flatMap(({ operations }) => operations)

/** What it keeps, as far as it was found. */
function tableOf(plan: Plan): string {
  if (plan.entities.length === 0)
    return 'No entity was found: nothing is answered at a path that ends with an id.'
  const rows = plan.entities.slice(0, 40).map(({ model, component, id, items }) => {
    const acts = operationsOf(plan)
      .filter(({ answer }) => answer.model === model)
      .map(({ answer }) => answer.act)
    return [component, id, items[0] ?? '', [...new Set(acts)].join(', ')]
  })
  const more = plan.entities.length - rows.length
  return [
    columns([['entity', 'id', 'path', 'what can be done'], ...rows]),
    ...(more > 0 ? [`… and ${more} more`] : []),
    'Where that is wrong, say --id <Schema>=<field> or --entity <Schema>, or change the files.',
  ].join('\n')
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map(nth => Math.max(...rows.map(row => (row[nth] ?? '').length)))
  return rows
    .map(row =>
      row
        .map((cell, nth) => cell.padEnd(widths[nth] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const shownPlaces = 3

/** What the description does not say of the document. */
function lostOf({ losses }: Plan): string[] {
  if (losses.all.size === 0) return ['All of the document is expressed.']
  const lines = [...losses.all]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([what, places]) => {
      const more = places.length - shownPlaces
      const shown = places.slice(0, shownPlaces).join(', ')
      return `  ${what}: ${shown}${more > 0 ? ` and ${more} more` : ''}`
    })
  return ['Not expressed, and told beside each place in the files:', ...lines]
}

function nextOf(plan: Plan, { config }: WrittenFiles, file: string | undefined): string[] {
  const { name } = plan
  const constant = constantOf(plan)
  const told =
    config === undefined
      ? []
      : [
          `${basename(config)} stands already. Tell it of the API:`,
          `  import { ${constant} } from './${name}/index.ts'`,
          `  apis: { …, ${constant === name ? name : `'${name}': ${constant}`} }`,
          '',
        ]
  return [
    ...told,
    'Next:',
    '  npm install --save-dev contract-doubles msw@2 zod tsx vitest @faker-js/faker',
    '  npx contract-doubles serve',
    `  npx contract-doubles verify ${name} --url http://127.0.0.1:4010${new URL(plan.url).pathname.replace(/\/$/, '')}`,
    `  npx vitest run ${name}`,
    ...(file === undefined ? [] : [`  npx contract-doubles diff ${quoted(file)} ${name}`]),
  ]
}

/** A file as a shell takes it. */
const quoted = (file: string): string =>
  /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`
