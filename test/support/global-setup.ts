// Runs in the test runner's own process, before and after all test files: one database server for the whole run.
import type { EmbeddedServer } from '../../src/platform/postgres/embedded.ts'
import { joinTestServer, sweep } from './server.ts'

let server: EmbeddedServer | undefined

export async function globalSetup(): Promise<void> {
  server = await joinTestServer()
  await sweep(server.admin)
}

export async function globalTeardown(): Promise<void> {
  await server?.leave()
}
