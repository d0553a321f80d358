// The environment, read once: one frozen value, or every problem at once. The only file that knows the names of the
// environment variables. Called by server.ts and by the commands of src/cli.
import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** What one installation is told from outside. Secrets stay in here: never log the whole value. */
export interface Config {
  /** `demo`: invented people, printed sign-ins, a sandbox for identity. `production`: nothing of it, and no defaults for what matters. */
  readonly mode: 'demo' | 'production'
  readonly host: string
  /** 0 asks the system for a free port. */
  readonly port: number
  /** The address people type, without a slash at the end; links, QR codes and sign-in redirects begin with it. */
  readonly baseUrl: string
  /** Absolute path of the data folder: database, files, keys. */
  readonly dataFolder: string
  /** A PostgreSQL of one's own; undefined: the embedded one in the data folder. */
  readonly databaseUrl: string | undefined
  /** 32 bytes in base64; undefined: the file `keys/master` in the data folder. */
  readonly masterKey: string | undefined
  /** `SM2`: documents are signed a second time by the national algorithm, in software that is no certified module. */
  readonly secondSignature: 'none' | 'SM2'
  /** The OpenID Connect provider that vouches for people; undefined in a demo: the sandbox. */
  readonly oidc: { readonly issuer: URL; readonly clientId: string; readonly clientSecret: string } | undefined
  /** Addresses and networks of the proxies in front, whose forwarded addresses are believed. */
  readonly trustProxy: readonly string[]
  /** Who cosigns the public log's heads: verifier key and address of each. */
  readonly witnesses: readonly { readonly key: string; readonly url: string }[]
  /** File that remembers the head last signed, best on another disk than the database; undefined: in the data folder. */
  readonly logLock: string | undefined
  /** The server mail goes out by, `smtp://user:password@host:587`, and the sender people see; undefined: no mail is sent. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  /** A demo too asks whoever signs to confirm it; production always does. */
  readonly confirmsInDemo: boolean
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error'
}

export type Environment = Readonly<Record<string, string | undefined>>

/** One variable that cannot be used, and how to mend it. */
export interface ConfigProblem {
  readonly variable: string
  readonly text: string
}

/** Every problem of the environment, in one message. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(`the settings cannot be used:\n${problems.map(({ variable, text }) => `  ${variable}: ${text}`).join('\n')}`)
    this.problems = problems
  }
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * Reads the settings; an empty variable counts as not set.
 * Throws: `ConfigError` with all problems.
 */
export function readConfig(env: Environment = process.env, cwd: string = process.cwd()): Config {
  const problems: ConfigProblem[] = []
  const blame = (variable: string, text: string): undefined => void problems.push({ variable, text })
  const get = (variable: string): string | undefined => env[variable]?.trim() || undefined

  const mode = oneOf(['demo', 'production'], get('QINQING_MODE')) ?? blame('QINQING_MODE', 'must be demo or production')
  const host = get('HOST') ?? '127.0.0.1'
  const port = portOf(get('PORT') ?? '8080') ?? blame('PORT', `must be a number from 0 to 65535, not “${get('PORT')}”`)
  const config = {
    mode: mode ?? 'demo',
    host,
    port: port ?? 0,
    baseUrl: httpUrl(get('BASE_URL') ?? `http://${LOOPBACK.has(host) ? 'localhost' : urlHost(host)}:${port ?? 0}`),
    dataFolder: resolve(cwd, get('QINQING_DATA') ?? '.data'),
    databaseUrl: get('DATABASE_URL'),
    masterKey: get('QINQING_MASTER_KEY'),
    secondSignature: oneOf(['none', 'SM2'], get('QINQING_SECOND_SIGNATURE')),
    oidc: oidcOf(get, blame),
    trustProxy: (get('TRUST_PROXY') ?? '').split(',').flatMap((one) => one.trim() || []),
    witnesses: (get('QINQING_WITNESSES') ?? '').split(',').flatMap((one) => witnessOf(one.trim(), blame) ?? []),
    logLock: get('QINQING_LOG_LOCK') && resolve(cwd, get('QINQING_LOG_LOCK') ?? ''),
    smtp: smtpOf(get, blame),
    confirmsInDemo: oneOf(['no', 'yes'], get('QINQING_CONFIRM')) === 'yes',
    logLevel: oneOf(['info', 'debug', 'warn', 'error'], get('QINQING_LOG')),
  }
  if (!config.baseUrl) blame('BASE_URL', 'must be an address like https://example.gov.cn, without path or query')
  if (!config.secondSignature) blame('QINQING_SECOND_SIGNATURE', 'must be none or SM2')
  if (!oneOf(['no', 'yes'], get('QINQING_CONFIRM'))) blame('QINQING_CONFIRM', 'must be yes or no')
  if (mode === 'production' && get('QINQING_CONFIRM') === 'no') {
    blame('QINQING_CONFIRM', 'production always asks whoever signs to confirm it')
  }
  if (!config.logLevel) blame('QINQING_LOG', 'must be debug, info, warn or error')
  if (config.databaseUrl && !/^postgres(ql)?:\/\//.test(config.databaseUrl)) {
    blame('DATABASE_URL', 'must be an address like postgres://owner:password@host/database')
  }
  if (config.masterKey && Buffer.from(config.masterKey, 'base64').length !== 32) {
    blame('QINQING_MASTER_KEY', 'must be 32 bytes in base64; make one with: openssl rand -base64 32')
  }
  if (!config.trustProxy.every(isNetwork)) {
    blame(
      'TRUST_PROXY',
      'must be the addresses or networks of your proxies, like 10.0.0.7 or 10.0.0.0/8, with commas between',
    )
  }
  if (get('NODE_ENV') === 'production' && !get('QINQING_MODE')) {
    blame('QINQING_MODE', 'NODE_ENV says production: say QINQING_MODE=production, or demo if a demo is what you want')
  }
  if (config.mode === 'production') requireForProduction(get, config.baseUrl, blame)
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze(config as Config)
}

