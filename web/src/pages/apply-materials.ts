// The materials of an application. A multipart post to `base/materials`: a file under `file.KIND`, `paper.KIND=yes`
// when it comes on paper, `drop=FILE` to take one back, `next` to go on.

import type { MaterialSpec } from '#kernel/material/material.ts'
import type { FieldFault } from '../ui/field.ts'
import type { FileRow } from '../ui/file.ts'

export interface ApplyMaterialsPage {
  readonly base: string
  readonly title: string
  /** Number of sections in front of this one. */
  readonly sections: number
  readonly materials: readonly MaterialAsked[]
}

export interface MaterialAsked {
  readonly kind: string
  readonly spec: MaterialSpec
  readonly files: readonly FileRow[]
  /** Comes on paper to the village. */
  readonly paper: boolean
  /** Fetched from its source: nothing to do. */
  readonly fetched: boolean
  readonly fault?: FieldFault
}
