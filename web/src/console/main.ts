// The console starts here: one application, its routes, and the page of the present route inside the frame.

import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { PAGE, SPEAK } from '../page/context.ts'
import { speaker } from '../words/words.ts'
import { zhHans } from '../words/zh-Hans.ts'
import ConsoleApp from './ConsoleApp.vue'
import { routes } from './routes.ts'

const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

createApp(ConsoleApp)
  .use(router)
  .provide(SPEAK, speaker(zhHans))
  .provide(PAGE, { locale: 'zh-Hans', here: '/console', large: false, demo: false, office: '', styleNonce: '' })
  .mount('#console')
