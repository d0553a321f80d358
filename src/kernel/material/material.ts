// Materials of an application: what a service asks for, what was handed in, and what is missing. The guide, the form,
// the pre-check and the officer's screen all read these.

import { isTrue, type Surroundings } from '../service/evaluate.ts'
import type { Expression, Truth } from '../service/expression.ts'

/** Where a material can come from. `registry` and `cabinet` are fetched (免提交); `paper` is seen at a counter. */
export type MaterialOrigin = 'upload' | 'paper' | 'registry' | 'cabinet'

export interface MaterialSpec {
  readonly title: string
  /** What counts as right, in one line. */
  readonly note: string
  readonly from: readonly MaterialOrigin[]
  /** Asked only when this holds; always when absent. */
  readonly when?: Expression
  /** Made by the applicant: the guide must show a sample. */
  readonly sample?: string
  readonly issuer?: string
}

/** One material as handed in; `file` is the content address of an uploaded one. */
export interface HandedMaterial {
  readonly kind: string
  readonly origin: MaterialOrigin
  readonly file?: string
  readonly name?: string
}

/** Declares a material. */
export function material(
  title: string,
  rest: Omit<MaterialSpec, 'title' | 'when'> & { readonly when?: Truth },
): MaterialSpec {
  const { when, ...others } = rest
  return { title, ...others, ...(when && { when: when.expression }) }
}

/** The kinds of material this application must hand in, in order of declaration. */
export function materialsAsked(specs: Readonly<Record<string, MaterialSpec>>, around: Surroundings): string[] {
  return Object.entries(specs)
    .filter(([, spec]) => !spec.when || isTrue(spec.when, around))
    .map(([kind]) => kind)
}

/** The kinds asked and not handed in. */
export function materialsMissing(
  specs: Readonly<Record<string, MaterialSpec>>,
  handed: readonly HandedMaterial[],
  around: Surroundings,
): string[] {
  const have = new Set(handed.map((one) => one.kind))
  return materialsAsked(specs, around).filter((kind) => !have.has(kind))
}
