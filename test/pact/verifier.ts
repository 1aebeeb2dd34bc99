import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { VerifierOptions } from '@pact-foundation/pact-core'
import type { Pact } from '../../contract/document/pact.ts'

/** What the verifier found: the interactions that a provider does not keep, each with what was wrong. */
export type Findings = Readonly<Record<string, readonly string[]>>

// A process of its own: the verifier is native code, which prints a report that nobody can silence.
const program = `
  const [options] = process.argv.slice(1)
  const { default: pact } = await import('@pact-foundation/pact-core')
  const result = options ? await pact.verifyPacts(JSON.parse(options)).catch(error => error.message) : '{}'
  process.send(result, () => process.exit())
`

/** Runs the program of above; rejects with what it says where it cannot run. */
function run(options: VerifierOptions | undefined): Promise<string> {
  const args = ['--input-type=module', '-e', program, ...(options ? [JSON.stringify(options)] : [])]
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    // It writes to Google Analytics otherwise; no other value than this one is heard.
    env: { ...process.env, PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    said += text
  })
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(String(message)))
    child.once('close', () => reject(new Error(said)))
  })
}

/** Why the verifier cannot run on this platform, in a few words; empty where it can. */
export const whyNot = (): Promise<string> =>
  run(undefined).then(
    () => '',
    ({ message }) => /^Error: (.*?)\s*$/m.exec(message)?.[1] ?? 'it does not start',
  )

/** Holds the provider at the base URL to the pact; `states` gets to know what the provider has to be like. */
export async function verifyPact(pact: Pact, base: string, states?: string): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'pact-'))
  const file = join(folder, 'pact.json')
  await writeFile(file, JSON.stringify(pact))
  const options = { providerBaseUrl: base, provider: pact.provider.name, pactUrls: [file] }
  try {
    const handler = states === undefined ? {} : { providerStatesSetupUrl: states }
    return findingsIn(await run({ ...options, ...handler, logLevel: 'error' }))
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Result {
  readonly result: boolean
  readonly errors: readonly {
    readonly interaction: string
    readonly mismatch: { readonly mismatches?: readonly { readonly mismatch: string }[] }
  }[]
}

function findingsIn(text: string): Findings {
  const { result, errors }: Result = JSON.parse(text)
  if (result !== (errors.length === 0)) throw new Error(`The verifier contradicts itself: ${text}`)
  return Object.fromEntries(
    errors.map(({ interaction, mismatch }) => [
      interaction.replace(/^.*? - /, ''),
      (mismatch.mismatches ?? [{ mismatch: JSON.stringify(mismatch) }]).map(one => one.mismatch),
    ]),
  )
}
