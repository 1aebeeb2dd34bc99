import { isRecord, type Json, mapped } from '../../contract/json.ts'
import { listIn, objectIn, textIn, valueIn } from './json.ts'

/** A document of Swagger 2.0 as one of OpenAPI 3. */
export function toThree(document: Json): Json {
  const paths = Object.entries(objectIn(document, 'paths')).map(([path, item]) => [
    path,
    isRecord(item) ? toItem(document, item) : item,
  ])
  const { definitions, parameters, responses, securityDefinitions, ...rest } = document
  const whole = {
    ...rest,
    openapi: '3.0.3',
    servers: serversOf(document),
    paths: Object.fromEntries(paths),
    components: {
      schemas: definitions ?? {},
      parameters: mapped(objectIn(document, 'parameters'), toParam),
      responses: mapped(objectIn(document, 'responses'), one => toReply(document, one)),
      securitySchemes: mapped(objectIn(document, 'securityDefinitions'), toScheme),
    },
  }
  return JSON.parse(
    JSON.stringify(whole)
      .replaceAll('"$ref":"#/definitions/', '"$ref":"#/components/schemas/')
      .replaceAll('"$ref":"#/parameters/', '"$ref":"#/components/parameters/')
      .replaceAll('"$ref":"#/responses/', '"$ref":"#/components/responses/'),
  )
}

function serversOf(document: Json): Json[] {
  const host = textIn(document, 'host')
  const schemes = listIn(document, 'schemes')
  const base = textIn(document, 'basePath') ?? ''
  if (host === undefined) return base === '' ? [] : [{ url: base }]
  const scheme = schemes.includes('https') || schemes.length === 0 ? 'https' : schemes[0]
  return [{ url: `${scheme}://${host}${base === '/' ? '' : base}` }]
}

const toItem = (document: Json, item: Json): Json =>
  mapped(item, one =>
    isRecord(one) && Object.hasOwn(one, 'responses') ? toOperation(document, one) : toParams(one),
  )

const toParams = (told: unknown): unknown => (Array.isArray(told) ? told.map(toParam) : told)

function toOperation(document: Json, own: Json): Json {
  const told = listIn(own, 'parameters')
  const placed = (place: string) =>
    told.filter(one => textIn(resolved(document, one), 'in') === place)
  const [body] = placed('body').map(one => resolved(document, one))
  const fields = placed('formData').map(one => resolved(document, one))
  const others = told.filter(
    one => !['body', 'formData'].includes(textIn(resolved(document, one), 'in') ?? ''),
  )
  return {
    ...own,
    parameters: others.map(toParam),
    responses: mapped(objectIn(own, 'responses'), one =>
      toReply({ ...document, ...(own.produces !== undefined && { produces: own.produces }) }, one),
    ),
    ...(body !== undefined && { requestBody: toBody(document, own, body) }),
    ...(fields.length > 0 && { requestBody: toForm(fields) }),
  }
}

/** A parameter, wherever it stands. */
function resolved(document: Json, told: unknown): unknown {
  const [, name] = /^#\/parameters\/(.+)$/.exec(textIn(told, '$ref') ?? '') ?? []
  return name === undefined ? told : objectIn(document, 'parameters')[name]
}

function toBody(document: Json, own: Json, body: unknown): Json {
  const types = typesOf(own.consumes ?? document.consumes)
  const media = { schema: valueIn(body, 'schema') ?? {} }
  return {
    required: valueIn(body, 'required') === true,
    content: Object.fromEntries(types.map(type => [type, media])),
  }
}

function toForm(fields: readonly unknown[]): Json {
  const named = fields.map(one => [textIn(one, 'name') ?? '', schemaOf(one)] as const)
  const required = fields
    .filter(one => valueIn(one, 'required') === true)
    .map(one => textIn(one, 'name'))
  const isFile = fields.some(one => textIn(one, 'type') === 'file')
  const type = isFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  const schema = { type: 'object', properties: Object.fromEntries(named), required }
  return { required: required.length > 0, content: { [type]: { schema } } }
}

const keywords =
  /^(type|format|items|enum|default|minimum|maximum|exclusiveM\w+|minLength|maxLength|pattern|minItems|maxItems|uniqueItems|multipleOf|description)$/

function schemaOf(param: unknown): Json {
  const own = Object.entries(isRecord(param) ? param : {}).filter(([name]) => keywords.test(name))
  const schema = Object.fromEntries(own)
  return schema.type === 'file' ? { ...schema, type: 'string', format: 'binary' } : schema
}

function toParam(told: unknown): unknown {
  if (!isRecord(told) || Object.hasOwn(told, '$ref') || Object.hasOwn(told, 'schema')) return told
  return { ...told, schema: schemaOf(told) }
}

function toReply(document: Json, told: unknown): unknown {
  if (!isRecord(told) || Object.hasOwn(told, '$ref')) return told
  const { schema, examples, headers, ...rest } = told
  const types = typesOf(document.produces)
  const example = Object.values(objectIn(told, 'examples'))[0]
  const media = { schema, ...(example !== undefined && { example }) }
  return {
    ...rest,
    ...(headers !== undefined && { headers }),
    ...(schema !== undefined && {
      content: Object.fromEntries(types.map(type => [type, media])),
    }),
  }
}

/** The types of what is sent or answered; JSON where none is told. */
function typesOf(told: unknown): readonly string[] {
  const types = Array.isArray(told) ? told.map(String) : []
  const json = types.filter(type => /json/i.test(type))
  if (types.length === 0) return ['application/json']
  return json.length > 0 ? json : types
}

function toScheme(told: unknown): unknown {
  return textIn(told, 'type') === 'basic' ? { type: 'http', scheme: 'basic' } : told
}
