// A tiny server with invented data, to look at pages while the web is being made. `node web/dev/serve.ts [port]`.
// It serves what web/build.ts built; it is no part of the platform.

import { WEB } from '../build/config.ts'
import { fixtureServer } from './fixture-server.ts'
import { fixtures } from './fixtures.ts'

const entry = (await import('../dist/server/entry.js' as string)) as typeof import('../src/server.ts')

fixtureServer(entry, `${WEB}/dist/client`).listen(Number(process.argv[2] ?? 8090), () =>
  console.log('fixtures:', Object.keys(fixtures).join(' ')),
)
