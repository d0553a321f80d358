// Words of the console, the officers' desk.

export const console = {
  'console.name': '亲清家园 工作台',
  'console.nav': '工作台导航',
  'console.find': '件号、姓名、文号',
  'console.findHint': '按 / 查找',
} as const