/** What a production start may not leave to a default. */
function requireForProduction(
  get: (variable: string) => string | undefined,
  baseUrl: string | undefined,
  blame: (variable: string, text: string) => undefined,
): void {
  if (!get('QINQING_DATA')) blame('QINQING_DATA', 'production needs the data folder said out loud, an absolute path')
  else if (!get('QINQING_DATA')?.startsWith('/')) blame('QINQING_DATA', 'must be an absolute path in production')
  if (!get('OIDC_ISSUER')) blame('OIDC_ISSUER', 'production needs the address of the OpenID Connect provider')
  if (!get('BASE_URL')) blame('BASE_URL', 'production needs the public address')
  else if (baseUrl && !baseUrl.startsWith('https:')) blame('BASE_URL', 'must begin with https in production')
}

/** All three settings of the provider, or none of them. */
function oidcOf(
  get: (variable: string) => string | undefined,
  blame: (variable: string, text: string) => undefined,
): Config['oidc'] {
  const [address, clientId, clientSecret] = [get('OIDC_ISSUER'), get('OIDC_CLIENT_ID'), get('OIDC_CLIENT_SECRET')]
  if (address === undefined && clientId === undefined && clientSecret === undefined) return undefined
  const issuer = URL.parse(address ?? '')
  if (issuer?.protocol !== 'https:') blame('OIDC_ISSUER', 'must be the https address of the provider')
  if (clientId === undefined) blame('OIDC_CLIENT_ID', 'must be given with OIDC_ISSUER')
  if (clientSecret === undefined) blame('OIDC_CLIENT_SECRET', 'must be given with OIDC_ISSUER')
  return issuer && clientId !== undefined && clientSecret !== undefined ? { issuer, clientId, clientSecret } : undefined
}

/** Where mail goes out. */
function smtpOf(
  get: (variable: string) => string | undefined,
  blame: (variable: string, text: string) => undefined,
): Config['smtp'] {
  const [url, from] = [get('SMTP_URL'), get('SMTP_FROM')]
  if (url === undefined && from === undefined) return undefined
  // What stands in the address may be a password: it is not repeated.
  if (!/^smtps?:$/.test(URL.parse(url ?? '')?.protocol ?? ''))
    blame('SMTP_URL', 'must be smtp:// or smtps://user:password@host:port')
  if (!/^[^@\s]+@[^@\s]+$|<[^@\s]+@[^@\s]+>$/.test(from ?? ''))
    blame('SMTP_FROM', 'must be an address, or “Name <address>”')
  return url !== undefined && from !== undefined ? { url, from } : undefined
}

/** `KEY ADDRESS`, as a witness prints it. */
function witnessOf(
  text: string,
  blame: (variable: string, text: string) => undefined,
): Config['witnesses'][number] | undefined {
  if (text === '') return undefined
  const [key = '', url = '', ...more] = text.split(/\s+/)
  const isWhole =
    more.length === 0 && /^[^+]+\+[0-9a-f]{8}\+\S+$/.test(key) && /^https?:$/.test(URL.parse(url)?.protocol ?? '')
  if (isWhole) return { key, url }
  return blame('QINQING_WITNESSES', `must be “KEY ADDRESS” of each witness, with commas between, not “${text}”`)
}

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`: never “everybody”, which would let anybody choose their own address. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  return (
    isIP(address) > 0 &&
    more.length === 0 &&
    (length === undefined || (/^[1-9]\d*$/.test(length) && Number(length) <= bits))
  )
}

function portOf(text: string): number | undefined {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : undefined
}

/** The value if it is one of the known, the first of them when nothing was said. */
function oneOf<const T extends string>(known: readonly T[], value: string | undefined): T | undefined {
  return value === undefined ? known[0] : known.find((name) => name === value)
}

function httpUrl(text: string): string | undefined {
  const url = URL.parse(text)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash
  return isPlain && !url.username ? url.origin : undefined
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
