// The console starts here.

import { createApp } from 'vue'
import { PAGE, SPEAK } from '../page/context.ts'
import { speaker } from '../words/words.ts'
import { zhHans } from '../words/zh-Hans.ts'
import ConsoleApp from './ConsoleApp.vue'

createApp(ConsoleApp)
  .provide(SPEAK, speaker(zhHans))
  .provide(PAGE, { locale: 'zh-Hans', here: '/console', large: false, demo: true, office: '', styleNonce: '' })
  .mount('#console')
