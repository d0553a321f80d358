// Addresses with a query, built in one place: templates know no URLSearchParams.

export const withQuery = (path: string, query: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(query).toString()
  return text === '' ? path : `${path}?${text}`
}

export const topicHref = (topic: string): string => withQuery('/guides', { topic })
