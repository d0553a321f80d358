// The reference: PostgreSQL's own pgbench writing the same rows, one transaction for each command, in the same minute on
// the same server. Needs pgbench of any PostgreSQL on the machine.

import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'

/** Where pgbench is, or null. */
export function findPgbench(): string | null {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort().reverse() : []
  const folders = [...versions.map((version) => join(base, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  return folders.map((folder) => join(folder, 'pgbench')).find((file) => existsSync(file)) ?? null
}

/** Sizes of what one command of ours writes, so that the reference writes as much. */
export interface RowSizes {
  readonly snapshot: number
  readonly event: number
  readonly parties: number
}

/**
 * One case as pgbench writes it: one transaction to open it, four that change it. Gap-free numbers and counters are rows
 * that all transactions share; without them nothing makes one wait for another. Places in the log come from a sequence, which
 * is cheaper than a row without gaps: `create sequence bench_place` first.
 */
export function lifecycleScript({ snapshot, event, parties }: RowSizes, hasCounters: boolean): string {
  const bytes = (n: number) => `decode(repeat('5a', ${n}), 'hex')`
  const events = (seqs: readonly string[]) =>
    seqs.map(
      (seq) =>
        `insert into case_event (district, case_id, seq, type, at, sealed, salt, commitment, position) values ('bench', :id, ${seq}, 'x', now(), ${bytes(event)}, ${bytes(32)}, ${bytes(32)}, nextval('bench_place'));`,
    )
  const duty = (seq: string) =>
    `insert into case_duty (district, case_id, seq, n, service, step, branch, role, unit, due_on) values ('bench', :id, ${seq}, 0, 's', 'x', null, 'village.agent', '350521104-01', current_date);`
  const receipt = (seq: string) =>
    `insert into case_receipt (district, key, request, case_id, seq, at, events) values ('bench', :id || '-${seq}', ${bytes(32)}, :id, ${seq}, now(), '{a,b}');`
  const count = (status: string, n: number) =>
    `insert into case_count values ('bench', 's', 't', '${status}', '2026-11-01', ${n}) on conflict (district, service, town, status, month) do update set n = case_count.n + excluded.n;`
  // In one order everywhere, or two transactions would wait for each other in a ring.
  const counts = (from: string, to: string) =>
    from < to ? [count(from, -1), count(to, 1)] : [count(to, 1), count(from, -1)]
  const change = (step: number, from: string, to: string) => [
    'begin;',
    `update case_file set seq = ${step + 2}, status = '${to}', step = 'x${step}', due_on = current_date, wake_at = now(), head = ${bytes(32)}, snapshot = ${bytes(snapshot)} where district = 'bench' and id = :id and seq = ${step + 1};`,
    ...events([String(step + 2)]),
    `delete from case_duty where district = 'bench' and case_id = :id and seq < ${step + 2};`,
    duty(String(step + 2)),
    receipt(String(step + 2)),
    ...counts(from, to),
    'end;',
  ]
  return [
    'select gen_random_uuid() as id \\gset',
    'begin;',
    `insert into serial as s values ('bench', 'case', 1) on conflict (district, series) do update set last = s.last + 1;`,
    `insert into case_file (district, id, case_no, query_code, service, version, applicant, place, town, seq, status, step, step_kind, advice, received_on, due_on, wake_at, live, head, snapshot) values ('bench', :id, :id, :id, 's', 'v', :id::uuid, 'p', 't', 2, 'received', 'intake', 'intake', 'ready', current_date, current_date, now(), true, ${bytes(32)}, ${bytes(snapshot)});`,
    `insert into case_key values ('bench', :id, ${bytes(61)});`,
    ...events(['1', '2']),
    duty('2'),
    ...Array.from(
      { length: parties },
      (_, i) => `insert into case_party values ('bench', decode(md5(:id::text || '${i}'), 'hex'), :id, 's');`,
    ),
    receipt('2'),
    count('received', 1),
    'end;',
    ...change(1, 'received', 'supplementing'),
    ...change(2, 'supplementing', 'received'),
    ...change(3, 'received', 'reviewing'),
    ...change(4, 'reviewing', 'withdrawn'),
  ]
    .filter((line) => hasCounters || !/ into (serial|case_count) /.test(line))
    .join('\n')
}

/** Cases a second that pgbench completes at this many connections. */
export async function runPgbench(
  pgbench: string,
  connection: pg.ClientConfig,
  folder: string,
  script: string,
  clients: number,
  seconds: number,
): Promise<number> {
  const file = join(folder, 'lifecycle.pgbench')
  await writeFile(file, script)
  const args = [
    '-n',
    '-M',
    'prepared',
    '-f',
    file,
    '-c',
    String(clients),
    '-j',
    String(Math.min(2, clients)),
    '-T',
    String(seconds),
    '-h',
    String(connection.host),
    '-p',
    String(connection.port),
    '-U',
    String(connection.user),
    String(connection.database),
  ]
  const { stdout } = await promisify(execFile)(pgbench, args)
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
}
