// The machines as the composition root opens them: their register, the codes that start them, what they say of themselves,
// and who waits at one for help. What a page may know of a machine is asked here by its code.

import { createHmac } from 'node:crypto'
import type { Pool } from 'pg'
import {
  type Beat,
  FAULTS,
  type Fault,
  type Kiosk,
  type KioskAct,
  type KioskState,
  kioskAfter,
  kioskState,
  kioskToken,
  type Repairs,
  readKioskToken,
  repairsOf,
  type Said,
} from '#engines/place/kiosk.ts'
import type { Officer } from '#kernel/case/actor.ts'
import { type ActStore, actStore, type Item, type RegisterAct } from '#office/registers/act-store.ts'
import type { Problem } from '#platform/http/problem.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { placeProblem } from './refusal.ts'

type Answer<Value> = { readonly value: Value } | { readonly problem: Problem }

export interface KioskDesk {
  readonly kiosks: ActStore<Kiosk, KioskAct>
  readonly now: () => Date
  /** The code that starts a machine. */
  tokenOf(no: string, edition: number): string
  /** The machine of a code in force, and what it last said. Cost: two look-ups by key. */
  of(token: string): Promise<Heard | undefined>
  /** Every machine, with what it last said. */
  all(): Promise<readonly Heard[]>
  /** Keeps what a machine says; a fault that begins or ends becomes an act of its history. */
  say(machine: Heard, said: Said): Promise<void>
  /** Somebody waits for help, or has been helped. */
  call(no: string, isWaiting: boolean): Promise<void>
}

/** A machine with what it last said. */
export interface Heard extends Item<Kiosk, KioskAct> {
  readonly beat: Beat | undefined
  readonly calledAt: string | null
}

