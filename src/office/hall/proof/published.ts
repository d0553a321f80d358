// The folder of what is published to be worked out again: `draws/ID.json`, one bundle a draw, `evidence/ID.json` what is known
// beside it, and `seats/SEASON/{market,result,draw}.json`. Whoever runs the place puts files there; this reads them as they are now.

import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { accountOf, type DrawAccount } from '#engines/draw/account.ts'
import { type Evidence, parseEvidence } from '#engines/draw/evidence.ts'
import type { Bundle } from '#engines/draw/message.ts'
import { quicknetVerifier } from '#engines/draw/quicknet.ts'
import { type Market, parseMarket, parseResult, type SeatsResult } from '#engines/seats/market.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'

/** What the engines need here. */
export const DEPS = { hash: sha256, verify: verifyEd25519, verifyQuicknet: quicknetVerifier(sha256) }

/** A published draw: the file as it is, what it holds, and what is to be said of it. */
export interface PublishedDraw {
  readonly id: string
  readonly text: string
  readonly bundle: Bundle
  readonly account: DrawAccount
  /** What is known beside the bundle: recorded in the log, or put there as a file. */
  readonly evidence: Evidence
  /** What else is known of a draw held on the platform; null for a file that somebody put there. */
  readonly held: HeldDraw | null
}

/** A draw held on the platform, as its desk publishes it from the log (office/draws/public.ts). */
export interface HeldDraw {
  readonly id: string
  readonly text: string
  readonly log: NonNullable<Evidence['log']>
  readonly unavailable: NonNullable<Evidence['unavailable']>
  readonly drand: NonNullable<Evidence['drand']>
  readonly witness: NonNullable<Evidence['witness']> | null
  readonly steps: readonly {
    readonly kind: string
    readonly seq: number
    readonly at: string
    readonly place: number
  }[]
  readonly rule: string
  readonly ended: { readonly kind: 'void' | 'failed'; readonly reason: string } | null
}

/** Draws held on the platform. */
export interface HeldDraws {
  ids(): Promise<readonly string[]>
  draw(id: string): Promise<HeldDraw | null>
}

const NONE_HELD: HeldDraws = { ids: async () => [], draw: async () => null }

/** Seasons whose seats were given on the platform, by the name they are published under. */
export interface HeldSeasons {
  names(): Promise<readonly string[]>
  season(name: string): Promise<{ readonly stamp: string; read(): Promise<PublishedSeason['files']> } | null>
}

const NONE_GIVEN: HeldSeasons = { names: async () => [], season: async () => null }

/** A published season of seats. */
export interface PublishedSeason {
  readonly id: string
  readonly market: Market
  readonly result: SeatsResult
  /** The files as they are; `draw` is the bundle whose seed made the numbers. */
  readonly files: { readonly market: string; readonly result: string; readonly draw: string | null }
}

export interface Published {
  draws(): Promise<readonly PublishedDraw[]>
  draw(id: string): Promise<PublishedDraw | null>
  /** Ids of files under `draws/` that announce no draw: torn, or not of this form. */
  unread(): Promise<readonly string[]>
  seasons(): Promise<readonly string[]>
  season(id: string): Promise<PublishedSeason | null>
}

const isName = (id: string): boolean => /^[\w-]{1,64}$/.test(id)

/**
 * Opens the folder, which may be empty or not there yet, and what is held on the platform beside it. A draw is worked out
 * again only when it has changed.
 */
export function openPublished(folder: string, held: HeldDraws = NONE_HELD, given: HeldSeasons = NONE_GIVEN): Published {
  const readDraw = remembered(async (id) =>
    drawOf(id, await readFile(join(folder, 'draws', `${id}.json`), 'utf8'), await evidenceIn(folder, id)),
  )
  const kept = new Map<string, PublishedDraw | null>()
  const heldDraw = async (id: string): Promise<PublishedDraw | null> => {
    const found = isName(id) ? await held.draw(id) : null
    if (!found) return null
    const known = kept.get(id)
    if (known?.held?.steps.length === found.steps.length) return known
    const made = drawOf(id, found.text, recordedEvidence(found), found)
    kept.set(id, made)
    return made
  }
  const readSeason = remembered(async (id) => {
    const read = (name: string) => readFile(join(folder, 'seats', id, `${name}.json`), 'utf8')
    const [market, result, draw] = await Promise.all([read('market'), read('result'), read('draw').catch(() => null)])
    return seasonOf(id, { market, result, draw })
  })
  const readGiven = remembered(async (id) => {
    const found = await given.season(id)
    return found ? seasonOf(id, await found.read()) : null
  })
  const draw: Published['draw'] = async (id) => {
    const stamp = isName(id) && (await stampOf(join(folder, 'draws', `${id}.json`)))
    const beside = stamp && (await stampOf(join(folder, 'evidence', `${id}.json`)))
    return (await heldDraw(id)) ?? (stamp ? readDraw(id, `${stamp} ${beside}`) : null)
  }
  const all = async () => {
    const files = (await namesIn(join(folder, 'draws'))).map((name) => name.replace(/\.json$/, '')).filter(isName)
    const ids = [...new Set([...(await held.ids()), ...files])]
    return Promise.all(ids.map(async (id) => ({ id, found: await draw(id) })))
  }
  return {
    draw,
    draws: async () => (await all()).flatMap(({ found }) => found ?? []),
    unread: async () => (await all()).flatMap(({ id, found }) => (found ? [] : [id])),
    seasons: async () => [
      ...new Set([...(await given.names()), ...(await namesIn(join(folder, 'seats'))).filter(isName)]),
    ],
    async season(id) {
      const own = isName(id) ? await given.season(id) : null
      if (own) return readGiven(id, own.stamp)
      const stamp = isName(id) && (await stampOf(join(folder, 'seats', id, 'result.json')))
      return stamp ? readSeason(id, stamp) : null
    },
  }
}

/** Keeps the last reading of each name until its stamp is another. */
function remembered<Value>(read: (id: string) => Promise<Value>): (id: string, stamp: string) => Promise<Value> {
  const kept = new Map<string, { readonly stamp: string; readonly value: Promise<Value> }>()
  return (id, stamp) => {
    const known = kept.get(id)
    if (known?.stamp === stamp) return known.value
    const value = read(id)
    kept.set(id, { stamp, value })
    return value
  }
}

async function stampOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null)
  return found?.isFile() ? `${found.mtimeMs} ${found.size}` : null
}

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort()

/** What the log holds beside the bundle of a draw. */
const recordedEvidence = ({ log, unavailable, drand, witness }: HeldDraw): Evidence => ({
  ...{ log, unavailable, drand },
  ...(witness && { witness }),
})

/** A file that announces no draw has no page: there is nothing in it to show but that it is there. */
function drawOf(
  id: string,
  text: string,
  evidence: Evidence | null,
  held: HeldDraw | null = null,
): PublishedDraw | null {
  const read = evidence && accountOf(text, { ...DEPS, evidence })
  return read && 'account' in read ? { id, text, held, evidence, ...read } : null
}

/** What was put beside a draw; nothing where there is no file, and null for one that cannot be read. */
async function evidenceIn(folder: string, id: string): Promise<Evidence | null> {
  const text = await readFile(join(folder, 'evidence', `${id}.json`), 'utf8').catch(() => '{}')
  const read = parseEvidence(text)
  return read.ok ? read.value : null
}

function seasonOf(id: string, files: PublishedSeason['files']): PublishedSeason | null {
  const market = parseMarket(files.market)
  const result = parseResult(files.result)
  return market.ok && result.ok ? { id, market: market.value, result: result.value, files } : null
}
