// @vitest-environment jsdom
import { describeDom } from './transports/dom.ts'

describeDom('jsdom')
