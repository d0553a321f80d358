// Sentences with blanks. Apart from the refusals, so that a form on a phone does not bring their whole table along.

/** Replaces each `{name}` of a sentence by its figure; an unknown name stays as it is. */
export function fill(sentence: string, figures: Readonly<Record<string, unknown>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(figures, name) ? String(figures[name]) : whole,
  )
}
