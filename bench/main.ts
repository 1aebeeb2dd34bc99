import { benchScale } from './scale.ts'
import { benchSoak } from './soak.ts'
import { benchSocket } from './socket.ts'
import { benchWeight } from './weight.ts'

const benches = {
  weight: benchWeight,
  scale: benchScale,
  socket: benchSocket,
  async soak() {
    if (!(await benchSoak())) process.exitCode = 1
  },
}

// All of them, or those that are named.
const named = process.argv.slice(2)
const stray = named.find(name => !Object.hasOwn(benches, name))
if (stray !== undefined) {
  throw new Error(
    `Failed to bench "${stray}": there is none of that name. Choose from ${Object.keys(benches).join(', ')}.`,
  )
}
for (const [name, bench] of Object.entries(benches)) {
  if (named.length === 0 || named.includes(name)) await bench()
}
