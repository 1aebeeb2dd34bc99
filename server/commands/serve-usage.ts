import type { Config } from '../../contract/config/config.ts'
import { worldNamesOf } from '../files/worlds.ts'
import { commands } from './commands.ts'

export const serveUsage = {
  ...commands.serve,
  environment: 'all',
  options: {
    port: {
      type: 'string',
      short: 'p',
      value: '<n>',
      also: 'PORT',
      about: (config: Config) => `default ${standing(config).port}; 0 takes a free one`,
    },
    host: {
      type: 'string',
      value: '<address>',
      also: 'HOST',
      about: ({ serve }: Config) => `default ${serve?.host ?? 'both loopbacks, 127.0.0.1 and ::1'}`,
    },
    api: {
      type: 'string',
      value: '<names>',
      about: ({ apis }: Config) => `some of ${Object.keys(apis).join(',')}; default all`,
    },
    world: {
      type: 'string',
      value: '<name>',
      about: (config: Config) =>
        `${worldNamesOf(config).join(', ')}; default ${standing(config).world}; or a file, as in
./team.json, with entities by API, or ./team.ts, .mts, .js or .mjs, which exports a world by default`,
    },
    state: {
      type: 'string',
      value: '<file>',
      about: `keeps what the doubles hold: read at the start where it is there, in the place of the world, and
written after each change, four times a second at most; default nothing is kept`,
    },
    seed: { type: 'string', value: '<n>', about: 'fixes what is made up; default 1' },
    fidelity: {
      type: 'string',
      value: '<name>',
      about: 'documented, observed; default documented',
    },
    now: {
      type: 'string',
      value: '<time>',
      about: 'what time it is at the start, as in 2024-01-15T09:30:00Z; it goes on from there',
    },
    readings: {
      type: 'string',
      multiple: true,
      value: '<file>',
      about: `values to follow where a page leaves a choice, as "verify --save" wrote them, or as JSON by API:
{ "pterodactyl": { "deleteStatus": 204 } }; may stand more than once`,
    },
    delay: {
      type: 'string',
      value: '<ms>',
      about: 'how long every call waits, in milliseconds, or a range of them: 100-900; default 0',
    },
    'error-rate': {
      type: 'string',
      value: '<share>',
      about: 'the share of calls that meet an outage, from 0 to 1; default 0',
    },
    sessions: {
      type: 'string',
      value: '<n>',
      about:
        'how many sessions there may be; of more, the least recently used is dropped; default 200',
    },
    'session-idle': {
      type: 'string',
      value: '<time>',
      about: 'after how long an unused session is dropped, as in 90s, 15m, 2h; default 1h',
    },
    'rate-limit': { type: 'boolean', about: "enforce the APIs' limits of requests" },
    watch: {
      type: 'boolean',
      about: `starts anew when the configuration, what it imports or a world in a file changes, and goes on with what
the doubles held, sessions included: all but the journals`,
    },
    quiet: { type: 'boolean', about: 'no line for each request' },
    json: { type: 'boolean', about: 'each line of the log as JSON, for a collector' },
    'admin-token': {
      type: 'string',
      value: '<token>',
      about: `lets other machines control the doubles, as "Authorization: Bearer <token>" or
"X-Admin-Token: <token>"; made up and printed where --host is no loopback`,
    },
    'allow-host': {
      type: 'string',
      multiple: true,
      value: '<names>',
      about: `other names by which this machine may be asked to control the doubles, as in doubles or
doubles:4010; whoever asks from another machine shows the token`,
    },
    'allow-origin': {
      type: 'string',
      multiple: true,
      value: '<origins>',
      about: 'whose pages may control the doubles too, as in http://localhost:5173; default none',
    },
  },
  notes: `Environment: each option but the last two is read from there too, --rate-limit as
CONTRACT_DOUBLES_RATE_LIMIT=1 (or 0, true, false), several files or names with commas between them.
PORT and HOST come after these variables, HOST for an address or localhost alone; the configuration comes
after them all, and what is typed before them all.

Bounds: a request's headers are there within 10 seconds, and all of it within 30, else it is a 408; a
connection that is idle ends after 5 seconds; each address takes 1024 connections at a time.

With --watch what nobody has changed begins in its world as that is now, and all else is as it was until a reset. Requests
under way are broken, and where it cannot start it waits for the next change.

Exit code: 0 stopped by a signal, 2 could not run. A second signal ends it at once.`,
} as const

/** How a project serves where nobody says otherwise. */
export const standing = ({ serve = {} }: Config) => ({
  ...{ port: 4010, world: 'demo', seed: 1, fidelity: 'documented', rateLimit: false },
  ...{ quiet: false, json: false },
  ...serve,
})
