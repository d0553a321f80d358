// The one word that says where a case stands, for lists and statistics. Derived, never decided by.

import { modeNow } from '../calendar/clock.ts'
import type { CaseState } from './state.ts'

export const STATUSES = {
  received: '已收件',
  supplementing: '等您补正',
  reviewing: '办理中',
  suspended: '计时停着',
  approved: '已批准',
  granted: '已办结',
  refused: '不予批准',
  returned: '已退件',
  withdrawn: '已撤回',
  terminated: '已终止',
} as const

export type CaseStatus = keyof typeof STATUSES

export function statusOf(state: CaseState): CaseStatus {
  if (state.ended) return state.ended.result
  if (state.supplement?.phase === 'open') return 'supplementing'
  if (state.suspension) return 'suspended'
  if (state.decision?.verdict === 'approve') return 'approved'
  return modeNow(state.clock) === null ? 'received' : 'reviewing'
}
