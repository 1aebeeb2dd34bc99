import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

/** Keeps what a page looks like, for people: in a folder that is not committed. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: fileURLToPath(new URL(`screenshots/${name}.png`, import.meta.url)),
  })
}
