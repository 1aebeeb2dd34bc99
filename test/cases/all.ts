import { boundsCases } from './bounds.ts'
import type { Case } from './case.ts'
import { compressedCases } from './compressed.ts'
import { oberplanUserSettingsCases } from './oberplan/user-settings.ts'
import { overplaneProjectUserCases } from './overplane/project-user.ts'
import { overplaneUserCases } from './overplane/user.ts'
import { printedCases } from './printed.ts'
import { pterodactylCreateCases } from './pterodactyl/create.ts'
import { pterodactylDeleteCases } from './pterodactyl/delete.ts'
import { pterodactylInstallationCases } from './pterodactyl/installation.ts'
import { pterodactylKeyCases } from './pterodactyl/keys.ts'
import { pterodactylListCases } from './pterodactyl/list.ts'
import { pterodactylPhpCases } from './pterodactyl/php.ts'
import { pterodactylReadCases } from './pterodactyl/read.ts'
import { pterodactylRefusalCases } from './pterodactyl/refusals.ts'
import { pterodactylServerCases } from './pterodactyl/servers.ts'
import { pterodactylUpdateCases } from './pterodactyl/update.ts'

/** Every behaviour that is told by requests and replies. */
export const allCases: readonly Case[] = [
  ...boundsCases,
  ...compressedCases,
  ...oberplanUserSettingsCases,
  ...overplaneProjectUserCases,
  ...overplaneUserCases,
  ...printedCases,
  ...pterodactylCreateCases,
  ...pterodactylDeleteCases,
  ...pterodactylInstallationCases,
  ...pterodactylKeyCases,
  ...pterodactylListCases,
  ...pterodactylPhpCases,
  ...pterodactylReadCases,
  ...pterodactylRefusalCases,
  ...pterodactylServerCases,
  ...pterodactylUpdateCases,
]
