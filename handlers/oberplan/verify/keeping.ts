import type { Received, Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at, difference } from '../../../contract/verify/findings/difference.ts'

type Settings = Readonly<Record<string, unknown>>

/** What can be written, but for the address and the password, which are what the account signs in by. */
export const writable = [
  'language_tag',
  'date_format',
  'time_format',
  'timezone',
  'first_day_of_week',
  'allow_collaboration',
  'profile_completed',
  'firstname',
  'lastname',
] as const

const writableOf = (settings: Settings): Settings =>
  Object.fromEntries(writable.map(key => [key, settings[key]]))

/** The settings as they are. */
export async function settingsOf({ ask }: Pick<Stage<string>, 'ask'>): Promise<Settings> {
  return Object(at((await ask('getUserSettings')).body, 'data'))
}

/** The settings as the verification has found them: in the end they are so again. */
export const foundSettings = (stage: Stage<string>): Promise<Settings> => settingsOf(stage)

async function putBack(stage: Stage<string>, settings: Settings): Promise<void> {
  const found = writableOf(settings)
  if (!difference(found, await settingsOf(stage))) return
  await stage.ask('updateUserSettings', { body: found })
  const lost = difference(found, await settingsOf(stage))
  if (lost) stage.lose(`The setting ${lost.path} is no longer ${JSON.stringify(lost.expected)}.`)
}

/** The settings as they are; whatever can be written is written back at the end of the scenario. */
export async function kept(stage: Stage<string>): Promise<Settings> {
  const found = await stage.shared(foundSettings)
  stage.later(() => putBack(stage, found))
  return settingsOf(stage)
}

/** A setting is written as it is: whether the account may be written to, that tells. */
export async function writing(stage: Stage<string>): Promise<void> {
  const { language_tag } = await stage.shared(foundSettings)
  await stage.ask('updateUserSettings', { body: { language_tag } })
}

/** The reply to an update that may be refused; what it changes is put back. */
export async function tried(stage: Stage<string>, body: Settings): Promise<Received> {
  await stage.shared(writing)
  const found = await stage.shared(foundSettings)
  let isRefused = false
  stage.later(async () => {
    if (!isRefused) await putBack(stage, found)
  })
  const reply = await stage.ask('updateUserSettings', { body }, 'any')
  isRefused = reply.status >= 300
  return reply
}

/** What a reading takes of which an update is no fault. */
export const taken = ({ status }: Received, value = 'taken'): string =>
  status < 300 ? value : 'refused'
