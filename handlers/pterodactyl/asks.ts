/** What shows more than one operation's replies. */
export const malformed = { title: 'A body that is no JSON', text: '{"email":' }

/** The JSON of a read is looked at too, where its Content-Type says so. */
export const malformedRead = { ...malformed, headers: { 'Content-Type': 'application/json' } }
