#!/usr/bin/env node
// Stands in for curl where there is none, for the few options that the documentation has. It is as strict as curl
// where a line can go wrong before anything is sent: brackets and braces in a URL are ranges, unless there is -g.

const valued = {
  '-H': 'header',
  '--header': 'header',
  '-u': 'user',
  '--user': 'user',
  '-X': 'method',
  '--request': 'method',
  '-d': 'data',
  '--data': 'data',
}
const bare = ['-g', '--globoff', '-s', '--silent', '-S', '-f', '--fail', '-i']

function exit(code, why) {
  process.stderr.write(`curl: (${code}) ${why}\n`)
  process.exit(code)
}

const given = { header: [], urls: [], flags: [] }
const words = process.argv.slice(2)
while (words.length > 0) {
  const word = words.shift()
  const name = valued[word]
  if (name === 'header') given.header.push(words.shift())
  else if (name) given[name] = words.shift()
  else if (bare.includes(word)) given.flags.push(word)
  else if (word.startsWith('-')) exit(2, `option ${word}: is unknown to this stand-in`)
  else given.urls.push(word)
}

const isLiteral = given.flags.some(flag => flag === '-g' || flag === '--globoff')
if (given.urls.length === 0) exit(2, 'no URL specified')
for (const url of given.urls) {
  const place = url.search(/[[\]{}]/)
  if (place !== -1 && !isLiteral) exit(3, `bad range in URL position ${place + 1}:\n${url}`)
  if (/\s/.test(url)) exit(3, 'URL rejected: Malformed input to a URL function')
  const headers = new Headers(given.header.map(line => line.split(/:\s*(.*)/s).slice(0, 2)))
  if (given.user) headers.set('Authorization', `Basic ${btoa(given.user)}`)
  const method = given.method ?? (given.data === undefined ? 'GET' : 'POST')
  const response = await fetch(url, { method, headers, body: given.data })
  process.stdout.write(await response.text())
  if (!response.ok) exit(22, `The requested URL returned error: ${response.status}`)
}
