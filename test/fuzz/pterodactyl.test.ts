import { observed, pterodactyl } from './pterodactyl.ts'
import { whateverIsSentTo } from './suite.ts'

whateverIsSentTo(pterodactyl, observed)
