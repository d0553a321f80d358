// Turns a declaration and a district's overlay into the definition that cases run on: JSON whose SHA-256 is the
// version. Values are merged here and nowhere else. check.ts says whether the definition may be published.

import type { Overlay, ServiceDeclaration, ServiceDefinition } from './declaration.ts'
import type { Step } from './step.ts'

/** Hex SHA-256 of a text, given by the caller: kernel code has no hash of its own. */
export type HashText = (text: string) => string

/**
 * The definition of `declaration` in a district. Deterministic: equal inputs give byte-equal JSON and the same version.
 * Plain data throughout, so that it can be stored, hashed and sent to the browser.
 * Throws when the overlay sets a limit of a step that is not declared or has none.
 */
export function compileService(declaration: ServiceDeclaration, overlay: Overlay, hash: HashText): ServiceDefinition {
  const steps: Record<string, Step> = { ...declaration.steps }
  for (const [name, span] of Object.entries(overlay.within ?? {})) {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined
    if (!step || step.kind === 'issue' || step.kind === 'end')
      throw new Error(`the overlay of ${overlay.district} limits ${declaration.slug}.${name}, which has no limit`)
    // The district's days keep the article of the law they stand under.
    steps[name] = (
      step.kind === 'publicity'
        ? { ...step, for: { ...step.for, ...span } }
        : { ...step, within: { ...step.within, ...span } }
    ) as Step
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
