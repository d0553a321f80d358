// A draw of a rehearsal: the steps of a real one made at once, with secrets and public numbers of chance. It says that it is a
// rehearsal, names no bulletin that exists, and the verifier takes it for nothing else.

import { type Bundle, type Entrant, messageHex } from '#engines/draw/message.ts'
import {
  commitment,
  type Step,
  takeAnnounce,
  takeBeacon,
  takeFreeze,
  takeResult,
  takeReveal,
} from '#engines/draw/steps.ts'
import { hexOf } from '#kernel/bytes.ts'
import { sha256 } from '#platform/vault/ed25519.ts'

/** `random` gives bytes of chance; `drawId` names the rehearsal. Throws when the protocol refuses a step: a fault. */
export function rehearsalDraw(
  entrants: readonly Entrant[],
  { drawId, project, now, random }: { drawId: string; project: string; now: Date; random: (size: number) => Buffer },
): Bundle {
  const deps = { hash: sha256 }
  const secrets = { operator: hexOf(random(32)), notary: hexOf(random(32)) }
  const beacons = [
    { type: 'cwl-kl8', issue: '0000001' },
    { type: 'cwl-kl8', issue: '0000002' },
  ] as const
  const announce = {
    v: 'fairdraw/v1',
    drawId,
    project,
    purpose: 'rehearsal',
    ruleHash: hexOf(sha256(Buffer.from('rehearsal'))),
    k: 1,
    reserve: 0,
    minimum: 1,
    freezeAt: `${now.toISOString().slice(0, 19)}Z`,
    beacons,
    fallback: [],
    voidReasons: ['演练'],
    commits: {
      operator: commitment('operator', drawId, secrets.operator, sha256),
      notary: commitment('notary', drawId, secrets.notary, sha256),
    },
  } as const
  let bundle: Bundle = { announce, entrants }
  bundle = taken(takeAnnounce(bundle, deps))
  bundle = taken(takeFreeze(bundle, deps))
  bundle = taken(takeBeacon(bundle, [twentyOf(random), twentyOf(random)], deps))
  bundle = taken(takeReveal(bundle, secrets, deps))
  return taken(takeResult(bundle, deps))
}

/** Hex of what the log and the case are told of a bundle: its last message. */
export const bundleHash = (bundle: Bundle): string => messageHex(bundle.result ?? bundle, sha256)

function taken(step: Step): Bundle {
  if (!step.ok) throw new Error(step.reasons.map(({ text }) => text).join('\n'))
  return step.bundle
}

/** Twenty of eighty, as a bulletin writes them. */
function twentyOf(random: (size: number) => Buffer): string {
  const balls = Array.from({ length: 80 }, (_, i) => i + 1)
  for (let i = balls.length - 1; i > 0; i--) {
    const j = random(4).readUInt32BE() % (i + 1)
    ;[balls[i], balls[j]] = [balls[j] as number, balls[i] as number]
  }
  return balls
    .slice(0, 20)
    .sort((a, b) => a - b)
    .map((ball) => String(ball).padStart(2, '0'))
    .join(' ')
}
