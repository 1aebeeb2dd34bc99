// Runs the programs that it is given, one after the other in one process, and tells what each has printed.
import { formatWithOptions } from 'node:util'

const outcomes = []
for (const file of process.argv.slice(2)) {
  const printed = []
  console.log = (...values) => printed.push(formatWithOptions({ colors: false }, ...values))
  try {
    await import(file)
    outcomes.push({ printed })
  } catch (thrown) {
    outcomes.push({ printed, fault: String(thrown?.stack ?? thrown) })
  }
}
process.stdout.write(JSON.stringify(outcomes))
