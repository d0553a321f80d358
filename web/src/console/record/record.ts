// Records that officers write (guides, service points, plates, kiosks) as forms drawn from a description of their fields.
// Paths are as in faults: `materials.3.title`. Pure.

export interface FieldSpec {
  readonly path: string
  readonly title: string
  readonly hint?: string
  readonly kind: 'text' | 'long' | 'number' | 'yes' | 'choice' | 'choices' | 'lines' | 'rows'
  /** Of a choice: value → what it is called. */
  readonly options?: Readonly<Record<string, string>>
  /** Of rows: the fields of one, and a row with nothing in it. */
  readonly fields?: readonly FieldSpec[]
  readonly blank?: object
}

export interface FieldGroup {
  readonly title: string
  readonly fields: readonly FieldSpec[]
}

type Json = unknown

export function valueAt(record: Json, path: string): Json {
  return path
    .split('.')
    .reduce<Json>((place, part) => (place as Readonly<Record<string, Json>> | undefined)?.[part], record)
}

/** The record with another value at a path; everything beside the path stays the same object. */
export function withValue<Value>(record: Value, path: string, value: Json): Value {
  const [head = '', ...rest] = path.split('.')
  const own = record as Readonly<Record<string, Json>>
  const next = rest.length === 0 ? value : withValue(own[head] ?? {}, rest.join('.'), value)
  if (Array.isArray(record)) return record.with(Number(head), next) as Value
  const { [head]: _, ...others } = own
  return (next === undefined ? others : { ...own, [head]: next }) as Value
}

/** Titles of the fields in which two records differ. */
export function changedFields(groups: readonly FieldGroup[], before: Json, after: Json): string[] {
  return groups
    .flatMap(({ fields }) => fields)
    .filter(({ path }) => JSON.stringify(valueAt(before, path)) !== JSON.stringify(valueAt(after, path)))
    .map(({ title }) => title)
}
