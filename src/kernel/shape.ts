// Describes the exact shape of a published JSON object and lists every place where a value departs from it.
// Called by the formats that refuse unknown fields (draw bundles, evidence files); the caller casts once the list is empty.

/** A departure from the shape: what is wrong, where (`entrants[3].id`), and what belongs there. */
export interface ShapeFault {
  readonly code: 'FIELD_MISSING' | 'FIELD_UNKNOWN' | 'FIELD_INVALID'
  readonly path: string
  readonly expected: string
}

/** Lists the faults of a value found at a path. */
export type Shape = (value: unknown, path: string) => ShapeFault[]

const fault = (code: ShapeFault['code'], path: string, expected: string): ShapeFault[] => [{ code, path, expected }]

/** Any value that satisfies the test. `expected` says in words what does. */
export const where = (expected: string, holds: (value: unknown) => boolean): Shape => {
  return (value, path) => (holds(value) ? [] : fault('FIELD_INVALID', path, expected))
}

/** A text that matches the whole pattern. */
export const text = (expected: string, pattern: RegExp): Shape =>
  where(expected, (value) => typeof value === 'string' && pattern.test(value))

/** An integer not below a minimum. */
export const integer = (min: number): Shape =>
  where(`不小于 ${min} 的整数`, (value) => Number.isSafeInteger(value) && (value as number) >= min)

/** One of a few texts. */
export const oneOf = (...choices: readonly string[]): Shape =>
  where(choices.map((choice) => `"${choice}"`).join(' 或 '), (value) => choices.includes(value as string))

/** A list of at least `min` items of one shape. */
export const list = (item: Shape, min = 0): Shape => {
  return (value, path) => {
    if (!Array.isArray(value)) return fault('FIELD_INVALID', path, '数组')
    if (value.length < min) return fault('FIELD_INVALID', path, `至少 ${min} 项`)
    return value.flatMap((one, i) => item(one, `${path}[${i}]`))
  }
}

/** An object of exactly these fields; a name ending in `?` may be absent. */
export const record = (fields: Readonly<Record<string, Shape>>): Shape => {
  const known = Object.entries(fields).map(([key, shape]) => {
    const isOptional = key.endsWith('?')
    return { name: isOptional ? key.slice(0, -1) : key, isOptional, shape }
  })
  const names = new Set(known.map((field) => field.name))
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault('FIELD_INVALID', path, '对象')
    const at = (name: string) => (path === '' ? name : `${path}.${name}`)
    const unknown = Object.keys(value).filter((name) => !names.has(name))
    const foreign = unknown.flatMap((name) => fault('FIELD_UNKNOWN', at(name), `只有 ${[...names].join('、')}`))
    const faults = known.flatMap(({ name, isOptional, shape }) => {
      if (Object.hasOwn(value, name)) return shape((value as Record<string, unknown>)[name], at(name))
      return isOptional ? [] : fault('FIELD_MISSING', at(name), name)
    })
    return [...foreign, ...faults]
  }
}
