// What a folder of services hands over: each declaration with its districts' overlays and its examples.

import type { Command } from '#kernel/case/command.ts'
import type { Example } from '#kernel/case/example.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import type { GraphDeclaration } from '#kernel/project/graph.ts'
import type { Overlay, ServiceDeclaration } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { Role } from '#kernel/unit/role.ts'

/** Content of seed/ that invented cases are made from, by file name, and the day a demonstration begins. */
export interface DemoSeed {
  readonly files: Readonly<Record<string, unknown>>
  readonly today: string
}

/** What is then done with it: by the holder of a post, of that unit where it is one of many, or by whoever opened it. */
export interface DemoAct {
  readonly by: Role | 'applicant' | 'time' | 'anyone'
  readonly unit?: string
  readonly command: Exclude<Command, { type: 'submit' }>
}

/** An invented case: who opens it, and what officers, time and anyone then do. A form value `{ entry: name }` is the newest entry's number. */
export interface DemoCase {
  readonly by: { readonly role: Role } | { readonly name: string; readonly idNumber: string }
  readonly form: Data
  readonly materials: readonly HandedMaterial[]
  readonly acts: readonly DemoAct[]
}

/** What only a demonstration has of a service: rows of registries, by name and key, and cases. */
export interface DemoContent {
  readonly registries?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Data>>>>>>
  readonly cases?: Iterable<DemoCase>
}

export interface DeclaredService {
  /** The folder it stands in: what belongs together is declared together. */
  readonly folder: string
  readonly declaration: ServiceDeclaration
  readonly overlays: readonly Overlay[]
  readonly examples: readonly Example[]
  /** English of its sentences; what has none is shown in Chinese. */
  readonly english?: Readonly<Record<string, string>>
  /** Plainly invented; called in a demonstration alone. */
  readonly demo?: (seed: DemoSeed) => DemoContent
}

/** A graph that joins the services of a folder. */
export interface DeclaredGraph extends Pick<DeclaredService, 'folder' | 'overlays' | 'english'> {
  readonly declaration: GraphDeclaration
}
