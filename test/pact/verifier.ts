import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { VerifierOptions } from '@pact-foundation/pact-core'
import type { Pact } from '../../contract/pact/pact.ts'

/** What the verifier found: the interactions that a provider does not keep, each with what was wrong. */
export type Findings = Readonly<Record<string, readonly string[]>>

// A process of its own: the verifier is native code, which prints a report that nobody can silence. It is one for all
// pacts of a file, since loading that code takes longer than verifying.
const program = `
  const { default: pact } = await import('@pact-foundation/pact-core')
  const verify = options => pact.verifyPacts(options).catch(error => error.message)
  process.on('message', async options => process.send(await verify(options)))
  process.send('')
`

interface Verifier {
  verify(options: VerifierOptions): Promise<string>
  stop(): void
}

/** Starts the program of above; rejects with what it says where it cannot run. */
async function start(): Promise<Verifier> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    // It writes to Google Analytics otherwise; no other value than this one is heard.
    env: { ...process.env, PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    said += text
  })
  const next = () =>
    new Promise<string>((resolve, reject) => {
      const end = () => reject(new Error(said))
      child.once('close', end).once('message', message => {
        child.off('close', end)
        resolve(String(message))
      })
    })
  await next()
  const verify = (options: VerifierOptions) => {
    child.send(options)
    return next()
  }
  return { verify, stop: () => child.kill('SIGKILL') }
}

let running: Promise<Verifier> | undefined
const verifier = (): Promise<Verifier> => {
  running ??= start()
  return running
}

/** Ends the verifier's process, if there is one. */
export async function stopVerifier(): Promise<void> {
  const last = running
  running = undefined
  await last?.then(
    ({ stop }) => stop(),
    () => {},
  )
}

/** Why the verifier cannot run on this platform, in a few words; empty where it can. */
export const whyNot = (): Promise<string> =>
  verifier().then(
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
    const { verify } = await verifier()
    return findingsIn(await verify({ ...options, ...handler, logLevel: 'error' }))
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
