// A self-service machine: which it is, what can be done at it, what it last said of itself and the state that follows, and
// how soon its faults were seen to. Pure: the seal of its code comes in as a function.

import { type Static, Type } from '@sinclair/typebox'

/** What the register says of a machine. */
export interface Kiosk {
  /** The service point it stands at. */
  readonly point: string
  /** What it is called there: 一号机. */
  readonly name: string
  /** Guides of what can be done at it, by their address. */
  readonly matters: readonly string[]
  readonly status: 'active' | 'repair' | 'retired'
  /** Goes up when the code that starts it must no longer be the old one. */
  readonly edition: number
}

/** Steps of a machine. `fault` and `clear` are the machine's own words, the others an officer's. */
export type KioskAct = 'register' | 'change' | 'renew' | 'fault' | 'clear' | 'repair' | 'fixed' | 'retire'

/** What a machine can say is wrong with it. */
export const FAULTS = {
  printer: '打印机不出纸',
  jam: '卡纸',
  reader: '读卡器读不了',
  screen: '触摸屏不灵',
  other: '别的故障',
} as const
export type Fault = keyof typeof FAULTS

const percent = Type.Integer({ minimum: 0, maximum: 100 })

/** What a machine says of itself; what it leaves out stays as it last was. An empty fault says that all is well again. */
export const SaidShape = Type.Object(
  {
    paper: Type.Optional(percent),
    toner: Type.Optional(percent),
    fault: Type.Optional(
      Type.Unsafe<Fault | ''>(Type.Union(['', ...Object.keys(FAULTS)].map((name) => Type.Literal(name)))),
    ),
  },
  { additionalProperties: false },
)
export type Said = Static<typeof SaidShape>

/** What was last heard of a machine. */
export interface Beat {
  readonly at: string
  /** Per cent; null when it never said. */
  readonly paper: number | null
  readonly toner: number | null
  readonly fault: Fault | ''
}

export interface KioskRules {
  /** Minutes without a word after which a machine counts as away. */
  readonly beatMinutes: number
  /** Seconds without a touch after which it asks, and seconds for the answer: together until everything is wiped. */
  readonly askAfterSeconds: number
  readonly answerSeconds: number
  /** Per cent of paper or toner from which on it is to be refilled. */
  readonly low: number
  /** Hours within which a repair begins. */
  readonly repairHours: number
  readonly source: string
}

/** Everything here is the district's to change. */
export const KIOSK_RULES: KioskRules = {
  ...{ beatMinutes: 5, askAfterSeconds: 40, answerSeconds: 20, low: 10, repairHours: 24 },
  source:
    '心跳不超过 5 分钟、空闲不超过 60 秒清空，为本系统设计值（GB/T 22239-2019 8.1.4.10 剩余信息保护只要求清除）；回答时间不少于 20 秒，WCAG 2.2 SC 2.2.1；开始维修时限 24 小时，待本区确认',
}

export type KioskState = 'online' | 'offline' | 'fault' | 'repair' | 'retired'

/** The state of a machine at a moment. One that is away is not believed about anything else. */
export function kioskState(
  { status }: Pick<Kiosk, 'status'>,
  beat: Beat | undefined,
  now: Date,
  { beatMinutes }: Pick<KioskRules, 'beatMinutes'> = KIOSK_RULES,
): KioskState {
  if (status !== 'active') return status
  if (!beat || now.getTime() - Date.parse(beat.at) > beatMinutes * 60_000) return 'offline'
  return beat.fault === '' ? 'online' : 'fault'
}

const FROM: Readonly<Record<Exclude<KioskAct, 'register'>, readonly Kiosk['status'][]>> = {
  change: ['active', 'repair'],
  renew: ['active', 'repair'],
  fault: ['active', 'repair'],
  clear: ['active', 'repair'],
  repair: ['active'],
  fixed: ['repair'],
  retire: ['active', 'repair'],
}

/** The machine after a step; null when it is not at that step. */
export function kioskAfter(kiosk: Kiosk, act: Exclude<KioskAct, 'register'>): Kiosk | null {
  if (!FROM[act].includes(kiosk.status)) return null
  if (act === 'renew') return { ...kiosk, edition: kiosk.edition + 1 }
  if (act === 'repair') return { ...kiosk, status: 'repair' }
  if (act === 'fixed') return { ...kiosk, status: 'active' }
  return act === 'retire' ? { ...kiosk, status: 'retired' } : kiosk
}

/** Repairs that are due by a moment, and how many began in time (及时维护率). */
export interface Repairs {
  readonly due: number
  readonly inTime: number
}

/**
 * Of one machine, from its history. A fault is due once its limit has passed or somebody has seen to it; one that ended
 * by itself was seen to when it ended.
 */
export function repairsOf(
  history: readonly { readonly type: KioskAct; readonly at: string }[],
  now: Date,
  { repairHours }: Pick<KioskRules, 'repairHours'> = KIOSK_RULES,
): Repairs {
  const limitMs = repairHours * 3_600_000
  let due = 0
  let inTime = 0
  history.forEach(({ type, at }, index) => {
    if (type !== 'fault') return
    const seen = history.slice(index + 1).find((act) => ['repair', 'fixed', 'clear', 'retire'].includes(act.type))
    const tookMs = (seen ? Date.parse(seen.at) : now.getTime()) - Date.parse(at)
    if (seen && tookMs <= limitMs) inTime += 1
    if (seen || tookMs > limitMs) due += 1
  })
  return { due, inTime }
}

/** The code that makes a browser the face of a machine: `K0001-1-…`. */
export const kioskToken = (no: string, edition: number, sealOf: (text: string) => string): string =>
  `${no.replace('-', '')}-${edition}-${sealOf(`${no}/${edition}`)}`

/** The number and edition a code names; null when its seal is not ours. */
export function readKioskToken(
  token: string,
  sealOf: (text: string) => string,
): { readonly no: string; readonly edition: number } | null {
  const [, digits, edition, seal] = /^K(\d{4})-(\d{1,4})-([0-9A-Z]{26})$/.exec(token) ?? []
  if (!digits || !edition || !seal) return null
  const no = `K-${digits}`
  return sealOf(`${no}/${Number(edition)}`) === seal ? { no, edition: Number(edition) } : null
}
