import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: true })

// tsc names the modules of @mswjs/data's types without their ending, as no ES module is found: put it back.
for (const file of readdirSync('dist', { recursive: true })) {
  if (!file.endsWith('.d.ts')) continue
  const path = `dist/${file}`
  const types = readFileSync(path, 'utf8')
  writeFileSync(path, types.replace(/"(@mswjs\/data\/lib\/[\w/]+)"/g, '"$1.js"'))
}

// npm makes a command executable when it installs it; in this repository it is linked before it is built.
chmodSync('dist/server/main.js', 0o755)
