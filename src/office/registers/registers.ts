// The register desk: the signed text of an entry's QR code, what a check of it finds, and taking an entry back. Used by
// its own routes and by the pages of the hall; opened by the composition root.

import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { refusal } from '#kernel/refusal.ts'
import { type Certificate, PUBLIC_CODE, readCode } from '#kernel/register/certificate.ts'
import type { Issuer } from '#kernel/register/issuer-list.ts'
import { type Judgement, judgeCode } from '#kernel/register/verdict.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import { keyPlace } from '#office/cases/envelope.ts'
import { type CertificateView, certificateOf } from '#office/cases/open-reads.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import type { Problem } from '#platform/http/problem.ts'
import { open, seal } from '#platform/vault/seal.ts'
import { type Change, changesOf, credentialOf } from './credential.ts'
import type { KeyRing } from './key-ring.ts'
import { type Lists, publishedLists } from './published-lists.ts'
import { registerProblem } from './refusal.ts'
import { verifySignature } from './signer.ts'
import type { RegisterStore, Revocation } from './store.ts'

export interface RegisterOptions {
  readonly reads: CaseReads
  readonly store: RegisterStore
  readonly ring: KeyRing
  readonly issuer: Omit<Issuer, 'keys' | 'titles'>
  readonly now: () => Date
}

/** What a check of a certificate finds out. */
export interface Examination {
  /** Of the signed text alone, by the lists of this moment. */
  readonly judgement: Judgement
  /** What the register says; null when it knows no such entry. */
  readonly entry: CertificateView | null
  /** Where the text and the register disagree. */
  readonly changes: readonly Change[]
  readonly revocation: Revocation | null
  /** When the status list was made. */
  readonly listedAt: Date
}

export interface RegisterDesk {
  /** District, issuer and the key to trust, for whoever checks. */
  readonly district: string
  readonly ring: KeyRing
  lists(): Promise<Lists>
  /** The text of an entry's QR code, signed when first asked for; null when there is no such entry. */
  credential(code: string): Promise<string | null>
  /** Examines an entry by its public code; null when there is none. */
  examineCode(code: string): Promise<Examination | null>
  /** Examines the text of a scanned QR code against its signature, the lists and the register. */
  examineText(text: string): Promise<Examination>
  /** Takes an entry back. The caller has seen that the officer holds the head's post. */
  revoke(code: string, revocation: Revocation, officer: Actor): Promise<Problem | null>
}

const CODE_SHAPE = /^[A-Za-z0-9_-]{8,64}$/

export function openRegisters({ reads, store, ring, issuer, now }: RegisterOptions): RegisterDesk {
  const { district } = reads.catalogue
  const published = publishedLists({ store, ring, issuer, now })
  const place = (code: string): Buffer => Buffer.from(`credential:${code}`)

  async function signedText(entry: CertificateView): Promise<string> {
    const found = await store.find(entry.code)
    if (!found) throw new Error(`the register entry ${entry.code} has no case key`)
    const key = reads.vault.dataKey(found.wrapped, keyPlace(found.caseId))
    const read = (sealed: Buffer): string => open(key, sealed, place(entry.code)).toString()
    if (found.credential) return read(found.credential)
    const at = now()
    const titles = entry.content.map(({ title }) => title)
    const sealed = await store.keepCredential({ code: entry.code, titles, at }, (statusPlace, numbers) => {
      const text = credentialOf({
        entry,
        issuer: issuer.id,
        place: statusPlace,
        titleNumber: (title) => numbers.get(title) as number,
        at,
        signer: ring.issuer,
        second: ring.second,
      })
      return seal(key, Buffer.from(text), place(entry.code))
    })
    published.outdate()
    return read(sealed)
  }

  async function examine(text: string, entry: CertificateView | null): Promise<Examination> {
    const { issuers, status } = await published.lists()
    const at = Math.floor(now().getTime() / 1000)
    const judgement = judgeCode(text, { issuers, status: [status], now: at }, verifySignature)
    const { certificate } = judgement
    return {
      judgement,
      entry,
      changes: entry && certificate ? changesOf(certificate, entry, issuers.issuers[0]!.titles) : [],
      revocation: entry ? ((await store.find(entry.code))?.revocation ?? null) : null,
      listedAt: new Date(status.issuedAt * 1000),
    }
  }

  /** The entry a certificate claims to be: by its public code, or by its number when the code leads nowhere. */
  async function claimedEntry({ fields, kind, number }: Certificate): Promise<CertificateView | null> {
    const code = String(fields.get(PUBLIC_CODE) ?? '')
    const named = CODE_SHAPE.test(code) ? await certificateOf(reads, code) : null
    if (named) return named
    // The database takes no NUL, and no number has one.
    const other = `${kind}${number}`.includes('\0') ? null : await store.codeOfNumber(kind, number)
    return other === null ? null : certificateOf(reads, other)
  }

  return {
    district,
    ring,
    lists: () => published.lists(),
    async credential(code) {
      const entry = CODE_SHAPE.test(code) ? await certificateOf(reads, code) : null
      return entry && signedText(entry)
    },
    async examineCode(code) {
      const entry = CODE_SHAPE.test(code) ? await certificateOf(reads, code) : null
      return entry && examine(await signedText(entry), entry)
    },
    async examineText(text) {
      const read = readCode(text)
      return examine(text, read && (await claimedEntry(read.certificate)))
    },
    async revoke(code, revocation, { id, name }) {
      const errors = faultsOf(revocation, legalDateOf(now()))
      if (errors.length > 0) return registerProblem('REVOCATION_INVALID', errors)
      const entry = CODE_SHAPE.test(code) ? await certificateOf(reads, code) : null
      if (!entry) return problemOfRefusal(refusal('CERTIFICATE_NOT_FOUND'))
      // Only what was signed has a place in the status list.
      await signedText(entry)
      const isNew = await store.revoke({ ...revocation, code, at: now(), officer: { id, name } })
      published.outdate()
      return isNew ? null : registerProblem('REVOKED_ALREADY')
    },
  }
}

/** What is wrong with a revocation. */
function faultsOf({ reason, document, on }: Revocation, today: PlainDate) {
  return [
    ...(reason.trim().length < 2 ? [{ path: '/reason', code: 'EMPTY', message: '请写明撤销的理由' }] : []),
    ...(document.trim().length < 2 ? [{ path: '/document', code: 'EMPTY', message: '请写撤销决定书的文号' }] : []),
    ...(on > today ? [{ path: '/on', code: 'DATE', message: '撤销日期不能晚于今天' }] : []),
  ]
}
