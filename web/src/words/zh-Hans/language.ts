// Words for what services beyond a single permit say: limits without law, hours, tasks of the applicant, what was compared.

export const languageWords = {
  'guide.countsPlain': '从“{step}”起算。{paused}',
  'guide.notCounted': '{paused}不算在内。',
  'submitted.nextPlain': '接下来是“{step}”，我们承诺 {days} 个工作日内办完。',
  'progress.legendPlain': '蓝框是今天。周末、放假不算。',
  'progress.compared': '登记信息比对',
  'progress.comparedNote': '我们拿您填的和登记部门的对过；不符的会由工作人员核实，您也可以补充说明。',
  'match.MATCH': '相符',
  'match.MISMATCH': '不符',
  'match.NO_DATA': '查不到',
  'match.EXPIRED': '已过期',
  'match.UNVERIFIABLE': '没能核对',

  'task.do': '去办：{asks}',
} as const
