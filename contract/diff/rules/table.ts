import { table } from '../../openapi/tables.ts'
import { bodyRules } from './bodies.ts'
import { documentRules, operationsRules, wholeRules } from './documents.ts'
import { envelopeRule, fieldRules } from './fields.ts'
import { operationRules } from './operations.ts'
import type { RuleWords } from './rule.ts'
import { valueRules } from './values.ts'

const all: readonly RuleWords[] = [
  ...Object.values(wholeRules),
  ...operationsRules,
  ...documentRules,
  ...operationRules,
  ...bodyRules,
  envelopeRule,
  ...valueRules,
  ...fieldRules,
]

/** All rules as a table in Markdown, each once. */
export function ruleTable(): string {
  const rules = new Map(all.map(rule => [rule.id, rule]))
  return table(
    ['rule', 'what it says', 'in a request', 'in a reply'],
    [...rules.values()].map(({ id, says, verdict, unless }) => {
      const { request, reply } =
        typeof verdict === 'string' ? { request: verdict, reply: verdict } : verdict
      const more = unless === undefined ? '' : ` (${unless})`
      return [`\`${id}\``, says + more, request, reply]
    }),
  )
}
