import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Beat, type Kiosk, kioskAfter, kioskState, kioskToken, readKioskToken, repairsOf } from './kiosk.ts'

const at = (local: string): Date => new Date(`2026-11-${local.replace(' ', 'T')}:00+08:00`)
const kiosk: Kiosk = { point: 'kiosk-1', name: '一号机', matters: [], status: 'active', edition: 1 }
const beat = (local: string, more: Partial<Beat> = {}): Beat => ({
  ...{ at: at(local).toISOString(), paper: 80, toner: 60, fault: '' },
  ...more,
})

test('a machine is there for five minutes after its last word, and then away, whatever it said', () => {
  assert.equal(kioskState(kiosk, undefined, at('27 09:00')), 'offline')
  assert.equal(kioskState(kiosk, beat('27 08:55'), at('27 09:00')), 'online')
  assert.equal(kioskState(kiosk, beat('27 08:55'), at('27 09:01')), 'offline')
  assert.equal(kioskState(kiosk, beat('27 09:00', { fault: 'jam' }), at('27 09:01')), 'fault')
  assert.equal(kioskState(kiosk, beat('27 08:00', { fault: 'jam' }), at('27 09:01')), 'offline')
  assert.equal(kioskState({ status: 'repair' }, beat('27 09:00'), at('27 09:00')), 'repair')
})

test('a machine in repair is fixed, a retired one stays retired, and a new code ends the old', () => {
  assert.equal(kioskAfter(kiosk, 'fixed'), null)
  const repaired = kioskAfter(kiosk, 'repair')!
  assert.equal(kioskAfter(repaired, 'repair'), null)
  assert.equal(kioskAfter(repaired, 'fixed')?.status, 'active')
  assert.equal(kioskAfter(kiosk, 'renew')?.edition, 2)
  const retired = kioskAfter(kiosk, 'retire')!
  for (const act of ['change', 'renew', 'fault', 'repair', 'fixed', 'retire'] as const)
    assert.equal(kioskAfter(retired, act), null, act)
})

test('a repair is in time when it began within 24 hours, due also when nobody came', () => {
  const act = (type: 'fault' | 'clear' | 'repair' | 'fixed' | 'change', local: string) => ({
    type,
    at: at(local).toISOString(),
  })
  const now = at('27 09:00')
  assert.deepEqual(repairsOf([], now), { due: 0, inTime: 0 })
  assert.deepEqual(repairsOf([act('fault', '27 08:00')], now), { due: 0, inTime: 0 }, 'its limit still runs')
  assert.deepEqual(repairsOf([act('fault', '26 08:59')], now), { due: 1, inTime: 0 })
  assert.deepEqual(repairsOf([act('fault', '26 08:59'), act('change', '26 09:00')], now), { due: 1, inTime: 0 })
  const twice = [act('fault', '20 08:00'), act('repair', '21 08:00'), act('fixed', '22 08:00')]
  assert.deepEqual(repairsOf([...twice, act('fault', '23 08:00'), act('clear', '24 08:01')], now), {
    due: 2,
    inTime: 1,
  })
})

const sealOf = (text: string) =>
  [...text]
    .reduce((sum, sign) => sum * 31n + BigInt(sign.charCodeAt(0)), 7n)
    .toString(36)
    .toUpperCase()
    .padStart(26, '0')
    .slice(-26)

test('a code names its machine; one that was made up, or is of another edition, does not', () => {
  const token = kioskToken('K-0007', 2, sealOf)
  assert.deepEqual(readKioskToken(token, sealOf), { no: 'K-0007', edition: 2 })
  for (const forged of [token.replace('0007', '0008'), token.replace('-2-', '-3-'), `${token}X`, '', '../..'])
    assert.equal(readKioskToken(forged, sealOf), null, forged)
})
