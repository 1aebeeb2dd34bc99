import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe finds wrong with a page as it stands, or with a part of it: each rule with the first elements that break it.
 */
export async function violationsIn(
  page: Page,
  { within = 'html', rules }: { within?: string; rules?: readonly string[] } = {},
): Promise<string[]> {
  await page.evaluate(axe.source)
  // Of what it finds nothing wrong with it need tell nothing: that would take most of its time.
  const asked = {
    within,
    options: { resultTypes: ['violations'], ...(rules && { runOnly: rules }) },
  }
  return page.evaluate(async ({ within, options }) => {
    const { violations } = await Reflect.get(window, 'axe').run(within, options)
    return violations.map(({ id, nodes }: Violation) => {
      const first = nodes
        .slice(0, 3)
        .map(({ target, any }) => `${target} (${any[0]?.message ?? ''})`)
      return `${id}, ${nodes.length} times: ${first.join('; ')}`
    })
  }, asked)
}

interface Violation {
  readonly id: string
  readonly nodes: readonly {
    readonly target: readonly string[]
    readonly any: readonly { readonly message: string }[]
  }[]
}
