import type { Locator, Page } from 'playwright-core'

// What a reader of the example's frontend sees there, and does.

export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true })

export const captionIn = (page: Page): Promise<string | null> =>
  page.locator('caption').textContent()

/** The ids in the table's first column. */
export const idsIn = async (page: Page): Promise<number[]> =>
  (await page.locator('tbody tr > td:first-child').allTextContents()).map(Number)

/** The numbers from one to another, both included, upwards or downwards. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, nth) => from + Math.sign(to - from) * nth)

export const ada = {
  'E-mail': 'ada@example.com',
  Username: 'ada',
  'First name': 'Ada',
  'Last name': 'Lovelace',
}

export async function fillIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await page.getByRole('textbox', { name, exact: true }).fill(text)
  }
}

export async function createAda(page: Page): Promise<void> {
  await button(page, 'New user').click()
  await fillIn(page, ada)
  await button(page, 'Create').click()
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor()
}

export async function deleteUser(page: Page): Promise<void> {
  await button(page, 'Delete this user').click()
  await button(page, 'Delete').click()
}
