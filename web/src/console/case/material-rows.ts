// The materials of a case as the officer sees them: what was asked, what came and how, and its versions.

import { type HandedMaterial, materialsAsked } from '#kernel/material/material.ts'
import { surroundingsOf } from '#kernel/material/rule.ts'
import type { PlainWordKey } from '../../words/words.ts'
import { versionsOf } from './changes.ts'
import type { OpenedCase } from './opened.ts'

export interface MaterialRow {
  readonly kind: string
  readonly title: string
  readonly note: string
  /** Null when it was asked and has not come. */
  readonly handed: HandedMaterial | null
  readonly state: PlainWordKey
  /** Oldest first; only those with a file can be looked at. */
  readonly versions: readonly { readonly material: HandedMaterial; readonly at: string }[]
}

const STATES: Readonly<Record<HandedMaterial['origin'], PlainWordKey>> = {
  upload: 'material.upload',
  paper: 'material.paper',
  registry: 'material.fetched',
  cabinet: 'material.fetched',
}

/** In order of declaration; whatever came without being asked is there too. */
export function materialRows({ view, definition }: OpenedCase): MaterialRow[] {
  const { state } = view
  const asked = new Set(materialsAsked(definition.materials, surroundingsOf(definition, state.form, view.facts ?? {})))
  const deferred = new Set(state.deferral?.materials ?? [])
  return Object.entries(definition.materials).flatMap(([kind, { title, note }]) => {
    const handed = state.materials.find((one) => one.kind === kind) ?? null
    if (!handed && !asked.has(kind)) return []
    const missing = deferred.has(kind) ? 'material.deferred' : 'material.missing'
    return [
      {
        kind,
        title,
        note,
        handed,
        state: handed ? STATES[handed.origin] : missing,
        versions: versionsOf(view.events, kind),
      },
    ]
  })
}
