import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: true })

// tsc names the modules of @mswjs/data's types without their ending, as no ES module is found: put it back.
for (const file of readdirSync('dist', { recursive: true })) {
  if (!file.endsWith('.d.ts')) continue
  const path = `dist/${file}`
  const types = readFileSync(path, 'utf8')
  writeFileSync(path, types.replace(/"(@mswjs\/data\/lib\/[\w/]+)"/g, '"$1.js"'))
}

// The viewer of the contracts is served out of the package; installed by npm, it would bring telemetry along.
const viewer = ['swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js']
const licenses = viewer.map(file => `${file}.LICENSE.txt`)
for (const file of [...viewer, ...licenses, 'swagger-ui.css', 'LICENSE', 'NOTICE']) {
  cpSync(`node_modules/swagger-ui-dist/${file}`, `dist/server/swagger-ui/${file}`)
}

// npm makes a command executable when it installs it; in this repository it is linked before it is built.
chmodSync('dist/server/main.js', 0o755)
