import type { Contract } from '../answer/endpoint.ts'

/** The Authorization header of the first request that the pages print with one. */
export const documentedCredentials = (contract: Contract): string | undefined =>
  Object.values(contract)
    .flatMap(({ examples = [] }) => examples)
    .map(({ request }) => request.headers.Authorization)
    .find(authorization => authorization !== undefined)
