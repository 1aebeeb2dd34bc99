import type { OpenApiDocument } from '../contract/openapi/openapi.ts'
import { createOberplan } from './oberplan/index.ts'
import { oberplanOpenApi } from './oberplan/openapi.ts'
import { createOverplane } from './overplane/index.ts'
import { overplaneOpenApi } from './overplane/openapi.ts'
import { createPterodactyl } from './pterodactyl/index.ts'
import { pterodactylOpenApi } from './pterodactyl/openapi.ts'

export type { OpenApiDocument } from '../contract/openapi/openapi.ts'

export type ApiName = 'overplane' | 'pterodactyl' | 'oberplan'

const documents: Readonly<Record<ApiName, () => OpenApiDocument>> = {
  overplane: () => overplaneOpenApi(createOverplane),
  pterodactyl: () => pterodactylOpenApi(createPterodactyl),
  oberplan: () => oberplanOpenApi(createOberplan),
}

/** The APIs that have a document. */
export const apiNames = Object.keys(documents).filter(isApiName)

export function isApiName(name: string): name is ApiName {
  return Object.hasOwn(documents, name)
}

/** The contract of an API as OpenAPI 3.1: `openApiOf('overplane')`. */
export const openApiOf = (name: ApiName): OpenApiDocument => documents[name]()
