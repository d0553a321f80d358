// The pages this desk fills, each with the data its shaping function makes. The office may not import the web;
// web/src/pages/hall.test.ts holds these types against the web's own.

import type { DrawAccount } from '#engines/draw/account.ts'
import type { Guide } from '#engines/guide/shape.ts'
import type { ListedFact } from '#kernel/case/listed.ts'
import type { TrustTexts } from '#kernel/log/checkpoint.ts'
import type { ReceiptFinding } from '#kernel/log/receipt.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { publicRecord } from '#office/cases/public-record.ts'
import type { RatingRules, Touch } from '#services/rating.ts'
import type { applyPage, checkPage, materialsPage, OfferRow, sectionPage, UnitGroup } from './apply/apply-of.ts'
import type { MandateRow, SessionRow } from './matter/account-of.ts'
import type { holderPage, verdictPage, walletRow } from './matter/certificate-of.ts'
import type { toldPage } from './matter/inbox-of.ts'
import type { draftRow, matterRow, progressPage } from './matter/matter-of.ts'
import type { PaperData, ProjectData, ProjectsData } from './matter/project-of.ts'
import type { seatPage } from './matter/seat-of.ts'
import type { promisePage, supplementPage } from './matter/supplement-of.ts'
import type { TaskData } from './matter/task-of.ts'
import type { homeMatter, serviceLink } from './open/front-of.ts'
import type { foundRow } from './open/guides-of.ts'
import type { lookupPage } from './open/lookup-of.ts'
import type { noticePage, noticeRow } from './open/notice-of.ts'
import type { PlacePoint } from './open/place-door.ts'
import type { Figures, Posted } from './open/rate-of.ts'
import type { RegisterRow } from './open/register-lists-of.ts'
import type { PublishedStatistics } from './open/statistics-door.ts'
import type { drawPage, drawRow, seatsPage } from './proof/proof-of.ts'

type ServiceLink = ReturnType<typeof serviceLink>
type PointRow = Omit<PlacePoint, 'id' | 'hours'> & { readonly href: string; readonly hours: string }
type GuideRow = ReturnType<typeof foundRow>
type MatterRow = ReturnType<typeof matterRow>
interface Refused {
  readonly refused?: { readonly reason: string; readonly remedy: string }
}
interface FieldFaults {
  readonly faults: readonly { readonly path: string; readonly message: string }[]
}

