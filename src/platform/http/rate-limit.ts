// Small rate limits in memory: so many requests in a burst, so many a second after that, by source and by account.
// They slow a flood down; locking an account after wrong passwords is the business of whoever checks passwords.

import { isIPv6 } from 'node:net'

export interface RateLimit {
  /** Requests at once before the limit is felt. */
  readonly burst: number
  /** Requests a second after that. */
  readonly perSecond: number
}

export interface RateLimiter {
  /** Counts one request of `key`. Answers 0 when it may pass, else after how many whole seconds it may. */
  take(key: string): number
}

/** Keys remembered at most. When full, the key that spoke longest ago is forgotten, which gives it a fresh burst. */
const MAX_KEYS = 20_000

/**
 * A token bucket per key. Cost: O(1), about 100 bytes a key.
 * @param now milliseconds of a clock that does not go back; when it does, no tokens are given for that time.
 */
export function rateLimiter({ burst, perSecond }: RateLimit, now: () => number): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(key) {
      const at = now()
      const last = buckets.get(key) ?? { tokens: burst, at }
      const tokens = Math.min(burst, last.tokens + (Math.max(0, at - last.at) / 1000) * perSecond)
      const passes = tokens >= 1
      buckets.delete(key)
      buckets.set(key, { tokens: passes ? tokens - 1 : tokens, at })
      if (buckets.size > MAX_KEYS) buckets.delete(buckets.keys().next().value as string)
      return passes ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond))
    },
  }
}

/**
 * The source an address counts for: an IPv4 address itself, an IPv6 address its /64, because one subscriber owns a whole
 * /64 and would otherwise have 2^64 names. Written forms of one address give one source.
 */
export function sourceOf(address: string): string {
  const bare = address.split('%')[0]!
  if (!isIPv6(bare)) return bare
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  const groups = tail === undefined ? left : [...left, ...zeros, ...right]
  const isMappedIPv4 = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff'
  if (!isMappedIPv4) return `${groups.slice(0, 4).join(':')}::/64`
  const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16)) as [number, number]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** Whether the address is this machine itself. */
export function isLoopback(address: string): boolean {
  const source = sourceOf(address)
  return source.startsWith('127.') || address === '::1'
}
