// A plate on a door: made for a service point, printed, hung, and at its end retired. What a scanned code says is its
// number, its edition and a seal over both; nothing of the inside. Pure: the seal comes in as a function.

export type PlateState = 'draft' | 'printed' | 'hung' | 'damaged' | 'retired'
export type PlateAct = 'make' | 'print' | 'hang' | 'report' | 'retire'

/** What a plate carries. `edition` goes up when the code must no longer be the old one. */
export interface Plate {
  readonly point: string
  readonly state: PlateState
  readonly edition: number
  /** Short titles on the poster, at most twelve. */
  readonly matters: readonly string[]
  /** How many were printed, and how large. */
  readonly printed: number
  readonly size: PosterSize | null
  /** Where it hangs. */
  readonly place: string
}

export const POSTER_SIZES = { a3: [297, 420], a2: [420, 594], large: [600, 900] } as const
export type PosterSize = keyof typeof POSTER_SIZES

const AFTER: Readonly<Record<PlateAct, { readonly from: readonly (PlateState | null)[]; readonly to: PlateState }>> = {
  make: { from: [null], to: 'draft' },
  print: { from: ['draft', 'printed', 'damaged'], to: 'printed' },
  hang: { from: ['printed'], to: 'hung' },
  report: { from: ['hung'], to: 'damaged' },
  retire: { from: ['draft', 'printed', 'hung', 'damaged'], to: 'retired' },
}

/** The state an act leads to; null when the plate is not at that step. */
export const plateAfter = (state: PlateState | null, act: PlateAct): PlateState | null => {
  const { from, to } = AFTER[act]
  return from.includes(state) ? to : null
}

export const plateActs = (state: PlateState): PlateAct[] =>
  (Object.keys(AFTER) as PlateAct[]).filter((act) => plateAfter(state, act) !== null)

/** The code of a plate: `QL0217-1-K7M3PQ2X9B`. */
export const plateToken = (no: string, edition: number, sealOf: (text: string) => string): string =>
  `${no.replace('-', '')}-${edition}-${sealOf(`${no}/${edition}`)}`

/** The number and edition a code names; null when its seal is not ours. */
export function readPlateToken(
  token: string,
  sealOf: (text: string) => string,
): { no: string; edition: number } | null {
  const [, digits, edition, seal] = /^QL(\d{4})-(\d{1,3})-([0-9A-Z]{10})$/.exec(token.toUpperCase()) ?? []
  if (!digits || !edition || !seal) return null
  const no = `QL-${digits}`
  return sealOf(`${no}/${Number(edition)}`) === seal ? { no, edition: Number(edition) } : null
}
