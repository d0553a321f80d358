// What a staff password must be, and its hash. Called when an account is made, when a password is changed, and at sign-in.

import { hash, verify } from '@node-rs/argon2'

export type PasswordFault = 'TOO_SHORT' | 'TOO_LONG' | 'TOO_FEW_KINDS' | 'TOO_COMMON' | 'CONTAINS_LOGIN'

export const PASSWORD_FAULTS: Record<PasswordFault, string> = {
  TOO_SHORT: '密码至少要 10 个字符。',
  TOO_LONG: '密码最多 128 个字符。',
  TOO_FEW_KINDS: '请至少用上大写字母、小写字母、数字、符号四类中的三类。',
  TOO_COMMON: '这个密码太常见，容易被猜到。',
  CONTAINS_LOGIN: '密码里不能包含账号名。',
}

/**
 * Stems of the passwords most often found in public leaks and of those that fit every rule by habit. A password is
 * common when it is a stem once trailing digits and signs, letter case and the usual letter swaps are taken away.
 */
const COMMON_STEMS = new Set(
  (
    'password passwort passw admin administrator root welcome qwerty qwertyuiop qwer qazwsx qazwsxedc asdf asdfgh ' +
    'asdfghjkl zxcvbn zxcvbnm letmein iloveyou woaini abc abcd abcdef abcdefg aa aaa abcabc changeme default guest ' +
    'test tester user login master monkey dragon football baseball superman sunshine princess shadow michael ' +
    'huawei lenovo china zhongguo beijing shanghai fujian quanzhou xiamen taiwan qinqing government xingzheng ' +
    'shenpi zhengwu system spring summer autumn winter hello secret pass qq wechat weixin alibaba taobao'
  ).split(' '),
)

const SWAPS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/**
 * Why a password may not be used, or null. At least 10 characters, three of four kinds, not common, without the login.
 * Source: GB/T 22239-2019 8.1.4.1 a (complexity of identification information at level 3).
 */
export function passwordFault(password: string, login: string): PasswordFault | null {
  const characters = [...password]
  if (characters.length < 10) return 'TOO_SHORT'
  if (characters.length > 128) return 'TOO_LONG'
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password))
  if (kinds.length < 3) return 'TOO_FEW_KINDS'
  if (isCommon(password)) return 'TOO_COMMON'
  if (login.length >= 3 && password.toLowerCase().includes(login.toLowerCase())) return 'CONTAINS_LOGIN'
  return null
}

function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  if (new Set(lower).size < 5) return true
  const bare = lower.replace(/^\P{L}+|\P{L}+$/gu, '')
  const swapped = lower
    .replace(/\P{L}+$/u, '')
    .replace(/[013457@$!]/g, (sign) => SWAPS[sign]!)
    .replace(/\P{L}/gu, '')
  return COMMON_STEMS.has(bare) || COMMON_STEMS.has(swapped)
}

/** argon2id with 19 MiB and two passes (OWASP's first choice). Cost: some 40 ms of a core, off the main thread. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST)
}

/** A hash nothing matches, so that an unknown account costs the same time as a known one. */
let nobody: Promise<string> | undefined

/** Whether the password is the one behind the hash. Without a hash it takes as long and says no. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this account')
  const matches = await verify(stored ?? (await nobody), password.normalize('NFKC'))
  return stored !== undefined && matches
}
