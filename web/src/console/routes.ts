// The addresses of the console. Pages come with the first load: together they are smaller than one picture, and an
// officer on a bad line must not wait for the next page.

import type { RouteRecordRaw } from 'vue-router'
import BookPage from './book/BookPage.vue'
import CasePage from './case/CasePage.vue'
import CasePrint from './case/CasePrint.vue'
import CountsPage from './count/CountsPage.vue'
import MissingPage from './desk/MissingPage.vue'
import DrawPage from './draw/DrawPage.vue'
import DrawsPage from './draw/DrawsPage.vue'
import EvaluationPage from './evaluation/EvaluationPage.vue'
import EvaluationsPage from './evaluation/EvaluationsPage.vue'
import GuidePage from './guide/GuidePage.vue'
import GuidesPage from './guide/GuidesPage.vue'
import IndicatorsPage from './indicator/IndicatorsPage.vue'
import NoticesPage from './notice/NoticesPage.vue'
import OpenPage from './open/OpenPage.vue'
import PaymentsPage from './payments/PaymentsPage.vue'
import PlacesPage from './place/PlacesPage.vue'
import QueuePage from './queue/QueuePage.vue'
import RatingsPage from './rating/RatingsPage.vue'
import SchoolPage from './season/SchoolPage.vue'
import SeasonPage from './season/SeasonPage.vue'
import SeasonsPage from './season/SeasonsPage.vue'
import ServicePage from './service/ServicePage.vue'
import ServicesPage from './service/ServicesPage.vue'
import SignInPage from './sign-in/SignInPage.vue'
import SupervisionPage from './supervision/SupervisionPage.vue'
import WallPage from './supervision/WallPage.vue'
import VisitPage from './visit/VisitPage.vue'
import VisitsPage from './visit/VisitsPage.vue'
import CalendarPage from './workbench/CalendarPage.vue'
import DelegationsPage from './workbench/DelegationsPage.vue'
import PhrasesPage from './workbench/PhrasesPage.vue'
import SessionsPage from './workbench/SessionsPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown without the frame, and without a session. */
    bare?: boolean
    /** The navigation entry this page belongs to. */
    under?: string
    /** Takes the whole width: the navigation is left out. */
    wide?: boolean
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/console', component: QueuePage, meta: { under: '/console' } },
  { path: '/console/sign-in', component: SignInPage, meta: { bare: true } },
  { path: '/console/cases/:id', component: CasePage, meta: { under: '/console', wide: true } },
  { path: '/console/cases/:id/print', component: CasePrint, meta: { under: '/console' } },
  { path: '/console/calendar', component: CalendarPage, meta: { under: '/console/calendar' } },
  { path: '/console/phrases', component: PhrasesPage, meta: { under: '/console/phrases' } },
  { path: '/console/sessions', component: SessionsPage, meta: { under: '/console/sessions' } },
  { path: '/console/standing-in', component: DelegationsPage, meta: { under: '/console/standing-in' } },
  { path: '/console/visits', component: VisitsPage, meta: { under: '/console/visits' } },
  { path: '/console/visits/:id', component: VisitPage, meta: { under: '/console/visits' } },
  { path: '/console/publicity', component: NoticesPage, meta: { under: '/console/publicity' } },
  { path: '/console/services', component: ServicesPage, meta: { under: '/console/services' } },
  { path: '/console/services/:slug', component: ServicePage, meta: { under: '/console/services' } },
  { path: '/console/open', component: OpenPage, meta: { under: '/console/open' } },
  { path: '/console/payments', component: PaymentsPage, meta: { under: '/console/payments' } },
  { path: '/console/counts', component: CountsPage, meta: { under: '/console/counts' } },
  { path: '/console/draws', component: DrawsPage, meta: { under: '/console/draws' } },
  { path: '/console/draws/:id', component: DrawPage, meta: { under: '/console/draws' } },
  { path: '/console/supervision', component: SupervisionPage, meta: { under: '/console/supervision' } },
  { path: '/console/wall', component: WallPage, meta: { bare: true } },
  { path: '/console/ratings', component: RatingsPage, meta: { under: '/console/ratings' } },
  { path: '/console/seasons', component: SeasonsPage, meta: { under: '/console/seasons' } },
  { path: '/console/seasons/:id', component: SeasonPage, meta: { under: '/console/seasons' } },
  { path: '/console/seasons/:id/schools/:unit', component: SchoolPage, meta: { under: '/console/seasons' } },
  { path: '/console/budget', component: BookPage, meta: { under: '/console/budget' } },
  { path: '/console/indicators', component: IndicatorsPage, meta: { under: '/console/indicators' } },
  { path: '/console/evaluations', component: EvaluationsPage, meta: { under: '/console/evaluations' } },
  { path: '/console/evaluations/:n', component: EvaluationPage, meta: { under: '/console/evaluations' } },
  { path: '/console/places', component: PlacesPage, meta: { under: '/console/places' } },
  { path: '/console/guides', component: GuidesPage, meta: { under: '/console/guides' } },
  { path: '/console/guides/:slug', component: GuidePage, meta: { under: '/console/guides' } },
  { path: '/console/:rest(.*)*', component: MissingPage },
]
