// The door to service points and plates: this desk may not know the one that keeps them; the composition root brings it.

import type { Opening, Point } from '#engines/place/place.ts'

export type PlacePoint = Point & { readonly id: string; readonly opening: Opening }

export interface PlaceDoor {
  points(): Promise<readonly PlacePoint[]>
  point(id: string): Promise<PlacePoint | undefined>
  /** The plate behind a scanned code, also when it is retired. */
  plate(
    token: string,
  ): Promise<{ readonly no: string; readonly isRetired: boolean; readonly point: PlacePoint } | undefined>
  scanned(no: string, visitor: string): Promise<void>
  /** Books a call; answers its number. */
  book(call: {
    readonly point: string
    readonly matter: string
    readonly slot: string
    readonly name: string
    readonly phone: string
    readonly consent: string
  }): Promise<string>
  hoursText(hours: Point['hours']): string
}
