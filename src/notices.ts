// Sets up the desk of notices for the composition root, which starts it: it reads the stream and sends.

import type { Pool } from 'pg'
import { personContent } from '#office/identity/person.ts'
import { type NoticeDesk, openNotices } from '#office/notices/desk.ts'
import { appenders, type Installation } from './installation.ts'

/** What people are told, and by which way. */
export function openNoticeDesk(installation: Installation, reader: Pool): NoticeDesk {
  const { config, cases, reads, identity, log } = installation
  return openNotices({
    ...{ cases, log, smtp: config.smtp, baseUrl: config.baseUrl },
    appender: appenders(installation, 1),
    reader,
    citizen: reads.pools.citizen,
    phoneOf: async (person) => (await personContent(identity, person))?.phone,
    isDemo: config.mode === 'demo',
  })
}
