import { isRecord, type Json } from '../../contract/json.ts'
import { createPointers, type Pointers } from '../../server/commands/new/document/pointers.ts'
import { listIn, objectIn, textIn, valueIn } from '../../server/documents/json.ts'

const deepest = 6

/** What a document says, one fact a line: `get /pets query limit integer`, `get /pets 200 [].name string, required`. */
export function factsOf(document: Json): string[] {
  const pointers = createPointers('the document', document)
  return Object.entries(objectIn(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isRecord(item) ? item : {}).flatMap(([method, own]) =>
      isRecord(own) && Object.hasOwn(own, 'responses')
        ? operationFacts(pointers, `${method} ${plainPath(path)}`, item, own)
        : [],
    ),
  )
}

/** What a parameter of a path is called nobody sees. */
const plainPath = (path: string): string => path.replace(/\{[^{}]*\}/g, '{}')

function operationFacts(pointers: Pointers, head: string, item: unknown, own: Json): string[] {
  const params = [...listIn(item, 'parameters'), ...listIn(own, 'parameters')].map(one =>
    pointers.follow(one),
  )
  const query = params.filter(one => textIn(one, 'in') === 'query')
  const body = jsonIn(pointers, own.requestBody)
  const replies = Object.entries(objectIn(own, 'responses')).flatMap(([status, reply]) => [
    `${head} ${status}`,
    ...schemaFacts(pointers, jsonIn(pointers, reply), `${head} ${status}`, 0),
  ])
  return [
    head,
    ...(own.summary === undefined ? [] : [`${head} summary ${own.summary}`]),
    ...query.flatMap(one =>
      schemaFacts(pointers, valueIn(one, 'schema'), `${head} query ${textIn(one, 'name')}`, 0),
    ),
    ...schemaFacts(pointers, body, `${head} body`, 0),
    ...replies,
  ]
}

const jsonIn = (pointers: Pointers, told: unknown): unknown =>
  valueIn(objectIn(objectIn(pointers.follow(told), 'content'), 'application/json'), 'schema')

const said = ['minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'format', 'description']

/** What a schema says, with all that it is made of in its place. */
function schemaFacts(pointers: Pointers, told: unknown, where: string, depth: number): string[] {
  const schema = pointers.follow(told)
  if (!isRecord(schema) || depth > deepest) return []
  const parts = listIn(schema, 'allOf').flatMap(one => schemaFacts(pointers, one, where, depth))
  const required = listIn(schema, 'required')
  const fields = Object.entries(objectIn(schema, 'properties')).flatMap(([name, field]) => [
    `${where}.${name}`,
    ...(required.includes(name) ? [`${where}.${name} required`] : []),
    ...schemaFacts(pointers, field, `${where}.${name}`, depth + 1),
  ])
  const values = [
    ...listIn(schema, 'enum'),
    ...(Object.hasOwn(schema, 'const') ? [schema.const] : []),
  ]
  const types = [schema.type].flat().filter(type => typeof type === 'string')
  return [
    ...types.filter(type => type !== 'null').map(type => `${where} ${type}`),
    ...(types.includes('null') || schema.nullable === true ? [`${where} null`] : []),
    ...said.filter(key => key in schema).map(key => `${where} ${key} ${schema[key]}`),
    ...values.filter(value => value !== null).map(value => `${where} may be ${value}`),
    ...schemaFacts(pointers, schema.items, `${where}.[]`, depth + 1),
    ...['anyOf', 'oneOf'].flatMap(key =>
      listIn(schema, key).flatMap(one =>
        textIn(one, 'type') === 'null'
          ? [`${where} null`]
          : schemaFacts(pointers, one, where, depth + 1),
      ),
    ),
    ...parts,
    ...fields,
  ]
}
