// The addresses of the console. Pages come with the first load: together they are smaller than one picture, and an
// officer on a bad line must not wait for the next page.

import type { RouteRecordRaw } from 'vue-router'
import CasePage from './case/CasePage.vue'
import MissingPage from './desk/MissingPage.vue'
import QueuePage from './queue/QueuePage.vue'
import SignInPage from './sign-in/SignInPage.vue'

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
  { path: '/console/:rest(.*)*', component: MissingPage },
]
