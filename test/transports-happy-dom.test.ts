// @vitest-environment happy-dom
import { describeDom } from './transports/dom.ts'

describeDom('happy-dom')