export interface HallPages {
  readonly home: {
    readonly often: readonly { readonly href: string; readonly title: string }[]
    readonly topics: readonly { readonly topic: string; readonly count: number }[]
    readonly services: readonly ServiceLink[]
    readonly matter: ReturnType<typeof homeMatter> | null
    readonly open: number
  }
  readonly kiosk: {
    readonly name: string
    readonly place: string
    readonly hours: string
    readonly count: number
    readonly isInRepair: boolean
    readonly services: readonly ServiceLink[]
  }
  readonly 'kiosk-matters': {
    readonly topic: string | null
    readonly topics: readonly { readonly topic: string; readonly count: number }[]
    readonly matters: readonly GuideRow[]
    readonly count: number
  }
  readonly 'kiosk-start': {
    readonly token: string
    readonly no: string
    readonly name: string
    readonly place: string
    readonly count: number
    readonly seconds: number
  }
  readonly 'kiosk-called': {
    readonly place: string
    readonly phone: string
    readonly hours: string
    readonly opening: PlacePoint['opening']
  }
  readonly 'kiosk-empty': object
  readonly 'kiosk-offline': object
  readonly guide: {
    readonly definition: ServiceDefinition
    readonly answers: Readonly<Record<string, string>>
    readonly fetched: readonly string[]
    readonly draft: string | null
  }
  readonly search: {
    readonly query: string
    readonly how: 'typed' | 'meant' | 'nothing'
    readonly found: readonly GuideRow[]
    readonly hot: readonly GuideRow[]
    readonly phone: string
  }
  readonly guides: {
    readonly topic: string | null
    readonly topics: readonly { readonly topic: string; readonly count: number }[]
    readonly guides: readonly GuideRow[]
  }
  readonly 'matter-guide': {
    readonly slug: string
    readonly guide: Guide
    readonly version: number
    readonly answers: Readonly<Record<string, string>>
    readonly isPrint: boolean
  }
  readonly points: {
    readonly matter: { readonly href: string; readonly title: string } | null
    readonly points: readonly PointRow[]
  }
  readonly plate: {
    readonly plate: { readonly no: string; readonly isRetired: boolean } | null
    readonly point: PointRow
    readonly count: number
    readonly at: string
    readonly common: readonly GuideRow[]
    readonly near: readonly (PointRow & { readonly metres: number })[]
  }
  readonly 'plate-unknown': { readonly points: readonly PointRow[] }
  readonly call: {
    readonly point: PointRow
    readonly slots: readonly string[]
    readonly posted: Readonly<Record<string, string>>
  } & FieldFaults
  readonly 'call-sent': { readonly slot: string; readonly number: string; readonly today: string }
  readonly help: { readonly hall: string; readonly hours: string; readonly phone: string; readonly complaint: string }
  readonly error: { readonly title: string; readonly remedy: string; readonly number?: string }
  readonly 'sign-in': {
    readonly providers: readonly { readonly action: string; readonly name: string }[]
    readonly next: string
    readonly message: string | null
    readonly staff: string
  }
  readonly invitation: {
    readonly token: string
    readonly login: string
    readonly name: string
    readonly made?: { readonly authenticator: string; readonly secret: string }
  } & Refused
  readonly apply: ReturnType<typeof applyPage>
  readonly 'apply-section': ReturnType<typeof sectionPage>
  readonly 'apply-materials': ReturnType<typeof materialsPage>
  readonly 'apply-check': ReturnType<typeof checkPage>
  readonly 'apply-elsewhere': {
    readonly title: string
    readonly address: string
    readonly until: string
    readonly back: string
  }
  readonly 'apply-elsewhere-over': Readonly<Record<string, never>>
  readonly submitted: {
    readonly caseNo: string
    readonly queryCode: string
    readonly at: string
    readonly definition: ServiceDefinition
    readonly village: string
    readonly progress: string
    readonly url: string
    readonly receipt: string
  }
  readonly matters: {
    readonly offers: readonly OfferRow[]
    readonly drafts: readonly ReturnType<typeof draftRow>[]
    readonly open: readonly MatterRow[]
    readonly ended: readonly MatterRow[]
    readonly unread: number
  }
  readonly inbox: {
    readonly notices: readonly {
      readonly href: string
      readonly title: string
      readonly says: string
      readonly at: string
      readonly isNew: boolean
    }[]
    readonly settings: string
  }
  readonly told: ReturnType<typeof toldPage>
  readonly outbox: {
    readonly messages: readonly {
      readonly channel: string
      readonly receiver: string
      readonly text: string
      readonly at: string
    }[]
  }
  readonly progress: ReturnType<typeof progressPage> & { readonly lists: readonly ListedFact[] }
  readonly answers: {
    readonly base: string
    readonly definition: ServiceDefinition
    readonly form: Data
    readonly materials: readonly HandedMaterial[]
    readonly submittedAt: string
    readonly villages: readonly UnitGroup[]
  }
  readonly supplement: ReturnType<typeof supplementPage>
  readonly promise: ReturnType<typeof promisePage>
  readonly 'own-data': {
    readonly name: string
    readonly idNumber: string
    readonly phone: string
    readonly cases: number
    readonly drafts: number
    readonly given: number
    readonly received: number
  }
  readonly mandates: {
    readonly given: readonly MandateRow[]
    readonly received: readonly MandateRow[]
    readonly actingFor: string | null
    readonly titles: Readonly<Record<string, string>>
    readonly today: string
    readonly typed: {
      readonly agentName: string
      readonly agentIdNumber: string
      readonly services: readonly string[]
      readonly actions: readonly string[]
      readonly until: string
    }
  } & FieldFaults
  readonly sessions: { readonly sessions: readonly SessionRow[] }
  readonly withdraw: { readonly base: string; readonly title: string; readonly key: string } & Refused
  readonly task: TaskData
  readonly projects: ProjectsData
  readonly project: ProjectData
  readonly 'project-paper': PaperData
  readonly rate: {
    readonly base: string
    readonly title: string
    readonly reasons: readonly string[]
    readonly key: string
    readonly posted: { readonly level?: string; readonly reasons: readonly string[]; readonly text?: string }
    readonly sent: boolean
  } & FieldFaults
  readonly 'rate-open': {
    readonly touch: Touch
    readonly service: string
    readonly reasons: readonly string[]
    readonly key: string
    readonly posted: Posted
    readonly sent: boolean
  } & FieldFaults
  readonly ratings: {
    readonly figures: Figures
    readonly titles: Readonly<Record<string, string>>
    readonly rules: RatingRules
  }
  readonly statistics: {
    readonly figures: PublishedStatistics
    readonly titles: Readonly<Record<string, string>>
    readonly ratings: { readonly active: number; readonly good: number; readonly byDefault: number }
  }
  readonly certificates: { readonly certificates: readonly ReturnType<typeof walletRow>[] }
  readonly certificate: ReturnType<typeof holderPage>
  readonly verify: ReturnType<typeof verdictPage>
  readonly check: { readonly lists: string; readonly vkey: string; readonly phone: string }
  readonly receipt: {
    readonly base: string
    readonly seq: number
    readonly receipt: {
      readonly finding: ReceiptFinding
      readonly link: string
      readonly fitsCode: boolean
      readonly file: string
      readonly fileName: string
    } | null
    readonly vkey: string
  }
  readonly 'receipt-check': { readonly trust: TrustTexts; readonly found: ReceiptFinding | null }
  readonly notices: { readonly notices: readonly ReturnType<typeof noticeRow>[] }
  readonly registers: {
    readonly groups: readonly {
      readonly title: string
      readonly registers: readonly { readonly href: string; readonly title: string }[]
    }[]
  }
  readonly register: {
    readonly title: string
    readonly note: string
    readonly isFull: boolean
    readonly rows: readonly RegisterRow[]
  }
  readonly record: Awaited<ReturnType<typeof publicRecord>>
  readonly notice: ReturnType<typeof noticePage>
  readonly objected: { readonly village: string; readonly at: string; readonly notices: string }
  readonly lookup: ReturnType<typeof lookupPage>
  readonly draws: {
    readonly draws: readonly ReturnType<typeof drawRow>[]
    readonly unread: readonly string[]
    readonly seasons: readonly string[]
    readonly isExample: boolean
  }
  readonly draw: ReturnType<typeof drawPage>
  readonly ceremony: {
    readonly account: DrawAccount
    readonly base: string
    readonly url: string
    readonly step: number
    readonly isExample: boolean
  }
  readonly seats: ReturnType<typeof seatsPage>
  readonly seat: ReturnType<typeof seatPage>
}
