import type { userSettings } from './user-settings.ts'

/** What the pages document, by name. */
export type Operation = keyof typeof userSettings
