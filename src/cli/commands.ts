// The table of commands, in the order of `qinqing help`. A module is imported only when its command is named,
// so that `qinqing help` does not load the database driver. Its module exports a `Command` named `command`.
import type { Command } from './command.ts'

/** Name on the command line → how to load it. To add a command, add a line. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {}
