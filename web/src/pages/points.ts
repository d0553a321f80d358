// Service points: a row as every page of them shows it.

import type { PointKind } from '#engines/place/kinds.ts'
import type { Opening } from '#engines/place/place.ts'

export interface PointRow {
  readonly href: string
  readonly kind: PointKind
  readonly name: string
  readonly town: string
  readonly address: string
  readonly hours: string
  readonly phone: string
  readonly latitude: number
  readonly longitude: number
  readonly sample: boolean
  readonly opening: Opening
}

export interface PointsPage {
  /** The matter they must handle; null: all points. */
  readonly matter: { readonly href: string; readonly title: string } | null
  readonly points: readonly PointRow[]
}

export interface PlateUnknownPage {
  readonly points: readonly PointRow[]
}

export interface PlatePage {
  /** The plate that was scanned; null: the page of the point itself. */
  readonly plate: { readonly no: string; readonly isRetired: boolean } | null
  readonly point: PointRow
  /** How many matters it handles. */
  readonly count: number
  readonly at: string
  readonly common: readonly {
    readonly href: string
    readonly title: string
    readonly note: string
    readonly isDeclared: boolean
  }[]
  readonly near: readonly (PointRow & { readonly metres: number })[]
}

export interface CallPage {
  readonly point: PointRow
  /** `2026-11-30 09:00` */
  readonly slots: readonly string[]
  readonly posted: Readonly<Record<string, string>>
  readonly faults: readonly { readonly path: string; readonly message: string }[]
}

export interface CallSentPage {
  readonly slot: string
  readonly number: string
  readonly today: string
}
