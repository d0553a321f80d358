// Keeps the officers' desk on the device, so that a visit can be recorded where there is no line: the document and what it
// loads, nothing of any case. It answers only for /console; what the desk asks the server goes its own way.

import { keepPages } from './worker/kept-pages.ts'

/** Every address of the console is the same document. */
const PAGE = '/console'

keepPages({
  name: 'desk-1',
  pages: [PAGE],
  pageAt: (pathname) => (pathname === PAGE || pathname.startsWith(`${PAGE}/`) ? PAGE : undefined),
})
