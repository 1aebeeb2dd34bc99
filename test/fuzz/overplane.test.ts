import { overplane } from './overplane.ts'
import { whateverIsSentTo } from './suite.ts'

whateverIsSentTo(overplane)
