import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A page of the documentation: its file without its ending, its name in a list, and what it answers. */
type Page = readonly [file: string, name: string, about: string]

interface Group {
  readonly title: string
  readonly pages: readonly Page[]
}

/** All pages, in their order: the only list of them. */
const all: readonly Group[] = [
  {
    title: 'Getting started',
    pages: [
      ['start/vitest', 'Vitest', 'A test suite on a double.'],
      ['start/jest', 'Jest', 'On ES modules, and in CommonJS with ts-jest or Babel.'],
      ['start/node-test', 'node:test', "With Node's own test runner."],
      ['start/browser', 'In a browser', 'A frontend without a server, on a service worker.'],
      ['start/next', 'Next.js', 'Server components, and client components.'],
      ['start/server', 'A server', 'On a port, for any language.'],
      ['start/playwright', 'Playwright', 'End-to-end tests, many at a time.'],
      ['container', 'Container', 'In Docker, in Compose, with a health check.'],
    ],
  },
  {
    title: 'Using it',
    pages: [
      [
        'guide/worlds',
        'Worlds and data',
        'What a double holds: fixtures, made-up people, your own data.',
      ],
      [
        'guide/errors',
        'Errors and delays',
        'Force documented replies, faults, outages and latency.',
      ],
      ['guide/sessions', 'Sessions and parallel tests', 'Tests that never see each other.'],
      ['guide/time', 'Time', 'Freeze, set and advance the clock of a double.'],
      ['guide/journal', 'Journal and assertions', 'What was asked, and what was wrong with it.'],
      ['inspector', 'The inspector', 'See and steer the doubles in a page, or in a panel.'],
      ['coming-from', 'Coming from another mock', 'json-server, Prism, Mockoon, msw by hand.'],
      ['troubleshooting', 'Troubleshooting', 'By the message that you see.'],
    ],
  },
  {
    title: 'Contracts',
    pages: [
      [
        'your-own-api',
        'Your own API',
        'From an empty folder to a verified double, in ten minutes.',
      ],
      ['new', 'From what you have', 'A description out of a document, or out of traffic.'],
      ['guide/verify', 'Contract testing', 'Does the real system still do what the double does?'],
      ['readings', 'Readings', 'Where a page leaves a choice.'],
      ['traffic', 'Traffic', 'What goes by, held to the contract.'],
      ['changes', 'Changes', 'What differs between two contracts.'],
      ['openapi', 'OpenAPI', 'The contracts as documents.'],
    ],
  },
  {
    title: 'Reference',
    pages: [
      ['double', 'A double', 'Its members and options.'],
      ['apis/overplane', 'Overplane', 'Endpoints, printed values, readings.'],
      ['apis/pterodactyl', 'Pterodactyl', 'Endpoints, keys, readings.'],
      ['apis/oberplan', 'Oberplan', 'Endpoints, readings.'],
      ['command-line', 'The command line', 'Every command and option.'],
      ['control', 'Control', 'What can be done from outside, over HTTP and in code.'],
      ['limits', 'Limits', 'How much of everything, and what is not there.'],
      ['safety', 'Safety', 'Who can reach it, what it writes, what it shows.'],
      ['scale-out', 'Scale-out', 'Many processes behind one address.'],
      ['speed', 'Speed', 'What was measured, beside others.'],
    ],
  },
]

const isThere = ([file]: Page): boolean =>
  existsSync(fileURLToPath(new URL(`../${file}.md`, import.meta.url)))

/** The pages that there are. */
export const groups: readonly Group[] = all.map(({ title, pages }) => ({
  title,
  pages: pages.filter(isThere),
}))

/** The pages as a list, each with a link. */
export const listOf = (link: (file: string) => string): string =>
  groups
    .map(({ title, pages }) => {
      const items = pages.map(([file, name, about]) => `- [${name}](${link(file)}): ${about}`)
      return [`## ${title}`, '', ...items].join('\n')
    })
    .join('\n\n')
