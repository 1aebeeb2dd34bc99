#!/usr/bin/env node
import { isConfigured } from './configured.ts'

// What a project has configured takes the modules of this package: then the command is made of the very same ones. Without,
// it is the same in a few files, which load faster.
const command = isConfigured(process.argv.slice(2), process.env) ? './main.js' : './quick.js'
await import(new URL(command, import.meta.url).href)
