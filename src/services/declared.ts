// What a folder of services hands over: each declaration with its districts' overlays and its examples.

import type { Example } from '#kernel/case/example.ts'
import type { Overlay, ServiceDeclaration } from '#kernel/service/declaration.ts'

export interface DeclaredService {
  /** The folder it stands in: what belongs together is declared together. */
  readonly folder: string
  readonly declaration: ServiceDeclaration
  readonly overlays: readonly Overlay[]
  readonly examples: readonly Example[]
  /** English of its sentences; what has none is shown in Chinese. */
  readonly english?: Readonly<Record<string, string>>
}
