// Structured logs: one JSON object a line, or short text on a terminal. Only the fields named here are ever written, so
// that personal data cannot slip in by spreading an object. Made by server.ts and the commands, handed on as an argument.

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const

export type LogLevel = keyof typeof LEVELS

/**
 * The allow-list: facts about the machinery, and `ref`, the public number of the thing concerned (a case number), of the
 * `kind` named beside it; never a name, number or text of a person.
 */
const FIELDS = [
  'ref',
  'kind',
  'event',
  'seq',
  'job',
  'code',
  'reason',
  'requestId',
  'method',
  'route',
  'status',
  'ms',
  'count',
  'bytes',
  'port',
  'address',
  'pid',
  'signal',
  'role',
  'database',
  'migration',
  'version',
  'folder',
  'file',
  'line',
  'part',
] as const

export type LogFields = { readonly [K in (typeof FIELDS)[number]]?: string | number | bigint | boolean | undefined } & {
  /** Whatever was thrown: its names, codes, cleaned messages and stack go in, its data does not. */
  readonly error?: unknown
}

export interface Log {
  debug(text: string, fields?: LogFields): void
  info(text: string, fields?: LogFields): void
  warn(text: string, fields?: LogFields): void
  error(text: string, fields?: LogFields): void
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log
}

export interface LogOptions {
  readonly write: (line: string) => unknown
  readonly level?: LogLevel
  /** `human` for a terminal. */
  readonly format?: 'json' | 'human'
  readonly now?: () => Date
}

/** A log that writes whole lines through `write`. */
export function createLog({ write, level = 'info', format = 'json', now = () => new Date() }: LogOptions): Log {
  const render = format === 'json' ? jsonLine : humanLine
  const bound = (always: LogFields): Log => {
    const at =
      (name: LogLevel) =>
      (text: string, fields: LogFields = {}) => {
        if (LEVELS[name] < LEVELS[level]) return
        write(render(now(), name, withoutNumbers(text), allowed({ ...always, ...fields })))
      }
    const more = (fields: LogFields) => bound({ ...always, ...fields })
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), with: more }
  }
  return bound({})
}

/** A log for tests and tools that have nothing to say. */
export const silentLog: Log = createLog({ write: () => undefined, level: 'error' })

type Written = Record<string, unknown>

/** Keeps the allowed fields; of the others only the names, so that the mistake is seen and the data is not. */
function allowed(fields: LogFields): Written {
  const written: Written = {}
  const dropped: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (name === 'error') written.error = describeError(value)
    else if (!(FIELDS as readonly string[]).includes(name) || typeof value === 'object') dropped.push(name)
    else
      written[name] =
        typeof value === 'string' ? withoutNumbers(value) : typeof value === 'bigint' ? Number(value) : value
  }
  return dropped.length > 0 ? { ...written, dropped } : written
}

/**
 * What is safe to keep of an error. PostgreSQL's messages of class 22 (bad data) and JSON's syntax errors quote the input,
 * so only their codes are kept; PostgreSQL's `detail` and `where` quote rows and are never kept.
 */
function describeError(error: unknown, depth = 0): Written {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown }
  const quotesInput = error instanceof SyntaxError || (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code))
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(typeof table === 'string' && { table }),
    ...(!quotesInput && { message: withoutNumbers(error.message) }),
    ...(stack?.length && { stack: stack.slice(0, 12).map((line) => line.trim()) }),
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** Blots out what could be an identity, telephone, bank or credit code: runs of 11 or more digits and capitals. */
function withoutNumbers(text: string): string {
  return text.replace(/(?<![\w-])(?=\d{5})[\dA-Z]{11,}(?![\w-])/gi, '▒▒▒')
}

function jsonLine(time: Date, level: LogLevel, text: string, fields: Written): string {
  return `${JSON.stringify({ time: time.toISOString(), level, text, ...fields })}\n`
}

const COLOURS = { debug: 90, info: 36, warn: 33, error: 31 } as const

function humanLine(time: Date, level: LogLevel, text: string, { error, ...fields }: Written): string {
  const clock = time.toTimeString().slice(0, 8)
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`)
  return `\x1b[${COLOURS[level]}m${clock} ${level.padEnd(5)}\x1b[0m ${text}${rest.join('')}${error ? humanError(error as Written) : ''}\n`
}

function humanError({ name, code, message, stack, cause }: Written, indent = '  '): string {
  const head = `\n${indent}${[name, code, message].filter(Boolean).join(' ')}`
  const frames = ((stack as string[] | undefined) ?? []).slice(0, 4).map((frame) => `\n${indent}  ${frame}`)
  return head + frames.join('') + (cause ? humanError(cause as Written, `${indent}  `) : '')
}
