import * as z from 'zod/mini'
import { alike, named, say } from '../../../contract/define.ts'
import { userAttributes } from '../entities.ts'
import { textOf } from '../php/number.ts'
import { isEmail } from './email.ts'
import { between, boolean, filled, max, nullable, type Rule, required, string } from './laravel.ts'

// What is sent of a user. Laravel's rules are functions, of which zod can export nothing: what they ask for stands beside.

const email: Rule = {
  name: 'email',
  passes: value => typeof value === 'string' && isEmail(value),
}

const username: Rule = {
  name: 'p_username',
  passes: value => /^[a-z0-9][\w.-]+[a-z0-9]$/.test(textOf(value).toLowerCase()),
}

const oneOfLanguages: Rule = { name: 'in', passes: value => value === 'en' }

const truths: readonly unknown[] = [true, 1, '1']

const sized = { minLength: 1, maxLength: 191 }
const name = { type: 'string', ...sized, pattern: '\\S' } as const

/** What is trimmed. */
const blanks = '[\\s\\u0000\\u0085\\u180e\\u200b\\u200e\\ufeff]*'

/** RFC 5322's dot-atom or quoted string, then a host or an address; blanks around it are trimmed. */
const word = '[^\\s"(),.:;<>@[\\\\\\]]+'
const letters = '[^\\s!-/:-@[-`{-~]+'
const label = `${letters}(-+${letters})*`
const local = `${word}(\\.${word})*|"([^"\\\\]|\\\\.)*"`
const address = `^${blanks}(${local})@(\\[[\\d.:A-FIPVa-fipv]+\\]|${label}(\\.${label})*)${blanks}$`

/** In the order in which they are reported. */
export const UserFields = named(
  'UserFields',
  'The fields of a user, of a create and of an update alike.',
  z.object({
    email: say('The account email. Its host needs no dot.', required<string>(email, between), {
      ...{ type: 'string', ...sized, format: 'idn-email', pattern: address },
    }),
    external_id: alike(userAttributes.external_id, z.exactOptional(nullable<string>(string, max)), {
      type: ['string', 'null'],
      maxLength: 191,
    }),
    username: say(
      'The account username. It starts and ends with a letter or a digit, and is kept in lower case; a number is taken for its digits.',
      z.pipe(
        required<string>(between, username),
        z.transform((value: string) => textOf(value)),
      ),
      {
        ...{ type: ['string', 'number'], ...sized },
        pattern: `^${blanks}[A-Za-z0-9][A-Za-z0-9_.-]+[A-Za-z0-9]${blanks}$`,
      },
    ),
    password: say(
      'The password for the account. If a create does not set it, manual input by the account holder is required.',
      z.exactOptional(nullable<string>(string)),
      { type: ['string', 'null'], format: 'password', writeOnly: true },
    ),
    root_admin: say(
      'Whether the account will have administrative access.',
      z.exactOptional(
        z.pipe(
          filled<boolean>(boolean),
          z.transform((value: boolean) => truths.includes(value)),
        ),
      ),
      { type: ['boolean', 'integer', 'string'], enum: [true, false, 1, 0, '1', '0'] },
    ),
    language: say(
      'The language identifier for the account. The panel ships one.',
      z.exactOptional(filled<string>(string, oneOfLanguages)),
      { type: 'string', enum: ['en'] },
    ),
    first_name: alike(userAttributes.first_name, required<string>(string, between), name),
    last_name: alike(userAttributes.last_name, required<string>(string, between), name),
  }),
)
