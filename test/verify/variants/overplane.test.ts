import { overplane } from '../subject.ts'
import { overplaneVariants } from './overplane.ts'
import { holdVariants } from './variation.ts'

holdVariants(overplane, overplaneVariants)
