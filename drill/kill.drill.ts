// The promise of the main path, put to the test: an acknowledged command is never lost, never applied twice, never half
// applied. A server and its PostgreSQL work under load and are killed again and again; clients remember what they were
// told, and an oracle compares. `npm run drill`; DRILL_ROUNDS sets how often (40). Figures: docs/drill.md.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { silentProgress } from '#platform/process.ts'
import { openInstallation } from '../src/installation.ts'
import type { Acknowledged } from './support/load.ts'
import { contradictions, lostOf, unlikeTheirHistory } from './support/oracle.ts'
import { type Kill, Site } from './support/site.ts'
import { connectionOf } from './support/victim.ts'

const ROUNDS = Number(process.env.DRILL_ROUNDS ?? 40)
const CONTROL_ROUNDS = 4
const PORT = Number(process.env.DRILL_PORT ?? 18_090)
const KILLS: readonly Kill[] = ['server', 'database', 'both']

/** Of the receipts given before a kill, the last ones are in danger: so many are asked for again. */
const ASKED_AGAIN = 50

/** Every so many rounds, and at the end, all rows are looked through for contradictions. */
const LOOKED_THROUGH = 7

test('what was acknowledged outlives kill -9 of the server and of PostgreSQL', async (t) => {
  await using site = await Site.open('kill', PORT)
  const { load } = site
  const recoveries: { readonly what: Kill; readonly ms: number }[] = []
  let asked = 0
  let checked = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    await sleep(200 + Math.random() * 800)
    const what = KILLS[round % KILLS.length] as Kill
    const endangered = load.acknowledged.slice(-ASKED_AGAIN)
    const ms = await site.kill(what)
    recoveries.push({ what, ms })
    const known = load.acknowledged.slice(checked)
    checked += known.length
    const connection = connectionOf(site.folder)
    assert.deepEqual(await lostOf(connection, known), [], `lost in round ${round + 1}, ${what} killed`)
    if (round % LOOKED_THROUGH === 0)
      assert.deepEqual(await contradictions(connection), [], `half applied by round ${round + 1}, ${what} killed`)
    await answerTheSame(site, endangered)
    asked += endangered.length
    process.stdout.write(
      `  round ${round + 1}: ${what} killed, back after ${ms.toFixed(0)} ms, ${checked} acknowledged\n`,
    )
  }
  await load.stop()
  assert.deepEqual(load.refused.slice(0, 5), [], 'no command is refused because of a kill')
  assert.deepEqual(await lostOf(connectionOf(site.folder), load.acknowledged), [])
  assert.deepEqual(await contradictions(connectionOf(site.folder)), [])
  await site.close()
  const { cases, unlike } = await openedAgain(site)
  assert.deepEqual(unlike, [], 'every snapshot is the fold of its events')
  for (const line of [
    `${ROUNDS} rounds, ${load.acknowledged.length} commands acknowledged, 0 lost`,
    `${load.unknown} unknown outcomes, all resolved by the same key; ${asked} receipts asked for again, all the same`,
    `${cases} cases: each snapshot is the fold of its events, counts and numbers add up`,
    ...['server', 'database', 'both'].map((what) => recoveryLine(what, recoveries)),
    recoveryLine('all', recoveries),
  ]) {
    t.diagnostic(line)
  }
})

test('control: with synchronous_commit=off the same oracle finds what was lost', async (t) => {
  await using site = await Site.open('control', PORT, ['alter database qinqing set synchronous_commit = off'])
  const { load } = site
  let lost = 0
  let checked = 0
  for (let round = 0; round < CONTROL_ROUNDS; round += 1) {
    await sleep(500 + Math.random() * 500)
    const before = load.acknowledged.length
    await site.kill('database')
    const known = load.acknowledged.slice(checked, before)
    checked = before
    lost += (await lostOf(connectionOf(site.folder), known)).length
  }
  await site.close()
  t.diagnostic(`${CONTROL_ROUNDS} rounds, ${checked} commands acknowledged, ${lost} lost`)
  assert.ok(lost > 0, 'the oracle would not see a loss')
})

/** A repetition gets the receipt of the first time, to the letter. */
async function answerTheSame({ load }: Site, commands: readonly Acknowledged[]): Promise<void> {
  for (const command of commands) {
    const { status, body } = await load.repeat(command)
    assert.ok(status < 300, `${command.key} again: ${status} ${body}`)
    assert.deepEqual(JSON.parse(body), command.receipt)
  }
}

async function openedAgain(site: Site): Promise<{ cases: number; unlike: string[] }> {
  const config = readConfig(site.environment, '/')
  const installation = await openInstallation({ config, log: silentLog, progress: silentProgress })
  try {
    return await unlikeTheirHistory(installation)
  } finally {
    await installation.stopper.stop()
  }
}

function recoveryLine(name: string, recoveries: readonly { readonly what: Kill; readonly ms: number }[]): string {
  const times = recoveries
    .filter(({ what }) => name === 'all' || what === name)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
  const middle = times[Math.floor(times.length / 2)] ?? Number.NaN
  return `killed ${name}: back after ${middle.toFixed(0)} ms (median), ${(times.at(-1) ?? Number.NaN).toFixed(0)} ms (most)`
}
