// Runs in the test runner's own process, before and after all test files: one database server for the whole run, and
// the pages built once, since test files that start the whole server at once would read them half written.
import type { EmbeddedServer } from '../../src/platform/postgres/embedded.ts'
import { webIsBuilt } from '../../web/build/stamp.ts'
import { joinTestServer, sweep } from './server.ts'

let server: EmbeddedServer | undefined

export async function globalSetup(): Promise<void> {
  server = await joinTestServer()
  await sweep(server.admin)
  if (!(await webIsBuilt())) await (await import('../../web/build.ts')).buildWeb()
}

export async function globalTeardown(): Promise<void> {
  await server?.leave()
}
