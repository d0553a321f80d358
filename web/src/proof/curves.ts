// The checks of signatures that a draw may need: of drand's rounds, of the log and its witnesses. Fetched only by a page whose
// draw has something signed, for the curves are larger than all the rest of the check.

import { sha256 } from '@noble/hashes/sha2.js'
import { quicknetVerifier } from '#engines/draw/quicknet.ts'
import { verifyEd25519 } from '../islands/check/lists.ts'

export const CURVES = { verify: verifyEd25519, verifyQuicknet: quicknetVerifier(sha256) }
