// A party's secret: made by this browser, kept by its holder as a file, and committed to before anything is announced.

import { sha256 } from '@noble/hashes/sha2.js'
import type { Role as Party } from '#engines/draw/message.ts'
import { commitment } from '#engines/draw/steps.ts'
import { hexOf } from '#kernel/bytes.ts'
import { saveFile } from '../desk/save-file.ts'

export interface MadeSecret {
  readonly secret: string
  readonly commitment: string
  readonly fileName: string
}

/** A new secret of 32 random bytes, with the commitment that the announcement will hold. */
export function makeSecret(party: Party, drawId: string): MadeSecret {
  const secret = hexOf(crypto.getRandomValues(new Uint8Array(32)))
  return { secret, commitment: commitment(party, drawId, secret, sha256), fileName: `${drawId}-${party}.secret` }
}

/** Lets the browser save it, in the form that `qinqing draw reveal` reads. */
export function saveSecret({ secret, fileName }: MadeSecret): void {
  saveFile(fileName, `${secret}\n`, 'text/plain')
}