export interface KiosksOptions {
  readonly vault: Vault
  readonly now: () => Date
  /** As qinqing_appender in the district. */
  readonly write: Pool
  /** First machines of a demonstration, by number. */
  readonly samples: ReadonlyMap<string, Kiosk>
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SEAL_SIGNS = 26
const MOST_AT_ONCE = 5
const BEAT = `kiosk, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, paper, toner, fault,
  to_char(called_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "calledAt"`

type BeatRow = Beat & { readonly kiosk: string; readonly calledAt: string | null }

export async function openKiosks({ vault, now, write, samples }: KiosksOptions): Promise<KioskDesk> {
  const { district } = vault
  const key = vault.keyFor('kiosk-code')
  const sealOf = (text: string): string =>
    [...createHmac('sha256', key).update(text).digest().subarray(0, SEAL_SIGNS)]
      .map((byte) => ALPHABET[byte % ALPHABET.length])
      .join('')
  const kiosks = actStore<Kiosk, KioskAct>({ write, district }, 'kiosk')
  await kiosks.load(
    [...samples].map(([item, content]) => ({
      ...{ seq: 1, type: 'register', at: now().toISOString(), officer: 'system', officerName: '示例设备' },
      ...{ note: '示例数据', item, content },
    })),
  )
  const beats = async (no?: string): Promise<ReadonlyMap<string, BeatRow>> => {
    const text = `select ${BEAT} from kiosk_beat where district = $1 and ($2::text is null or kiosk = $2)`
    const { rows } = await write.query<BeatRow>(text, [district, no ?? null])
    return new Map(rows.map((row) => [row.kiosk, row]))
  }
  const heard = (item: Item<Kiosk, KioskAct>, row: BeatRow | undefined): Heard => {
    if (!row) return { ...item, beat: undefined, calledAt: null }
    const { at, paper, toner, fault, calledAt } = row
    return { ...item, beat: { at, paper, toner, fault }, calledAt }
  }
  return {
    kiosks,
    now,
    tokenOf: (no, edition) => kioskToken(no, edition, sealOf),
    async of(token) {
      const read = readKioskToken(token, sealOf)
      if (!read) return undefined
      const [item, said] = await Promise.all([kiosks.find(read.no), beats(read.no)])
      if (!item || item.content.edition !== read.edition || item.content.status === 'retired') return undefined
      return heard(item, said.get(read.no))
    },
    async all() {
      const [items, said] = await Promise.all([kiosks.all(), beats()])
      return items.map((item) => heard(item, said.get(item.item)))
    },
    async say({ item, beat, last }, { paper, toner, fault }) {
      await write.query(
        `insert into kiosk_beat as b (district, kiosk, at, paper, toner, fault)
         values ($1, $2, $3, $4, $5, coalesce($6, ''))
         on conflict (district, kiosk) do update set at = excluded.at, paper = coalesce($4, b.paper),
           toner = coalesce($5, b.toner), fault = coalesce($6, b.fault)`,
        [district, item, now(), paper ?? null, toner ?? null, fault ?? null],
      )
      if (fault === undefined || fault === (beat?.fault ?? '')) return
      const by = { officer: 'system', officerName: '机器自己', at: now().toISOString() }
      const act = { type: fault === '' ? 'clear' : 'fault', note: faultText(fault) } as const
      // An officer may write at the same moment: then it comes after.
      for (let seq = last.seq + 1; seq <= last.seq + MOST_AT_ONCE; seq += 1) {
        if ((await kiosks.append({ ...by, ...act, seq, item })) === 'appended') return
      }
    },
    async call(no, isWaiting) {
      await write.query('update kiosk_beat set called_at = $3 where district = $1 and kiosk = $2', [
        district,
        no,
        isWaiting ? now() : null,
      ])
    },
  }
}

/** What an officer may change of a machine; a new one has all of it. */
export interface SentKiosk {
  readonly point?: string
  readonly name?: string
  readonly matters?: readonly string[]
}

/** What a step needs to know beside the register. */
export interface KioskWorld {
  /** Whether there is such a service point. */
  isPoint(id: string): Promise<boolean>
  /** Guides of what machines may do at all. */
  matters(): Promise<ReadonlySet<string>>
}

/** Registers a machine and answers its number. */
export async function registerKiosk(
  desk: KioskDesk,
  world: KioskWorld,
  officer: Officer,
  sent: Required<SentKiosk>,
): Promise<Answer<{ readonly no: string }>> {
  const problem = await problemOf(world, sent)
  if (problem) return { problem }
  const taken = (await desk.kiosks.all()).map(({ item }) => Number(item.slice(2)))
  const no = `K-${String(Math.max(0, ...taken) + 1).padStart(4, '0')}`
  const kiosk: Kiosk = { ...sent, status: 'active', edition: 1 }
  const outcome = await desk.kiosks.append({ ...actBy(desk, officer, 1, 'register', ''), item: no, content: kiosk })
  return outcome === 'moved' ? { problem: placeProblem('PLACE_MOVED') } : { value: { no } }
}

/** Takes a machine a step on. */
export async function kioskStep(
  desk: KioskDesk,
  world: KioskWorld,
  officer: Officer,
  {
    no,
    act,
    seen,
    note,
    ...sent
  }: SentKiosk & {
    readonly no: string
    readonly act: Exclude<KioskAct, 'register' | 'fault' | 'clear'>
    readonly seen: number
    readonly note: string
  },
): Promise<Answer<RegisterAct>> {
  const before = await desk.kiosks.find(no)
  if (!before) return { problem: placeProblem('KIOSK_NOT_FOUND') }
  const after = kioskAfter(before.content, act)
  if (!after) return { problem: placeProblem('KIOSK_STAGE') }
  const problem = await problemOf(world, sent)
  if (problem) return { problem }
  if (seen !== before.last.seq) return { problem: placeProblem('PLACE_MOVED') }
  const done = actBy(desk, officer, seen + 1, act, note)
  const outcome = await desk.kiosks.append({
    ...done,
    item: no,
    content: act === 'change' ? { ...after, ...sent } : after,
  })
  if (outcome === 'moved') return { problem: placeProblem('PLACE_MOVED') }
  // What the machine complained of is what was repaired; it complains again if it was not.
  if (act === 'fixed') await clearFault(desk, no)
  return { value: done }
}

async function clearFault(desk: KioskDesk, no: string): Promise<void> {
  const machine = (await desk.all()).find(({ item }) => item === no)
  if (machine?.beat && machine.beat.fault !== '') await desk.say(machine, { fault: '' })
}

async function problemOf(world: KioskWorld, { point, matters }: SentKiosk): Promise<Problem | undefined> {
  if (point !== undefined && !(await world.isPoint(point))) return placeProblem('KIOSK_POINT')
  if (matters === undefined) return undefined
  const possible = await world.matters()
  const wrong = matters.filter((slug) => !possible.has(slug))
  return wrong.length > 0 ? placeProblem('KIOSK_MATTER', wrong.slice(0, 5).join('、')) : undefined
}

const actBy = (
  desk: KioskDesk,
  officer: Pick<Officer, 'id' | 'name'>,
  seq: number,
  type: KioskAct,
  note: string,
): RegisterAct<KioskAct> => ({
  ...{ seq, type, at: desk.now().toISOString(), officer: officer.id, officerName: officer.name, note },
})

/** A machine as officers see it. */
export interface KioskRow {
  readonly no: string
  readonly seq: number
  readonly kiosk: Kiosk
  readonly state: KioskState
  readonly beat: Beat | null
  readonly fault: string
  readonly calledAt: string | null
  readonly history: readonly RegisterAct<KioskAct>[]
}

/** Every machine, how many distinct matters are enabled on them, and how repairs went. */
export async function kioskRows(desk: KioskDesk): Promise<{
  readonly kiosks: readonly KioskRow[]
  readonly matters: number
  readonly repairs: Repairs
}> {
  const now = desk.now()
  const kiosks = await Promise.all(
    (await desk.all()).map(async ({ item, last, content, beat, calledAt }) => ({
      ...{ no: item, seq: last.seq, kiosk: content, beat: beat ?? null, calledAt },
      ...{ state: kioskState(content, beat, now), fault: faultText(beat?.fault ?? '') },
      history: await desk.kiosks.history(item),
    })),
  )
  const inUse = kiosks.filter(({ kiosk }) => kiosk.status !== 'retired')
  const repairs = kiosks
    .map(({ history }) => repairsOf(history, now))
    .reduce((sum, one) => ({ due: sum.due + one.due, inTime: sum.inTime + one.inTime }), { due: 0, inTime: 0 })
  return { kiosks, matters: new Set(inUse.flatMap(({ kiosk }) => kiosk.matters)).size, repairs }
}

const faultText = (fault: Fault | ''): string => (fault === '' ? '' : FAULTS[fault])
