// Turns a declaration and a district's overlay into the definition that cases run on: JSON whose SHA-256 is the
// version. Values are merged here and nowhere else. proofs/ decides whether the definition may be published.

import type { Overlay, ServiceDeclaration, ServiceDefinition } from './declaration.ts'
import type { Step } from './step.ts'

/** Hex SHA-256 of a text, given by the caller: kernel code has no hash of its own. */
export type HashText = (text: string) => string

/**
 * The definition of `declaration` in a district. Deterministic: equal inputs give byte-equal JSON and the same version.
 * Plain data throughout, so that it can be stored, hashed and sent to the browser.
 */
export function compileService(declaration: ServiceDeclaration, overlay: Overlay, hash: HashText): ServiceDefinition {
  const steps: Record<string, Step> = {}
  for (const [name, step] of Object.entries(declaration.steps)) {
    const within = overlay.within?.[name]
    steps[name] = within && step.kind !== 'end' ? ({ ...step, within: { ...step.within, ...within } } as Step) : step
  }
  const merged = {
    ...declaration,
    steps,
    limits: { ...declaration.limits, promised: overlay.promised ?? declaration.limits.promised },
    district: overlay.district,
    values: overlay.parameters,
    contacts: overlay.contacts,
  }
  // Order is meaning here (form fields, steps, rules), so the text is JSON in order of declaration, not key-sorted JCS.
  const canonical = JSON.stringify(merged)
  return { ...(JSON.parse(canonical) as Omit<ServiceDefinition, 'version'>), version: hash(canonical) }
}
