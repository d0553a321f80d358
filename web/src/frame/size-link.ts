// The link that keeps the page and changes the size of its type.

/** `here` with `size` set to what is asked; every other part of the query stays. */
export function withSize(here: string, size: 'large' | 'normal'): string {
  const [path = '/', query = ''] = here.split('?')
  const kept = new URLSearchParams(query)
  kept.set('size', size)
  return `${path}?${kept}`
}
