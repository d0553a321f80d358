// What fields have in common: what is wrong with one, and which of its texts describe its input.

/** What is wrong with a field and how to mend it, both whole sentences. */
export interface FieldFault {
  readonly message: string
  readonly remedy?: string | undefined
}

/** `aria-describedby` of an input: its hint, then what is wrong with it or the rule it meets. */
export function describedBy(
  id: string,
  parts: { hint?: unknown; fault?: unknown; good?: unknown },
): string | undefined {
  const ids = [parts.hint && `${id}-hint`, parts.fault ? `${id}-fault` : parts.good && `${id}-good`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}
