// How far it is, and what is nearest. Pure, and small enough for a phone: the reader's position is used there only.

export interface Position {
  readonly latitude: number
  readonly longitude: number
}

const EARTH_M = 6_371_008
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance in metres (haversine). */
export function distanceM(a: Position, b: Position): number {
  const x = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2
  const y = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  return (
    2 *
    EARTH_M *
    Math.asin(Math.min(1, Math.sqrt(x + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * y)))
  )
}

/** Nearest first. */
export function nearestFirst<P extends Position>(
  points: readonly P[],
  from: Position,
): (P & { readonly metres: number })[] {
  return points
    .map((point) => ({ ...point, metres: Math.round(distanceM(from, point)) }))
    .sort((a, b) => a.metres - b.metres)
}
