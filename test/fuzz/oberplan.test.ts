import { oberplan } from './oberplan.ts'
import { whateverIsSentTo } from './suite.ts'

whateverIsSentTo(oberplan)
