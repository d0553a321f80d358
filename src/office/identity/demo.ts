// Demo mode: invented officers for every role, with passwords and authenticator secrets made at random at first start
// and kept in a file of the data folder, so that the start can print them. Never called in production.

import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Post } from '#kernel/case/actor.ts'
import { ROLES, type Role, type UnitLevel } from '#kernel/unit/role.ts'
import type { Unit } from '#kernel/unit/tree.ts'
import type { Http } from '#platform/http/server.ts'
import type { RandomBytes } from '#platform/vault/seal.ts'
import type { IdentityDesk } from './desk.ts'
import { makeOfficer, resetSignIn } from './officer.ts'
import { newTotpSecret, totpCode } from './totp.ts'

interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly posts: readonly Post[]
}

export interface DemoOfficer extends DemoAccount {
  readonly password: string
  readonly totpSecret: string
}

/** Two people must be able to approve, because one of them may have to stand back; two authors share a book. */
const HOLDERS: Partial<Record<Role, number>> = { 'bureau.approver': 2, 'bureau.author': 2 }

/** Family names of the invented officers, one a role. */
const FAMILY_NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施'

/**
 * The accounts a district of these units needs: one for each role of each town and of the bureau. Roles of villages are
 * held by one account a town, for all its villages.
 */
export function demoAccounts(units: readonly Unit[]): DemoAccount[] {
  return Object.entries(ROLES).flatMap(([name, { level, title, ...more }], i) => {
    const role = name as Role
    const own = 'unit' in more ? more.unit : undefined
    const offices = units.filter(
      (unit) => unit.level === (level === 'village' ? 'town' : level) && (own === undefined || unit.code === own),
    )
    return offices.flatMap((office) => {
      const held = level === 'village' ? units.filter((unit) => unit.parent === office.code) : [office]
      const place = level === 'bureau' ? [] : [office.code]
      return Array.from({ length: HOLDERS[role] ?? 1 }, (_, holder) => ({
        login: [role.replace('.', '-'), ...place, ...(holder > 0 ? [holder + 1] : [])].join('-'),
        name: `${FAMILY_NAMES[i % FAMILY_NAMES.length]}某${holder > 0 ? '二' : ''}（${titleAt(office, level, title)}）`,
        posts: held.map((unit) => ({ role, unit: unit.code })),
      }))
    })
  })
}

/** 洛阳镇窗口, 洛阳镇村代办员, 审批局负责人. */
function titleAt(office: Unit, level: UnitLevel, title: string): string {
  if (level === 'bureau') return title
  return office.name + title.replace(/^(乡镇|部门|教育|学校)/, '')
}

/**
 * Makes the accounts that are missing and returns all of them with their sign-ins, as the file has them. The file is
 * written before the accounts are made, so that a start cut short leaves no account nobody can use; when the file is
 * gone, the accounts get new sign-ins.
 */
export async function demoOfficers(
  desk: IdentityDesk,
  units: readonly Unit[],
  file: string,
): Promise<readonly DemoOfficer[]> {
  const kept = await readSignIns(file)
  const officers = kept ?? demoAccounts(units).map((account) => withSignIn(account, desk.random))
  if (!kept) await writeSignIns(file, officers)
  const { rows } = await desk.pool.query<{ login: string }>('select login from officer where district = $1', [
    desk.district,
  ])
  const known = new Set(rows.map((row) => row.login))
  await Promise.all(
    officers.map(async (officer) => {
      if (known.has(officer.login)) return kept ? undefined : resetSignIn(desk, officer)
      const made = await makeOfficer(desk, officer)
      if ('problem' in made) throw new Error(`the demo account ${officer.login} cannot be made: ${made.problem.code}`)
    }),
  )
  return officers
}

function withSignIn(account: DemoAccount, random: RandomBytes): DemoOfficer {
  return { ...account, password: demoPassword(random), totpSecret: newTotpSecret(random) }
}

/** Shows the sign-ins and the codes of this moment to anybody who asks: the point of a demo, and never in production. */
export function registerDemo(app: Http, officers: readonly DemoOfficer[], now: () => Date): void {
  const schema = { summary: '演示账号和此刻的动态码（仅演示模式）', tags: ['登录'] }
  app.get('/api/demo/sign-ins', { config: { policy: 'public' }, schema }, async () =>
    officers.map(({ totpSecret, ...officer }) => ({ ...officer, ...totpCode(totpSecret, now()) })),
  )
}

/** Letters and digits that are not mistaken for one another, four groups: about 90 bits, three kinds of characters. */
function demoPassword(random: RandomBytes): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = (): string => Array.from(random(5), (byte) => letters[byte % letters.length]).join('')
  const words = [group(), group(), group()]
  return `${words.join('-')}-Q7`
}

async function readSignIns(file: string): Promise<DemoOfficer[] | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoOfficer[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read; delete it together with the demo's data folder`, { cause: error })
  }
}

async function writeSignIns(file: string, officers: readonly DemoOfficer[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(JSON.stringify(officers, null, 2))
    await handle.sync()
  } finally {
    await handle.close()
  }
}
