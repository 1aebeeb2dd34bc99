import * as z from 'zod/mini'

export const Limits = z.strictObject({
  memory: z.int(),
  swap: z.int(),
  disk: z.int(),
  io: z.int(),
  cpu: z.int(),
  threads: z.nullable(z.string()),
  oom_disabled: z.boolean(),
})

export const FeatureLimits = z.strictObject({
  databases: z.nullable(z.int()),
  allocations: z.nullable(z.int()),
  backups: z.int(),
})

const Container = z.strictObject({
  startup_command: z.string(),
  image: z.string(),
  installed: z.int(),
  environment: z.record(z.string(), z.unknown()),
})

/** A server, its attributes in the panel's order. */
export const Server = z.strictObject({
  object: z.literal('server'),
  attributes: z.strictObject({
    id: z.int(),
    external_id: z.nullable(z.string()),
    uuid: z.string(),
    identifier: z.string(),
    name: z.string(),
    description: z.string(),
    status: z.nullable(z.string()),
    suspended: z.boolean(),
    limits: Limits,
    feature_limits: FeatureLimits,
    user: z.int(),
    node: z.int(),
    allocation: z.int(),
    nest: z.int(),
    egg: z.int(),
    container: Container,
    updated_at: z.string(),
    created_at: z.string(),
  }),
})

export type PterodactylServer = z.infer<typeof Server>
