// A process that only sequences, for the test that kills it: `node killed.fixture.ts CONNECTION FOLDER`.

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { NOTE_ED25519 } from '#kernel/log/note.ts'
import { silentLog } from '#platform/log.ts'
import { withPools } from '#platform/postgres/database.ts'
import { NO_WITNESSES } from './cosign.ts'
import { lockFile } from './lock-file.ts'
import { DISTRICT, ORIGIN } from './log.fixture.ts'
import { openLogKey } from './log-key.ts'
import { sequencer } from './sequencer.ts'

const [connection = '', folder = ''] = process.argv.slice(2)
const database = withPools(JSON.parse(connection), silentLog, { isEmbedded: true, close: async () => undefined })
const key = await openLogKey({
  ...{ file: join(folder, 'key'), name: ORIGIN, type: NOTE_ED25519, mayMake: true },
  random: randomBytes,
})
const { round } = sequencer({
  pool: database.pool('qinqing_log', 1, { 'app.district': DISTRICT }),
  ...{ district: DISTRICT, key, lock: lockFile(join(folder, 'lock')), witnesses: NO_WITNESSES, batch: 40 },
  // Every step is told, so that the kill can follow one of any kind.
  afterStep: () => void process.stdout.write('.'),
})
for (;;) await round()
