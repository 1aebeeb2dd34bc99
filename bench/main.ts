import { benchScale } from './scale.ts'
import { benchSocket } from './socket.ts'
import { benchWeight } from './weight.ts'

await benchWeight()
await benchScale()
await benchSocket()
