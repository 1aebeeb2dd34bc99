import { emulate } from './emulate.ts'
import { jsonServer, jsonServerBeta } from './json-server.ts'
import { mockoon } from './mockoon.ts'
import { plainMsw } from './plain-msw.ts'
import { prism } from './prism.ts'

/** Those that are installed, at exact versions. */
export const installed = [jsonServer, jsonServerBeta, emulate, prism, mockoon]

/** All that are measured beside us. */
export const rivals = [plainMsw, ...installed]
