import type { Faker } from '@faker-js/faker'
import type { Auth } from '../../../../contract/answer/auth.ts'

import type { Losses } from '../document/losses.ts'
import { authOf } from '../document/security.ts'
import type { Shape } from '../document/shape.ts'
import { withParts } from '../document/shape.ts'
import type { Source, SourceOperation } from '../document/source.ts'
import { createComponents } from './components.ts'
import { type Corrections, entitiesOf } from './entities.ts'
import { failureOf } from './failure.ts'
import { kept } from './keeping.ts'
import { createNamer, mostOf, reserved, toCamel } from './names.ts'
import { type Draft, type Drafting, draftOf, planned } from './operations.ts'
import type { Plan, PlannedResource } from './plan.ts'
import { createValues, type Values } from './values.ts'

/** What a person gives besides the document. */
export interface Wishes {
  readonly name: string
  readonly corrections: Corrections
  readonly faker: Faker
}

/** A document as all that is to be written of it. */
export function toPlan(source: Source, losses: Losses, wishes: Wishes): Plan {
  const found = entitiesOf(source, losses, wishes.corrections)
  const components = createComponents(source.pointers, losses, found)
  const auth = chosenAuth(source, losses)
  const failure = failureOf(source, components)
  const drafting: Drafting = {
    ...{ source, losses, components, auth: auth.schemes, failure },
    pathOf: createPaths(source.operations),
    nameOf: createNamer(reserved),
  }
  const read = source.operations.flatMap(operation => draftOf(drafting, operation) ?? [])
  const sorted = components.sorted()
  const first = createValues(sorted, wishes.faker)
  const loose: Loosen = (shape, where) => loosened(first, losses, shape, where)
  const all = new Map(
    [...sorted].map(([name, { shape }]) => [name, { name, shape: loose(shape, name) }] as const),
  )
  const drafts = read.map(draft => looseDraft(draft, loose))
  const values = createValues(all, wishes.faker)
  const entities = kept({ found, components, all, values, drafts })
  return {
    name: wishes.name,
    title: source.title,
    about: source.about ?? source.title,
    url: source.url ?? 'https://api.example.com',
    auth: auth.auth,
    ...{
      components: all,
      entities,
      failure: failure.shape,
      invalid: failure.invalid,
      values,
      losses,
    },
    resources: resourcesOf(source, drafts, draft =>
      planned({ components: all, values, entities, losses, failure }, draft),
    ),
  }
}

/** The way by which most operations know their callers, and the schemes that mean it. */
function chosenAuth(
  { operations, schemes }: Source,
  losses: Losses,
): { readonly auth: Auth; readonly schemes: readonly string[] } {
  const keyOf = (name: string): string => JSON.stringify(authOf(schemes[name])) ?? ''
  const named = operations.flatMap(operation => operation.schemes.map(keyOf))
  const most = mostOf(named.filter(key => key !== ''))
  const chosen = Object.keys(schemes).filter(name => most !== undefined && keyOf(name) === most)
  for (const name of Object.keys(schemes))
    if (!chosen.includes(name)) losses.add('a way to show credentials', name)
  return { auth: authOf(schemes[chosen[0] ?? '']) ?? 'bearer', schemes: chosen }
}

/** Paths of the same form have the same names for their parameters; what is no form of a path has none. */
function createPaths(operations: readonly SourceOperation[]) {
  const known = new Map<string, string>()
  const taken = new Set<string>()
  const own = (path: string): string | undefined => {
    if (/[?#:\\*]/.test(path) || !path.split('/').every(isSegment)) return undefined
    const form = path.replace(/\{[^{}]*\}/g, '{}')
    const names = createNamer()
    const written = path.replace(/\{([^{}]*)\}/g, (_, name: string) => `:${names(paramOf(name))}`)
    const first = known.get(form) ?? written
    known.set(form, first)
    return first
  }
  for (const { path } of operations.toSorted((a, b) => a.path.length - b.path.length)) own(path)
  return ({ method, path }: SourceOperation): string | undefined => {
    const written = own(path)
    const key = `${method} ${path.replace(/\{[^{}]*\}/g, '{}')}`
    if (written === undefined || taken.has(key)) return undefined
    taken.add(key)
    return written
  }
}

/** A parameter of a path as code names it. */
function paramOf(name: string): string {
  if (/^[a-z_]\w*$/i.test(name) && !reserved.includes(name)) return name
  const camel = toCamel(name)
  return reserved.includes(camel) ? `${camel}Param` : camel
}

/** A segment is fixed, or a parameter with a suffix at most. */
const isSegment = (segment: string): boolean => /^([^{}]*|\{[^{}]+\}(\.[\w-]+)?)$/.test(segment)

/** Patterns for which nothing can be made up are said, and not checked. */
function loosened(values: Values, losses: Losses, shape: Shape, where: string): Shape {
  if (shape.kind !== 'text' || shape.pattern === undefined) {
    return withParts(shape, (part, key) => loosened(values, losses, part, `${where}.${key}`))
  }
  if (values.fits(shape, values.made(shape))) return shape
  losses.add('a pattern: it is said, and not checked', where)
  const { pattern, ...rest } = shape
  return { ...rest, more: { ...rest.more, pattern } }
}

type Loosen = (shape: Shape, where: string) => Shape

/** What an operation has by itself, loosened likewise. */
function looseDraft(draft: Draft, loose: Loosen): Draft {
  const { id } = draft.operation
  return {
    ...draft,
    body: draft.body && loose(draft.body, `${id} body`),
    query: draft.query.map(one => ({ ...one, shape: loose(one.shape, `${id} ${one.name}`) })),
    replies: draft.replies.map(one => ({
      ...one,
      shape: one.shape && loose(one.shape, `${id} ${one.status}`),
    })),
  }
}

/** The operations by their tags, or by the first word of their paths. */
function resourcesOf(
  { tags }: Source,
  drafts: readonly Draft[],
  plan: (draft: Draft) => PlannedResource['operations'][number],
): PlannedResource[] {
  const groups = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const [word = 'root'] = draft.operation.path
      .split('/')
      .filter(one => one !== '' && !one.includes('{') && !/^(api|v\d.*|\d.*)$/i.test(one))
    const tag = draft.operation.tag ?? word
    groups.set(tag, [...(groups.get(tag) ?? []), draft])
  }
  return [...groups].map(([tag, own]) => ({
    tag,
    about: tags.get(tag) || `What is told of ${tag}.`,
    operations: own.map(plan),
  }))
}
