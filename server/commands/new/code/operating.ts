import type { Field, Shape } from '../document/shape.ts'
import { resolved } from '../plan/assigning.ts'
import { namesIn } from '../plan/components.ts'
import { constantOf, createNamer, reserved, toCamel, toKebab } from '../plan/names.ts'
import type { Answer, Plan, PlannedOperation, PlannedReply, PlannedResource } from '../plan/plan.ts'
import { importsOf, notesOn, type Places, withZod } from './describing.ts'
import { type Code, call, literal, object, plain, text } from './expressions.ts'
import { type Doc, hardline, indent, joined } from './layout.ts'
import { type Lifted, liftedOf } from './lifting.ts'
import { comments, type Written } from './modules.ts'
import { said, schemaOf } from './shapes.ts'
import { broken } from './statements.ts'

/** A file of operations, and what its resource is called in code. */
export interface OperationsFile extends Written {
  readonly name: string
}

/** The operations: one file, or one for each resource. */
export function operationFiles(plan: Plan, places: Places): OperationsFile[] {
  const [only, ...others] = plan.resources
  if (only && others.length === 0)
    return [{ ...fileOf(plan, places, only, 'operations.ts', './'), name: 'operations' }]
  const free = createNamer()
  const called = createNamer([...reserved, constantOf(plan)])
  return plan.resources.map(resource => {
    const file = free(toKebab(resource.tag))
    const written = fileOf(plan, places, resource, `operations/${file}.ts`, '../')
    return { ...written, name: called(toCamel(file)) }
  })
}

function fileOf(
  plan: Plan,
  places: Places,
  { tag, about, operations }: PlannedResource,
  path: string,
  above: string,
): Written {
  const op: Doc = [
    'const op = ',
    call('operations', [
      plain('dialect'),
      object([
        ['tag', text(tag)],
        ['about', text(about)],
      ]),
    ]).doc,
  ]
  const parts = operations.flatMap(operation => operationOf(plan, operation))
  const names = operations.flatMap(({ body, query, replies }) => [
    ...(body ? namesIn(body) : []),
    ...query.flatMap(({ shape }) => namesIn(shape)),
    ...replies.flatMap(({ shape }) => (shape ? namesIn(shape) : [])),
  ])
  const imports = new Map([
    ...importsOf(plan, places, names, above),
    [`${above}dialect.ts`, ['dialect']] as const,
  ])
  return withZod(path, imports, [op, ...parts], [])
}

function operationOf(plan: Plan, operation: PlannedOperation): Doc[] {
  const { name, method, path, summary, answer } = operation
  const lifted = liftedOf(plan, operation)
  const brief = object(briefOf(plan, operation, lifted), true)
  const head = call([`.${method}`], [text(path), text(summary), brief])
  const todo = answer.act === 'example' ? [leftToDo(operation)] : []
  return [
    ...lifted.before,
    [
      ...comments([...notesOn(plan, operation.id), ...todo]),
      `export const ${name} = op`,
      indent([
        hardline,
        head.doc,
        hardline,
        answer.act === 'example' ? sameOf(answer, lifted) : resolverOf(answer, lifted),
      ]),
    ],
  ]
}

const leftToDo = ({ answer }: PlannedOperation): string =>
  answer.body === undefined
    ? 'To do: it does nothing so far.'
    : 'To do: it answers the same whatever is asked.'

function briefOf(
  plan: Plan,
  operation: PlannedOperation,
  { named }: Lifted,
): (readonly [string, Code])[] {
  const { about, params, query, body, replies, refuses, isOpen, sends, summary } = operation
  const own = params.filter(({ words, type }) => words !== undefined || type !== 'string')
  const given = (name: string, code: Code | undefined) => (code ? [[name, code] as const] : [])
  const isTold = about !== undefined && about !== summary && about !== `${summary}.`
  return [
    ...given('about', isTold ? text(about) : undefined),
    ...given('params', own.length > 0 ? object(own.map(paramOf)) : undefined),
    ...given('query', query.length > 0 ? queryOf(plan, query) : undefined),
    ...given('body', body && bodyCode(body)),
    ['replies', object(replies.map(reply => replyOf(summary, reply, named)))],
    ...given('refuses', refuses.length > 0 ? literal(refuses) : undefined),
    ...given('sends', sends === undefined ? undefined : literal(sends)),
    ...given('auth', isOpen ? text('none') : undefined),
  ]
}

