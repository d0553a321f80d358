// The server as `npm start` runs it, without the invented applications: a demonstration files some thousands of them while
// it already answers, and would be measured for minutes.

import { readConfig } from '#platform/config.ts'
import { createLog } from '#platform/log.ts'
import { createStopper, silentProgress, stopOnSignal } from '#platform/process.ts'
import { startServer } from '../../src/server.ts'

const config = readConfig()
const log = createLog({ write: (line) => process.stdout.write(line), level: config.logLevel, format: 'json' })
const stopper = createStopper(log)
stopOnSignal(stopper, log)
await startServer({ config, log, progress: silentProgress, stopper })
