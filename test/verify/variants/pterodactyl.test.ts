import { many } from '../many.ts'
import { pterodactyl } from '../subject.ts'
import { pterodactylVariants } from './pterodactyl.ts'
import { holdVariants } from './variation.ts'

holdVariants(pterodactyl, pterodactylVariants, { world: many })