const bodyCode = (shape: Shape): Code => schemaOf(shape)

const paramOf = ({
  name,
  words = `The ${name}.`,
  type,
}: PlannedOperation['params'][number]): readonly [string, Code] => [
  name,
  type === 'string' ? text(words) : literal({ description: words, type }),
]

const queryOf = (plan: Plan, query: readonly Field[]): Code =>
  call('z.object', [
    object(
      query.map(field => [field.name, queryField(plan, field)]),
      true,
    ),
  ])

/** A parameter is read out of text, and has its default where it is not sent. */
function queryField(plan: Plan, { isRequired, shape }: Field): Code {
  const own = resolved(plan.components, shape)
  const isRead =
    ['number', 'truth', 'list'].includes(own.kind) ||
    (own.kind === 'choice' && own.values.some(one => typeof one !== 'string'))
  const { default: standing, ...more } = shape.more ?? {}
  const { isNullable: _, ...plainly } = shape
  const read = isRead ? call('parameter', [schemaOf(plainly)]) : schemaOf(plainly)
  const isStanding = standing !== undefined && plan.values.fits(plainly, standing) && !isRequired
  const code = isStanding
    ? call('z._default', [read, literal(standing)])
    : isRequired
      ? read
      : call('z.optional', [read])
  const { more: __, ...bare } = shape
  return said(Object.keys(more).length > 0 ? { ...bare, more } : bare, code)
}

/** Of a reply the schema, the words, or both. */
function replyOf(
  summary: string,
  { status, words, shape }: PlannedReply,
  named: Lifted['named'],
): readonly [string, Code] {
  const told = words ?? `${summary}.`
  if (shape === undefined) return [String(status), text(told)]
  const body = named?.status === status ? plain(named.schema) : schemaOf(shape)
  const isUsual =
    told === `${summary}.` ||
    /^(ok|success(ful)?|successful (response|operation)|response)\.?$/i.test(told)
  return [
    String(status),
    isUsual
      ? body
      : object([
          ['description', text(told)],
          ['body', body],
        ]),
  ]
}

/** A resolver of what is the same whatever is asked. */
const sameOf = (answer: Answer, lifted: Lifted): Doc =>
  call('.by', [call('always', [replyCode(answer, lifted)])]).doc

const replyCode = ({ status }: Answer, { body }: Lifted): Code =>
  object([
    ['status', plain(String(status))],
    ...(body === undefined ? [] : [['body', body] as const]),
  ])

function resolverOf(answer: Answer, lifted: Lifted): Doc {
  const all: Doc[] = [...answer.lines.map(broken), ['return ', replyCode(answer, lifted).doc]]
  return [
    '.by((',
    givenTo(answer),
    ') => {',
    indent([hardline, joined(all, hardline)]),
    hardline,
    '})',
  ]
}

/** What a resolver takes of what it is given. */
function givenTo({ takes, uses }: Answer): string {
  const params = takes.filter(name => name !== 'query' && name !== 'body')
  const asked = [
    ...(params.length > 0 ? [`params: { ${params.join(', ')} }`] : []),
    ...takes.filter(name => name === 'query' || name === 'body'),
  ]
  const ask = asked.length > 0 ? `{ ${asked.join(', ')} }` : uses.length > 0 ? '_' : ''
  return uses.length > 0 ? `${ask}, { ${uses.join(', ')} }` : ask
}
