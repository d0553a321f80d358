// A plan as an officer types it: issues and reasons a line each, the moment of the freeze in legal time.

import type { DrawPlan } from '#engines/draw/conduct.ts'
import type { BeaconName } from '#engines/draw/message.ts'

export interface PlanForm {
  readonly project: string
  readonly purpose: DrawPlan['purpose']
  readonly rule: string
  readonly k: number
  readonly reserve: number
  readonly minimum: number
  /** `2026-03-01T20:00`, Shanghai time. */
  readonly freezeAt: string
  readonly beacons: string
  readonly fallback: string
  readonly voidReasons: string
}

const linesOf = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || [])

/** The plan of a form; a line that names no public number, or the empty text when something is missing. */
export function planOf(form: PlanForm): { readonly plan: DrawPlan } | { readonly fault: string } {
  const { project, purpose, rule, k, reserve, minimum, freezeAt, voidReasons } = form
  const named = linesOf(form.beacons).map(beaconOf)
  const spare = linesOf(form.fallback).map(beaconOf)
  const fault = [...named, ...spare].find((one) => typeof one === 'string')
  if (typeof fault === 'string') return { fault }
  const at = Date.parse(`${freezeAt}:00+08:00`)
  if (project.trim() === '' || rule.trim() === '' || Number.isNaN(at) || named.length === 0) return { fault: '' }
  return {
    plan: {
      ...{ project: project.trim(), purpose, rule: rule.trim(), k, reserve, minimum },
      freezeAt: new Date(at).toISOString().replace('.000Z', 'Z'),
      beacons: named as BeaconName[],
      fallback: spare as BeaconName[],
      voidReasons: linesOf(voidReasons),
    },
  }
}

/** `cwl-kl8 2026052`, `drand-quicknet 1000`; the line itself when it is neither. */
function beaconOf(line: string): BeaconName | string {
  const [type = '', number = '', ...more] = line.split(/\s+/)
  if (more.length > 0 || number === '') return line
  if (type !== 'drand-quicknet') return { type, issue: number }
  return /^[1-9]\d{0,12}$/.test(number) ? { type, round: Number(number) } : line
}
