import { benchScale } from './scale.ts'
import { benchSocket } from './socket.ts'

await benchScale()
await benchSocket()
