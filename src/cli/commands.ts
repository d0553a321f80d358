// The table of commands, in the order of `qinqing help`. A module is imported only when its command is named, so that
// `qinqing draw` does not load the database driver.
import type { Command } from './command.ts'

/** Name on the command line → how to load its module. To add a command, add a line. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  import: () => import('./import.ts'),
  check: () => import('./check.ts'),
  budget: () => import('./budget.ts'),
  draw: () => import('./draw.ts'),
  seats: () => import('./seats.ts'),
  verify: () => import('./verify.ts'),
  witness: () => import('./witness.ts'),
}
