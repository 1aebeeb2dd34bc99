import { oberplan } from './subject.ts'
import { oberplanVariants } from './variants-oberplan.ts'
import { holdVariants } from './variation.ts'

holdVariants(oberplan, oberplanVariants)
