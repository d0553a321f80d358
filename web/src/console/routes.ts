// The addresses of the console. What an officer handles cases with comes with the first load, so that a bad line keeps
// nobody waiting for the next page; pages of the bureau's other desks come when they are opened.

import type { RouteRecordRaw } from 'vue-router'
import CasePage from './case/CasePage.vue'
import CasePrint from './case/CasePrint.vue'
import MissingPage from './desk/MissingPage.vue'
import NoticesPage from './notice/NoticesPage.vue'
import QueuePage from './queue/QueuePage.vue'
import SignInPage from './sign-in/SignInPage.vue'
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
  {
    path: '/console/passkeys',
    component: () => import('./workbench/PasskeysPage.vue'),
    meta: { under: '/console/passkeys' },
  },
  { path: '/console/standing-in', component: DelegationsPage, meta: { under: '/console/standing-in' } },
  { path: '/console/visits', component: VisitsPage, meta: { under: '/console/visits' } },
  { path: '/console/visits/:id', component: VisitPage, meta: { under: '/console/visits' } },
  { path: '/console/publicity', component: NoticesPage, meta: { under: '/console/publicity' } },
  {
    path: '/console/services',
    component: () => import('./service/ServicesPage.vue'),
    meta: { under: '/console/services' },
  },
  {
    path: '/console/services/:slug',
    component: () => import('./service/ServicePage.vue'),
    meta: { under: '/console/services' },
  },
  { path: '/console/open', component: () => import('./open/OpenPage.vue'), meta: { under: '/console/open' } },
  {
    path: '/console/payments',
    component: () => import('./payments/PaymentsPage.vue'),
    meta: { under: '/console/payments' },
  },
  { path: '/console/counts', component: () => import('./count/CountsPage.vue'), meta: { under: '/console/counts' } },
  { path: '/console/draws', component: () => import('./draw/DrawsPage.vue'), meta: { under: '/console/draws' } },
  { path: '/console/draws/:id', component: () => import('./draw/DrawPage.vue'), meta: { under: '/console/draws' } },
  {
    path: '/console/supervision',
    component: () => import('./supervision/SupervisionPage.vue'),
    meta: { under: '/console/supervision' },
  },
  { path: '/console/wall', component: () => import('./supervision/WallPage.vue'), meta: { bare: true } },
  {
    path: '/console/ratings',
    component: () => import('./rating/RatingsPage.vue'),
    meta: { under: '/console/ratings' },
  },
  {
    path: '/console/projects',
    component: () => import('./project/ProjectsPage.vue'),
    meta: { under: '/console/projects' },
  },
  {
    path: '/console/projects/:code',
    component: () => import('./project/ProjectPage.vue'),
    meta: { under: '/console/projects', wide: true },
  },
  {
    path: '/console/seasons',
    component: () => import('./season/SeasonsPage.vue'),
    meta: { under: '/console/seasons' },
  },
  {
    path: '/console/seasons/:id',
    component: () => import('./season/SeasonPage.vue'),
    meta: { under: '/console/seasons' },
  },
  {
    path: '/console/seasons/:id/schools/:unit',
    component: () => import('./season/SchoolPage.vue'),
    meta: { under: '/console/seasons' },
  },
  { path: '/console/budget', component: () => import('./book/BookPage.vue'), meta: { under: '/console/budget' } },
  {
    path: '/console/indicators',
    component: () => import('./indicator/IndicatorsPage.vue'),
    meta: { under: '/console/indicators' },
  },
  {
    path: '/console/evaluations',
    component: () => import('./evaluation/EvaluationsPage.vue'),
    meta: { under: '/console/evaluations' },
  },
  {
    path: '/console/evaluations/:n',
    component: () => import('./evaluation/EvaluationPage.vue'),
    meta: { under: '/console/evaluations' },
  },
  { path: '/console/places', component: () => import('./place/PlacesPage.vue'), meta: { under: '/console/places' } },
  { path: '/console/kiosks', component: () => import('./place/KiosksPage.vue'), meta: { under: '/console/kiosks' } },
  { path: '/console/guides', component: () => import('./guide/GuidesPage.vue'), meta: { under: '/console/guides' } },
  {
    path: '/console/guides/:slug',
    component: () => import('./guide/GuidePage.vue'),
    meta: { under: '/console/guides' },
  },
  { path: '/console/:rest(.*)*', component: MissingPage },
]
