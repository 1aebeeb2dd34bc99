import { serve } from '../../server/index.ts'
import { wideApi } from '../wide-api.ts'

// A server of an API with as many operations as are asked for.

const wide = wideApi(Number(process.argv[2]))
const { url } = await serve({ port: 0, config: { apis: { wide } }, world: 'documented' })
process.send?.({ url })
