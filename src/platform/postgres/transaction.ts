// One transaction on one connection of a pool. Called by stores that need more than one statement to be one act.

import type { Pool, PoolClient } from 'pg'

/** Runs `work` in a transaction; what it throws rolls everything back. A connection that cannot roll back is dropped. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
