import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with a plain line that any tool can read: `12 passed, 0 failed`. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap(module =>
      [...module.children.allTests()].map(test => test.result().state),
    )
    const count = (state: string) => states.filter(one => one === state).length
    const broken = modules.filter(module => module.errors().length > 0).length
    const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''
    const line = `${count('passed')} passed, ${count('failed') + broken} failed${skipped}\n`
    process.once('exit', () => process.stdout.write(line))
  }
}
