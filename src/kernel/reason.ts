// Why a check failed, as every verifier reports it: a stable code for programs, a sentence for people.

/** One reason. The text names the place and the values that disagree. */
export interface Reason<Code extends string = string> {
  readonly code: Code
  readonly text: string
}

/** A value read from outside, or every reason it was refused. */
export type Parsed<Value, Code extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reasons: readonly Reason<Code>[] }
