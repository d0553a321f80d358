// `qinqing`: finds the command, runs it, and turns every way it can end into an exit code. Called by bin/qinqing.mjs.
import { reasonsOf } from '#platform/process.ts'
import { type Command, type CommandIo, EXIT, UsageError } from './command.ts'
import { COMMANDS } from './commands.ts'

/** Name → loader, as in commands.ts; tests hand in their own. */
export type CommandTable = Readonly<Record<string, () => Promise<Command>>>

/** Runs one command line (without `node` and the script) to its exit code; never throws. */
export async function main(argv: readonly string[], io: CommandIo, commands: CommandTable = COMMANDS): Promise<number> {
  const [name = 'help', ...args] = argv
  try {
    if (name === 'help' || name === '--help' || name === '-h') return await help(args, io, commands)
    const command = await load(name, commands)
    if (args.includes('--help') || args.includes('-h')) return await help([name], io, commands)
    return await run(command, args, io)
  } catch (error) {
    if (!isUsageError(error)) throw error
    io.stderr.write(`qinqing: ${error.message}\nRun “qinqing help” for the list of commands.\n`)
    return EXIT.usage
  }
}

async function run(command: Command, args: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await command.run(args, io)
  } catch (error) {
    if (isUsageError(error)) {
      io.stderr.write(`qinqing ${command.name}: ${error.message}\n\n${synopsis(command)}\n`)
      return EXIT.usage
    }
    io.stderr.write(`qinqing ${command.name}: ${io.env.QINQING_DEBUG ? (error as Error).stack : reasonsOf(error)}\n`)
    return EXIT.fault
  }
}

async function help(args: readonly string[], io: CommandIo, commands: CommandTable): Promise<number> {
  if (args.length > 1) throw new UsageError('help takes one command name')
  const [name] = args
  io.stdout.write(name === undefined ? await overview(commands) : `${(await load(name, commands)).manual.trim()}\n`)
  return EXIT.ok
}

async function load(name: string, commands: CommandTable): Promise<Command> {
  const loader = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!loader) throw new UsageError(`there is no command “${name}”`)
  return loader()
}

async function overview(commands: CommandTable): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((loader) => loader()))
  const width = Math.max(0, ...all.map(({ name }) => name.length))
  const list = all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')
  return `${OVERVIEW.replace('LIST', list).trim()}\n`
}

const OVERVIEW = `
qinqing 亲清 — an open one-stop government-service platform, on the command line

SYNOPSIS
  qinqing <command> [options]
  qinqing help [command]

COMMANDS
LIST

ENVIRONMENT
  QINQING_DATA   the data folder (.data); a command that needs the database uses the one running there,
                 or starts it for itself and stops it at the end
  DATABASE_URL   use this PostgreSQL (15 or later) instead of the embedded one
  QINQING_DEBUG  print the whole trace of a fault

EXIT CODES
  0  done, everything holds
  1  a fault: database, disk, a bug
  2  the command line is wrong
  3  something that was checked does not hold
`

/** The command's manual up to its second heading: how it is called. */
function synopsis({ manual }: Command): string {
  const [, call = manual] = /SYNOPSIS\n([\s\S]*?)(?:\n\n|$)/.exec(manual) ?? []
  return `usage:\n${call.trimEnd()}`
}

/** node:util's parseArgs says what is wrong with a flag by throwing codes of this beginning. */
function isUsageError(error: unknown): error is Error {
  return error instanceof UsageError || String((error as NodeJS.ErrnoException)?.code).startsWith('ERR_PARSE_ARGS_')
}

if (import.meta.main) {
  const { stdout, stderr, env } = process
  // A reader that stops early (`qinqing … | head`) is not a fault.
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.fault))
  process.exitCode = await main(process.argv.slice(2), { stdout, stderr, env, cwd: process.cwd(), isTTY: stderr.isTTY })
}
