// What a command of `qinqing` is. Each command is one module whose exports (`name`, `summary`, `manual`, `run`) are a
// `Command`; it is loaded only when it is called (src/cli/commands.ts), and touches the outside only through
// `CommandIo`, so that tests run it in process.

/** What a command may touch besides its arguments. */
export interface CommandIo {
  /** The result, and nothing else: with `--json` another program reads it. */
  readonly stdout: Output
  /** Progress, hints and complaints, for a person. */
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  /** Relative file arguments start here. */
  readonly cwd: string
  /** Whether a person watches `stderr`: progress is drawn only then. */
  readonly isTTY: boolean
}

/** The part of a writable stream a command needs; `process.stdout` is one. */
export interface Output {
  write(text: string): unknown
}

/** How every command ends. */
export const EXIT = {
  ok: 0,
  /** Something outside the caller's hands broke: database, disk, a bug. */
  fault: 1,
  /** The command line is wrong; stderr says how to call it. */
  usage: 2,
  /** Everything ran, and what was checked does not hold. */
  unverified: 3,
} as const

/** One command: its name on the command line, one line for the list, its manual page, and the act. */
export interface Command {
  readonly name: string
  /** One line, without a full stop, for `qinqing help`. */
  readonly summary: string
  /** The whole page of `qinqing help <name>`: synopsis, what it does, options, exit codes, an example. */
  readonly manual: string
  /**
   * Runs with the arguments after the command's name; resolves to the exit code.
   * Throws `UsageError` for a wrong command line (node:util parseArgs errors count as such), anything else is a fault.
   */
  run(args: readonly string[], io: CommandIo): Promise<number>
}

/** The command line cannot be understood: answered with exit code 2 and the command's synopsis. */
export class UsageError extends Error {
  override name = 'UsageError'
}
