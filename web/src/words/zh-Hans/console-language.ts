// The console's words for tasks, assignments, payments, draws and the ladder of supervision.

export const consoleLanguageWords = {
  'outcome.routed': '分派到部门',
  'outcome.unrouted': '分派不出',
  'outcome.matched': '都相符',
  'outcome.differing': '有不符',
  'outcome.paid': '付成',
  'outcome.unpaid': '没有付成',
  'outcome.drawn': '抽出结果',
  'outcome.undrawn': '没有抽成',
  'outcome.placed': '派到位',
  'outcome.unplaced': '没有派到',
  'flow.hours': '{n} 小时',
  'flow.clockNotePlain': '从「{step}」起算',
  'flow.supervised': '督办：{rungs}',
  'service.factsPlain':
    '承诺 {promised} 个工作日，法律没有定期限；跑 {visits} 次；材料 {materials} 份，其中 {fetched} 份免提交',
} as const
