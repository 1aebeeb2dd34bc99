import type { userSettingsContract } from './user-settings/contract.ts'

/** What the pages document, by name. */
export type Operation = keyof typeof userSettingsContract
