import { oberplan } from '../subject.ts'
import { oberplanVariants } from './oberplan.ts'
import { holdVariants } from './variation.ts'

holdVariants(oberplan, oberplanVariants)
