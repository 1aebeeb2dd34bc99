// @vitest-environment happy-dom
import { byFetch, byMsw, describePromises } from './ways.ts'

describePromises('double.fetch in happy-dom', byFetch, ['double.fetch', 'happy-dom'])
describePromises('setupServer in happy-dom', byMsw, [
  'setupServer',
  'happy-dom',
  'setupServer in happy-dom',
])
