#!/usr/bin/env node
import { isConfigured, mayBeWatched } from './config/configured.ts'
import { runCommand } from './run.ts'

const args = process.argv.slice(2)

// What a project has configured takes the modules of this package: then the command is made of the very same ones. So is a
// server that is watched, which tells of each of them. Else it is the same in a few files, which load faster.
if (isConfigured(args, process.env) || mayBeWatched(args, process.env)) {
  import(new URL('./main.js', import.meta.url).href)
} else runCommand(args)
