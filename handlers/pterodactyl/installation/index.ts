import { nests } from './nests.ts'
import { nodes } from './nodes.ts'

export const installation = { ...nests, ...nodes }
