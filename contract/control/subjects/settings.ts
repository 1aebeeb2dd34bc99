import * as z from 'zod/mini'
import { problem } from '../../answer/problem.ts'
import { shown } from '../../answer/refusal.ts'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { type ChangesOfAll, configureAll } from '../../double/settings/all.ts'
import type { Scenario, Scenarios } from '../../double/settings/scenarios.ts'
import { settingsForms } from '../../double/settings/settings.ts'
import { type Controlled, chosenFrom, type ServedDouble } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'

const op = controls({
  tag: 'Settings',
  about:
    'How the doubles are while they run: limits, delays, calls that are lost, readings; and scenarios, which change some of it as one.',
})

const words = {
  rateLimit: 'Whether the limits of requests are enforced, or a limit in their place.',
  delay:
    'Milliseconds that every call waits, a range of them as a list of two, or these by operation, with `*` for the others.',
  errorRate: 'The share of calls that meet an outage, from 0 to 1; or with its status.',
}

const { rateLimit, delay, errorRate } = settingsForms

const SettingsSchema = named(
  'Settings',
  'The settings of an API.',
  z.strictObject({
    rateLimit: say(words.rateLimit, rateLimit),
    delay: say(words.delay, delay),
    errorRate: say(words.errorRate, errorRate),
    readings: say(
      'Where the documentation leaves a choice, what is taken.',
      z.record(z.string(), z.union([z.string(), z.number()])),
    ),
  }),
)

const changes = {
  rateLimit: z.exactOptional(expecting(say(words.rateLimit, rateLimit), 'true, false, or a limit')),
  delay: z.exactOptional(
    expecting(say(words.delay, delay), 'milliseconds, two of them, or these by operation'),
  ),
  errorRate: z.exactOptional(
    expecting(say(words.errorRate, errorRate), 'a share from 0 to 1, or { "rate", "status" }'),
  ),
  readings: z.exactOptional(
    expecting(
      say('Values of readings by API.', z.record(z.string(), z.unknown())),
      'values by API, as in { "pterodactyl": { "deleteStatus": 204 } }',
    ),
  ),
}

const ChangesBody = expecting(
  named('SettingsChanges', 'Settings to change: the others stay.', z.strictObject(changes)),
  'an object, as in { "delay": 300 }',
)

const ScenarioStates = z.record(
  z.string(),
  z.array(
    named(
      'ScenarioState',
      'A scenario of an API.',
      z.strictObject({
        name: say('Its name.', z.string()),
        isOn: say('Whether it is switched on.', z.boolean()),
      }),
    ),
  ),
)

const ScenarioBody = expecting(
  say(
    'By API: overrides, by operation, and settings.',
    z.record(
      z.string(),
      z.strictObject({
        overrides: z.exactOptional(
          say('An override of an operation, or a list of them.', z.record(z.string(), z.unknown())),
        ),
        settings: z.exactOptional(say('Settings to change.', z.record(z.string(), z.unknown()))),
      }),
    ),
  ),
  'overrides and settings by API, as in { "overplane": { "overrides": { "listUsers": { "status": 401 } } } }',
)

const name = { name: { description: 'The name of the scenario.' } }

