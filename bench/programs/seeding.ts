import { createDoubles } from '../../handlers/index.ts'
import { crowdOf } from '../crowd.ts'
import { ours } from '../load/own.ts'
import { createRecord, type Record } from '../measure.ts'

// Ten thousand users of each API: made one by one, read from JSON, kept and put back.

const [rounds] = process.argv.slice(2).map(Number)
const size = 10_000
const record = createRecord()
const crowd = crowdOf(size)

for (let round = -1; round < Number(rounds); round += 1) {
  const into = round < 0 ? createRecord() : record
  for (const who of Object.keys(ours)) await seed(who, into)
}
process.stdout.write(JSON.stringify(record.measures))

async function seed(who: string, into: Record): Promise<void> {
  const name = who.toLowerCase()
  const { users } = Reflect.get(crowd, name)
  const text = JSON.stringify(users)
  const took = (what: string, run: () => void) => {
    const begun = performance.now()
    run()
    into.add(who, what, 'ms', performance.now() - begun)
  }
  const double = Reflect.get(createDoubles({ world: 'empty' }), name)
  let parsed: readonly object[] = []
  took('JSON.parse', () => {
    parsed = JSON.parse(text)
  })
  took('create one by one', () => {
    for (const one of parsed) double.db.user.create(one)
  })
  took('a world of JSON', () => double.reset({ name: 'crowd', [name]: { users: parsed } }))
  let kept: object
  took('snapshot', () => {
    kept = double.snapshot()
  })
  took('restore', () => double.restore(kept))
}
