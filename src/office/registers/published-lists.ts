// The two signed lists of a district: made when first asked for, again when an entry changed or an hour has passed.
// Called by the desk and its routes.

import type { Issuer, IssuerList, StatusList } from '#kernel/register/issuer-list.ts'
import { publishList, revokedBits } from '#kernel/register/issuer-list.ts'
import type { KeyRing } from './key-ring.ts'
import type { RegisterStore } from './store.ts'

/** Both lists, as read and as published. */
export interface Lists {
  readonly issuers: IssuerList
  readonly status: StatusList
  readonly issuersText: string
  readonly statusText: string
}

/** Another process may have changed an entry: nobody is shown a list older than this. Seconds. */
const FRESH_SECONDS = 60
/** After these, a page without a network says that it cannot tell. */
const STATUS_VALID_SECONDS = 3 * 86_400
const ISSUERS_VALID_SECONDS = 30 * 86_400
/** Places are published in blocks, so that a code signed today stands on the list that a phone fetched yesterday. */
const BLOCK = 4096

export interface ListOptions {
  readonly store: Pick<RegisterStore, 'places' | 'titles'>
  readonly ring: KeyRing
  readonly issuer: Omit<Issuer, 'keys' | 'titles'>
  readonly now: () => Date
}

/** The lists of a district. Cost: none while they are fresh, else two queries and two signatures. */
export function publishedLists({ store, ring, issuer, now }: ListOptions) {
  let current: Promise<Lists> | undefined
  let madeAt = 0
  const publish = (list: IssuerList | StatusList): string => publishList(list, ring.publisher.key, ring.publisher.sign)

  async function make(issuedAt: number): Promise<Lists> {
    const [{ size, revoked }, titles] = await Promise.all([store.places(), store.titles()])
    const issuers: IssuerList = {
      v: 'issuers/v1',
      issuedAt,
      nextUpdate: issuedAt + ISSUERS_VALID_SECONDS,
      issuers: [{ ...issuer, keys: ring.issuerKeys, titles }],
    }
    const status: StatusList = {
      v: 'status/v1',
      issuer: issuer.id,
      issuedAt,
      nextUpdate: issuedAt + STATUS_VALID_SECONDS,
      revoked: revokedBits(BLOCK * Math.ceil((size + 1) / BLOCK), revoked),
    }
    return { issuers, status, issuersText: publish(issuers), statusText: publish(status) }
  }

  return {
    /** The lists as of now. */
    async lists(): Promise<Lists> {
      const at = Math.floor(now().getTime() / 1000)
      const isFresh = current !== undefined && at >= madeAt && at - madeAt < FRESH_SECONDS
      if (!isFresh) {
        madeAt = at
        current = make(at)
        // A failed making must not be remembered as the list.
        current.catch(() => {
          current = undefined
        })
      }
      return current as Promise<Lists>
    },
    /** An entry or a title changed here: the next reader gets lists made anew. */
    outdate(): void {
      current = undefined
    },
  }
}
