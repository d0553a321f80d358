// Sets up the desk of notices for the composition root. It reads the stream and sends until the server stops.

import { personContent } from '#office/identity/person.ts'
import { type NoticeDesk, openNotices } from '#office/notices/desk.ts'
import type { Installation } from './installation.ts'

/** What people are told, and by which way. */
export function openNoticeDesk({ config, cases, reads, identity, database, log, stopper }: Installation): NoticeDesk {
  const desk = openNotices({
    ...{ cases, log, smtp: config.smtp, baseUrl: config.baseUrl },
    appender: database.pool('qinqing_appender', 1, { 'app.district': cases.catalogue.district }),
    citizen: reads.pools.citizen,
    phoneOf: async (person) => (await personContent(identity, person))?.phone,
    isDemo: config.mode === 'demo',
  })
  desk.start()
  stopper.closing('notices', () => desk.stop())
  return desk
}
