import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { gzipSync } from 'node:zlib'
import { buildCommand } from './command.ts'
import { buildCommonJs } from './commonjs.ts'
import { buildData } from './data.ts'
import { buildInspector } from './inspector.ts'
import { buildLibrary } from './library.ts'
import { writeNotices } from './notices.ts'
import { buildReadings } from './readings.ts'
import { removeUnreached } from './unreached.ts'
import { buildWorlds } from './worlds.ts'

rmSync('dist', { recursive: true, force: true })
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: true })
buildWorlds()
await buildReadings()
const data = await buildData()
const { builtIn, asked } = await buildInspector()
const others = [await buildCommonJs(), await buildCommand()]
await buildLibrary(asked)
removeUnreached()
writeNotices([data, builtIn, others].flat(2))

// The viewer of the contracts is served out of the package, where it is packed, since it is the largest part of it; installed
// by npm, it would bring telemetry along.
const scripts = ['swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js']
mkdirSync('dist/server/swagger-ui')
for (const file of [...scripts, 'swagger-ui.css']) {
  const packed = gzipSync(readFileSync(`node_modules/swagger-ui-dist/${file}`), { level: 9 })
  writeFileSync(`dist/server/swagger-ui/${file}.gz`, packed)
}
for (const file of [...scripts.map(script => `${script}.LICENSE.txt`), 'LICENSE', 'NOTICE']) {
  cpSync(`node_modules/swagger-ui-dist/${file}`, `dist/server/swagger-ui/${file}`)
}

// npm links a command and makes it executable when it installs it, and in this repository it is built only then.
chmodSync('dist/server/bin.cjs', 0o755)
const command = 'node_modules/.bin/contract-doubles'
rmSync(command, { force: true })
symlinkSync('../contract-doubles/dist/server/bin.cjs', command)
