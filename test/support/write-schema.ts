// `node test/support/write-schema.ts`: writes migrations/schema.sql anew after a migration was added.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MIGRATIONS } from '../../src/platform/postgres/migrate.ts'
import { dumpSchema } from '../../src/platform/postgres/schema-dump.ts'
import { asAdmin, ensureTemplate, joinTestServer } from './server.ts'

const server = await joinTestServer()
try {
  const database = await ensureTemplate(server.admin)
  const schema = await asAdmin({ ...server.admin, database }, dumpSchema)
  await writeFile(join(MIGRATIONS, 'schema.sql'), schema)
} finally {
  await server.leave()
}
