// The link that keeps the page and changes how it is read: the size of its type, its language, how low it lies.

/** `here` with `name` set to `value`; every other part of the query stays. */
export function withChoice(here: string, name: 'size' | 'lang' | 'low', value: string): string {
  const [path = '/', query = ''] = here.split('?')
  const kept = new URLSearchParams(query)
  kept.set(name, value)
  return `${path}?${kept}`
}
