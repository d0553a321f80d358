// Draws held on a real database for the tests of this desk: two parties, two holders of escrow with keys of their own, and a
// clock that is set.

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { DrawPlan } from '#engines/draw/conduct.ts'
import { KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import type { Role as Party } from '#engines/draw/message.ts'
import { commitment } from '#engines/draw/steps.ts'
import type { TrustTexts } from '#kernel/log/checkpoint.ts'
import type { Role } from '#kernel/unit/role.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import type { TestDatabase } from '../../../test/support/database.ts'
import { type DrawAct, type Draws, type DrawView, openDraws } from './draws.ts'
import type { Officer } from './holders.ts'
import { publicDraws } from './public.ts'

export const DISTRICT = '350598'
const START = '2026-02-27T02:00:00Z'
const FREEZE_AT = '2026-03-01T12:00:00Z'
export const PLAN: DrawPlan = {
  project: '350598-XM-2026-017 测绘',
  purpose: 'formal',
  rule: '一家一签，签号从小到大排。',
  ...{ k: 1, reserve: 2, minimum: 3, freezeAt: FREEZE_AT },
  beacons: [
    { type: 'cwl-kl8', issue: '2026052' },
    { type: 'cwl-kl8', issue: '2026053' },
  ],
  fallback: [{ type: 'cwl-kl8', issue: '2026054' }],
  voidReasons: ['项目被依法取消'],
}
export const officer = (id: string, role: Role, standsInFor?: string): Officer => ({
  ...{ kind: 'officer', id, name: `${id}某` },
  posts: [{ role, unit: 'bureau', ...(standsInFor && { standsInFor: { id: standsInFor, name: '' } }) }],
})
export const operator = officer('赵', 'bureau.market')
export const notary = officer('钱', 'bureau.notary')
export const head = officer('孙', 'bureau.head')
export const supervisor = officer('李', 'bureau.supervisor')
export const IDS = ['91350598MA0000001X', '91350598MA0000002X', '91350598MA0000003X', '91350598MA0000004X']
export const secretOf = (party: Party): string => Buffer.from(sha256(Buffer.from(party))).toString('hex')
/** Each holder's own key, made once: nobody else has its file. */
const KEYS = await Promise.all(
  [head, supervisor].map(async ({ id }) => {
    const identity = await generateX25519Identity()
    return { id, identity, recipient: await identityToRecipient(identity) }
  }),
)
export const keyOf = ({ id }: Officer) => KEYS.find((key) => key.id === id)!

/** A party's act at its own desk: the secret leaves it only sealed to these keys. */
export async function sealing(
  party: Party,
  drawId: string,
  recipients: readonly string[] = KEYS.map(({ recipient }) => recipient),
): Promise<DrawAct> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const copy = armor.encode(await encrypter.encrypt(`${secretOf(party)}\n`))
  return { act: 'seal', party, copy, recipients, commitment: commitment(party, drawId, secretOf(party), sha256) }
}

/** What a holder finds in its copy. */
export async function opened(copy: string, who: Officer): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(keyOf(who).identity)
  return (await decrypter.decrypt(armor.decode(copy), 'text')).trim()
}

export interface World {
  readonly draws: Draws
  readonly db: TestDatabase
  readonly published: ReturnType<typeof publicDraws>
  goTo(instant: string): void
  /** Gives an act on the draw as it is; the code it is refused with, or null. */
  give(drawId: string, who: Officer, act: DrawAct): Promise<string | null>
  view(drawId: string): Promise<DrawView>
  /** A draw that was announced by both. */
  announced(changes?: Partial<DrawPlan>): Promise<string>
  /** A draw with four entrants and a frozen list, planned at `from`, an hour and a second after the usual freeze. */
  frozen(changes?: Partial<DrawPlan>, from?: string): Promise<string>
}

export function world(db: TestDatabase, trust: TrustTexts = { vkey: '', witnesses: [] }): World {
  let now = START
  const settings = { 'app.district': DISTRICT }
  const draws = openDraws({
    vault: vaultOf(createSecretKey(randomBytes(32)), { district: DISTRICT }),
    ...{ random: randomBytes, now: () => new Date(now) },
    ...{ appender: db.pool('qinqing_appender', 2, settings), staff: db.pool('qinqing_staff', 1, settings) },
    ...{ open: db.pool('qinqing_public', 1, settings), trust },
  })
  const published = publicDraws(db.pool('qinqing_public', 1, settings), DISTRICT)
  const view = async (drawId: string) => (await draws.view(drawId))!
  const give: World['give'] = async (drawId, who, act) => {
    const answer = await draws.act(drawId, who, act, (await view(drawId)).version)
    if (!('problem' in answer)) return null
    const { code, errors } = answer.problem
    return errors ? errors.map((one) => one.code).join() : code
  }
  const announced: World['announced'] = async (changes = {}) => {
    const planned = await draws.plan({ ...PLAN, ...changes })
    assert.ok('value' in planned)
    const { drawId } = planned.value
    for (const who of [head, supervisor]) {
      const known = (await draws.holders()).some(({ id }) => id === who.id)
      if (!known) assert.ok('value' in (await draws.registerKey(who, keyOf(who).recipient)))
    }
    assert.equal(await give(drawId, operator, await sealing('operator', drawId)), null)
    assert.equal(await give(drawId, notary, await sealing('notary', drawId)), null)
    return drawId
  }
  return {
    ...{ draws, db, published, view, give, announced },
    goTo: (instant) => {
      now = instant
    },
    async frozen(changes, from = START) {
      now = from
      const drawId = await announced(changes)
      assert.equal(await give(drawId, operator, { act: 'enrol', add: IDS.map((id) => ({ id })) }), null)
      for (const who of [head, supervisor]) assert.equal(await give(drawId, who, { act: 'hold' }), null)
      assert.equal(await give(drawId, operator, { act: 'freeze' }), null)
      now = '2026-03-01T13:00:01Z'
      return drawId
    },
  }
}

export const readings = (isFallback = false): DrawAct => ({
  ...{ act: 'read', isFallback },
  values: isFallback ? [SECOND_KL8] : [KL8, SECOND_KL8],
})
