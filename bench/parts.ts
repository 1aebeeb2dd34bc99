import type { Part } from './part.ts'
import { browser } from './parts/browser.ts'
import { heap } from './parts/heap.ts'
import { imports } from './parts/imports.ts'
import { intercepted } from './parts/intercepted.ts'
import { load } from './parts/load.ts'
import { inOperations } from './parts/operations.ts'
import { scale } from './parts/scale.ts'
import { seeding } from './parts/seeding.ts'
import { inSessions } from './parts/sessions.ts'
import { size } from './parts/size.ts'
import { inSizes } from './parts/sizes.ts'
import { soak } from './parts/soak.ts'
import { startUp } from './parts/start.ts'
import { suite } from './parts/suite.ts'

/** All parts of the bench, in the order in which they run and are told. */
export const parts: readonly Part[] = [
  load,
  inSizes,
  inSessions,
  inOperations,
  intercepted,
  scale,
  startUp,
  imports,
  seeding,
  heap,
  soak,
  browser,
  size,
  suite,
]
