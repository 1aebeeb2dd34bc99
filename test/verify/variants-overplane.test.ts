import { overplane } from './subject.ts'
import { overplaneVariants } from './variants-overplane.ts'
import { holdVariants } from './variation.ts'

holdVariants(overplane, overplaneVariants)