export const settings = {
  readSettings: op
    .get('/settings', 'Tell the settings', {
      query: z.strictObject({ api }),
      replies: { 200: say('The settings by API.', z.record(z.string(), SettingsSchema)) },
      code: 'double.settings',
    })
    .by(({ query, doing }, { doubles }) => ({
      status: 200,
      body: Object.fromEntries(
        chosenFrom(doubles, query.api, doing).map(({ name, settings }) => [name, settings]),
      ),
    })),
  changeSettings: op
    .patch('/settings', 'Change settings', {
      about: 'Changes some settings from now on: of all that are meant, or of none.',
      query: z.strictObject({ api }),
      body: ChangesBody,
      replies: { 204: 'They are changed.' },
      sends: { delay: [100, 900], errorRate: 0.1 },
      code: 'double.configure({ delay: [100, 900], errorRate: 0.1 })',
    })
    .by(({ query, body, doing }, { doubles }) => {
      // Its delay is a list of two, where it is one: so the form has it.
      configureAll(chosenFrom(doubles, query.api, doing), body as ChangesOfAll, doing)
      return { status: 204 }
    }),
  listScenarios: op
    .get('/scenarios', 'List the scenarios', {
      query: z.strictObject({ api }),
      replies: { 200: say('The scenarios by API.', ScenarioStates) },
      code: 'double.scenarios.list',
    })
    .by(({ query, doing }, { doubles }) => ({
      status: 200,
      body: Object.fromEntries(
        chosenFrom(doubles, query.api, doing).map(({ name, scenarios }) => [name, scenarios.list]),
      ),
    })),
  addScenario: op
    .put('/scenarios/:name', 'Add a scenario', {
      about:
        'Adds a set of overrides and settings under a name, to be switched on and off as one; or puts another in its place, which is off then.',
      params: name,
      body: ScenarioBody,
      replies: { 204: 'It is there, and off.' },
      sends: { overplane: { overrides: { listUsers: { status: 401 } }, settings: { delay: 700 } } },
      code: "double.scenarios.add('bad day', { settings: { delay: 700 } })",
    })
    .by(({ params, body, doing }, { doubles }) => {
      const parts = Object.entries(body).map(
        ([api, part]) => [chosenFrom(doubles, api, doing), part as Scenario] as const, // as the body has it
      )
      addAll(parts, params.name)
      return { status: 204 }
    }),
  removeScenario: op
    .delete('/scenarios/:name', 'Remove a scenario', {
      params: name,
      query: z.strictObject({ api }),
      replies: { 204: 'It is gone.' },
      refuses: [404],
      code: "double.scenarios.remove('bad day')",
    })
    .by(withScenario((scenarios, name) => scenarios.remove(name))),
  switchScenarioOn: op
    .post('/scenarios/:name/on', 'Switch a scenario on', {
      params: name,
      query: z.strictObject({ api }),
      replies: { 204: 'It is on, wherever there is one of that name.' },
      refuses: [404],
      code: "double.scenarios.on('bad day')",
    })
    .by(withScenario((scenarios, name) => scenarios.on(name))),
  switchScenarioOff: op
    .post('/scenarios/:name/off', 'Switch a scenario off', {
      params: name,
      query: z.strictObject({ api }),
      replies: { 204: 'It is off.' },
      refuses: [404],
      code: "double.scenarios.off('bad day')",
    })
    .by(withScenario((scenarios, name) => scenarios.off(name))),
}

/** Adds the parts of a scenario to their doubles, or to none where one of them cannot be. */
function addAll(
  parts: readonly (readonly [doubles: readonly ServedDouble[], part: Scenario])[],
  name: string,
): void {
  const all = parts.flatMap(([doubles, part]) =>
    doubles.map(({ scenarios }) => [scenarios, part] as const),
  )
  for (const [scenarios, part] of all) scenarios.check(name, part)
  for (const [scenarios, part] of all) scenarios.add(name, part)
}

/** Does something with the scenario of a name, in every double that has one. */
function withScenario(act: (scenarios: Scenarios, name: string) => unknown) {
  return ({ params: { name }, query, doing }: Naming, { doubles }: Pick<Controlled, 'doubles'>) => {
    const chosen = chosenFrom(doubles, query.api, doing).filter(({ scenarios }) =>
      scenarios.list.some(one => one.name === name),
    )
    for (const { scenarios } of chosen) act(scenarios, name)
    if (chosen.length > 0) return { status: 204 } as const
    return problem(404, `There is no scenario "${shown(name)}".`)
  }
}

/** Which scenario is meant, and of which API. */
interface Naming {
  readonly params: { readonly name: string }
  readonly query: { readonly api?: string | undefined }
  readonly doing: string
}
