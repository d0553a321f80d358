// The roles of officers and the level of unit each belongs to. A step of a service names a role; the case's place
// (its village) then says which unit's holder of that role must act. Called by the compiler, decide() and the desks.

/** Levels of the unit tree: from the zone down, and beside the towns its departments and schools. */
export type UnitLevel = 'bureau' | 'town' | 'village' | 'department' | 'school'

/**
 * Roles. Of a department or school it is the unit the case is assigned to that acts, unless `unit` names the one that
 * always does.
 */
export const ROLES = {
  'village.agent': { level: 'village', title: '村代办员' },
  'village.committee': { level: 'village', title: '村委会' },
  'town.window': { level: 'town', title: '乡镇窗口' },
  'town.agriculture': { level: 'town', title: '乡镇农业农村' },
  'town.land': { level: 'town', title: '乡镇自然资源' },
  'town.construction': { level: 'town', title: '乡镇村镇建设' },
  'bureau.window': { level: 'bureau', title: '审批局窗口' },
  'bureau.approver': { level: 'bureau', title: '审批局审批' },
  'bureau.head': { level: 'bureau', title: '审批局负责人' },
  'bureau.supervisor': { level: 'bureau', title: '效能监察' },
  'bureau.author': { level: 'bureau', title: '审批局预算编制' },
  'bureau.finance': { level: 'bureau', title: '审批局财务' },
  'bureau.cashier': { level: 'bureau', title: '审批局出纳' },
  'bureau.dispatcher': { level: 'bureau', title: '审批局分派' },
  'bureau.steward': { level: 'bureau', title: '审批局项目管家' },
  'bureau.market': { level: 'bureau', title: '审批局中介超市' },
  'bureau.notary': { level: 'bureau', title: '公证员' },
  'zone.leader': { level: 'bureau', title: '区领导' },
  'department.handler': { level: 'department', title: '部门经办' },
  'department.head': { level: 'department', title: '部门负责人' },
  'education.officer': { level: 'department', title: '教育经办', unit: 'education' },
  'education.head': { level: 'department', title: '教育负责人', unit: 'education' },
  'school.office': { level: 'school', title: '学校招生' },
} as const satisfies Record<string, { level: UnitLevel; title: string; unit?: string }>

export type Role = keyof typeof ROLES

/** Whether a text from outside names a role. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text)
}

/** An office as people say it: `东园镇自然资源`, `审批局负责人`; the unit's own name takes the place of its level's. */
export const sayPost = (unitName: string, role: Role): string =>
  unitName + ROLES[role].title.replace(/^(乡镇|审批局|区|部门|教育|学校)/, '')
