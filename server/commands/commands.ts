/** What a command is called, and what it is for. */
export interface Head {
  readonly name: string
  /** What follows the name: `<api> --url <base>`. */
  readonly form: string
  readonly about: string
}

/** All commands. Each stands in a file of its own, which takes its time to load. */
export const commands = {
  serve: {
    name: 'serve',
    form: '[options]',
    about: 'all doubles on one port (what it does without a command)',
  },
  new: {
    name: 'new',
    form: '<name> [--openapi <file> | --har <file>]',
    about: 'writes the description of an API of your own',
  },
  openapi: { name: 'openapi', form: '<api>', about: 'the OpenAPI 3.1 document of an API' },
  schema: {
    name: 'schema',
    form: '[options]',
    about: 'the JSON Schema of a state or a world as JSON',
  },
  verify: {
    name: 'verify',
    form: '<api> --url <base>',
    about: 'holds a running provider to the contract',
  },
  proxy: {
    name: 'proxy',
    form: '<api> --url <base>',
    about: 'passes on to a running provider, and holds both sides to the contract',
  },
  check: {
    name: 'check',
    form: '<file.har>',
    about: 'holds recorded traffic to the contract',
  },
  diff: {
    name: 'diff',
    form: '<before> <after>',
    about: 'what changed between two contracts, and whom it breaks',
  },
  pact: {
    name: 'pact',
    form: '<api> --consumer <name>',
    about: 'what a running server was asked, as a Pact file',
  },
  'pact check': {
    name: 'pact check',
    form: '<files>',
    about: "holds a consumer's pacts to the contract",
  },
} as const satisfies Readonly<Record<string, Head>>
