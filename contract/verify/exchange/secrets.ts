import { type Auth, toBase64 } from '../../answer/auth.ts'

/** What must not be seen in a report, and what stands in its place. */
export type Secrets = readonly (readonly [secret: string, placeholder: string])[]

/** A key is `$TOKEN`; an account is `$USER` and `$PASSWORD`, in every form in which they travel. */
export function secretsOf(credentials: string, auth: Auth): Secrets {
  const colon = credentials.indexOf(':')
  const named: Secrets =
    auth === 'basic'
      ? [
          [toBase64(credentials), '$USER:$PASSWORD'],
          [credentials.slice(colon + 1), '$PASSWORD'],
          [credentials.slice(0, colon), '$USER'],
        ]
      : [[credentials, '$TOKEN']]
  return named
    .flatMap(([secret, placeholder]) => formsOf(secret).map(form => [form, placeholder] as const))
    .sort(([a], [b]) => b.length - a.length)
}

/** As it is, within JSON, and within a URL. */
const formsOf = (secret: string): string[] =>
  [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)].filter(
    (form, index, all) => form !== '' && all.indexOf(form) === index,
  )

/** A text without its secrets. */
export const redacted = (text: string, secrets: Secrets): string => joined(pieces(text, secrets))

const joined = (parts: readonly Piece[]): string => parts.map(({ text }) => text).join('')

/** A text as one word of a shell line, where the shell puts in its own `$TOKEN` or `$PASSWORD`. */
export function spliced(text: string, secrets: Secrets): string {
  const parts = pieces(text, secrets)
  const plain = joined(parts)
  const isSimple = !/["`\\$!]/.test(text) && !/\$[A-Z]+\w/.test(plain.replaceAll(/\$[A-Z]+/g, '$A'))
  if (isSimple && parts.some(({ isSecret }) => isSecret)) return `"${plain}"`
  return parts
    .filter(({ text }) => text !== '')
    .map(({ text, isSecret }) =>
      isSecret ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join('')
}

interface Piece {
  readonly text: string
  readonly isSecret: boolean
}

/** A text cut where its secrets stood. */
function pieces(text: string, secrets: Secrets): Piece[] {
  const [first, ...rest] = secrets.filter(([secret]) => text.includes(secret))
  if (!first) return [{ text, isSecret: false }]
  const [secret, placeholder] = first
  return text.split(secret).flatMap((part, index) => {
    const before = { text: placeholder, isSecret: true }
    return [...(index > 0 ? [before] : []), ...pieces(part, rest)]
  })
}
