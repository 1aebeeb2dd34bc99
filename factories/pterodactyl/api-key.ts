import { nullable, primaryKey } from '../../contract/store/data.ts'
import type { Defaults } from '../defaults.ts'

/** The `@mswjs/data` model of a Pterodactyl API key. */
export const apiKeyModel = ({ id }: Defaults) => ({
  /** What is sent as the Bearer token: `ptla_…` for an application's key, `ptlc_…` for an account's. */
  token: primaryKey(() => id('ptla_')),
  /** The id of the user whose key it is; null is somebody who is not among the double's users. */
  user: nullable<number>(() => null),
  /** Whether that somebody is an administrator; a user is one by `root_admin`. */
  admin: () => true,
  /** Whether it may read (1), write (2) or both (3); an account's key of an administrator always may. */
  users: () => 3,
  servers: () => 3,
  nodes: () => 3,
  locations: () => 3,
  nests: () => 3,
  eggs: () => 3,
  /** The only address that may use it. */
  allowed_ip: nullable<string>(() => null),
  /** ISO 8601; at and after that time it is none. */
  expires_at: nullable<string>(() => null),
})
