// @vitest-environment jsdom
import { byFetch, byMsw, describePromises } from './ways.ts'

describePromises('double.fetch in jsdom', byFetch, ['double.fetch', 'jsdom'])
describePromises('setupServer in jsdom', byMsw, ['setupServer', 'jsdom'])
