// The table of pages: each name is a component beside this file, each type the plain data its route fills it with.

import type { AnswersPage } from './answers.ts'
import type { ApplyPage } from './apply.ts'
import type { ApplyCheckPage } from './apply-check.ts'
import type { ApplyElsewhereOverPage, ApplyElsewherePage } from './apply-elsewhere.ts'
import type { ApplyMaterialsPage } from './apply-materials.ts'
import type { ApplySectionPage } from './apply-section.ts'
import type { CeremonyPage } from './ceremony.ts'
import type { CertificatePage } from './certificate.ts'
import type { CertificatesPage } from './certificates.ts'
import type { CheckPage } from './check.ts'
import type { DrawPage } from './draw.ts'
import type { DrawsPage } from './draws.ts'
import type { ErrorPage } from './error.ts'
import type { GalleryPage } from './gallery.ts'
import type { GuidePage } from './guide.ts'
import type { GuidesPage } from './guides.ts'
import type { HelpPage } from './help.ts'
import type { HomePage } from './home.ts'
import type { InboxPage } from './inbox.ts'
import type { InvitationPage } from './invitation.ts'
import type { KioskCalledPage, KioskMattersPage, KioskPage, KioskStartPage } from './kiosk.ts'
import type { LookupPage } from './lookup.ts'
import type { MandatesPage } from './mandates.ts'
import type { MatterGuidePage } from './matter-guide.ts'
import type { MattersPage } from './matters.ts'
import type { NoticePage } from './notice.ts'
import type { NoticesPage } from './notices.ts'
import type { ObjectedPage } from './objected.ts'
import type { OutboxPage } from './outbox.ts'
import type { OwnDataPage } from './own-data.ts'
import type { CallPage, CallSentPage, PlatePage, PlateUnknownPage, PointsPage } from './points.ts'
import type { ProgressPage } from './progress.ts'
import type { ProjectPaperPage, ProjectStandPage, ProjectsPage } from './project.ts'
import type { PromisePage } from './promise.ts'
import type { RatePage } from './rate.ts'
import type { RateOpenPage } from './rate-open.ts'
import type { RatingsPage } from './ratings.ts'
import type { ReceiptPage } from './receipt.ts'
import type { ReceiptCheckPage } from './receipt-check.ts'
import type { RecordPage } from './record.ts'
import type { RegisterPage, RegistersPage } from './registers.ts'
import type { SearchPage } from './search.ts'
import type { SeatPage } from './seat.ts'
import type { SeatsPage } from './seats.ts'
import type { SessionsPage } from './sessions.ts'
import type { SignInPage } from './sign-in.ts'
import type { StatisticsPage } from './statistics.ts'
import type { SubmittedPage } from './submitted.ts'
import type { SupplementPage } from './supplement.ts'
import type { TaskPage } from './task.ts'
import type { ToldPage } from './told.ts'
import type { VerifyPage } from './verify.ts'
import type { WithdrawPage } from './withdraw.ts'

export interface PageProps {
  readonly home: HomePage
  readonly kiosk: KioskPage
  readonly 'kiosk-matters': KioskMattersPage
  readonly 'kiosk-start': KioskStartPage
  readonly 'kiosk-called': KioskCalledPage
  readonly statistics: StatisticsPage
  readonly 'kiosk-empty': object
  readonly 'kiosk-offline': object
  readonly guide: GuidePage
  readonly guides: GuidesPage
  readonly 'matter-guide': MatterGuidePage
  readonly search: SearchPage
  readonly points: PointsPage
  readonly plate: PlatePage
  readonly 'plate-unknown': PlateUnknownPage
  readonly call: CallPage
  readonly 'call-sent': CallSentPage
  readonly apply: ApplyPage
  readonly 'apply-section': ApplySectionPage
  readonly 'apply-materials': ApplyMaterialsPage
  readonly 'apply-check': ApplyCheckPage
  readonly 'apply-elsewhere': ApplyElsewherePage
  readonly 'apply-elsewhere-over': ApplyElsewhereOverPage
  readonly submitted: SubmittedPage
  readonly matters: MattersPage
  readonly inbox: InboxPage
  readonly told: ToldPage
  readonly outbox: OutboxPage
  readonly progress: ProgressPage
  readonly answers: AnswersPage
  readonly supplement: SupplementPage
  readonly promise: PromisePage
  readonly mandates: MandatesPage
  readonly 'own-data': OwnDataPage
  readonly sessions: SessionsPage
  readonly withdraw: WithdrawPage
  readonly rate: RatePage
  readonly task: TaskPage
  readonly projects: ProjectsPage
  readonly project: ProjectStandPage
  readonly 'project-paper': ProjectPaperPage
  readonly 'rate-open': RateOpenPage
  readonly ratings: RatingsPage
  readonly certificates: CertificatesPage
  readonly certificate: CertificatePage
  readonly lookup: LookupPage
  readonly verify: VerifyPage
  readonly check: CheckPage
  readonly receipt: ReceiptPage
  readonly 'receipt-check': ReceiptCheckPage
  readonly draws: DrawsPage
  readonly draw: DrawPage
  readonly ceremony: CeremonyPage
  readonly seats: SeatsPage
  readonly seat: SeatPage
  readonly notices: NoticesPage
  readonly registers: RegistersPage
  readonly register: RegisterPage
  readonly record: RecordPage
  readonly notice: NoticePage
  readonly objected: ObjectedPage
  readonly 'sign-in': SignInPage
  readonly invitation: InvitationPage
  readonly help: HelpPage
  readonly error: ErrorPage
  readonly gallery: GalleryPage
}

export type PageName = keyof PageProps
