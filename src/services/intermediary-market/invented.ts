// Plainly invented firms and purchasers of the market, for the examples and the demonstration. None of them exists: the
// division 350598 does not, nor do the numbers of their certificates. seed/registries/ knows them by the same codes.

export interface InventedFirm {
  readonly code: string
  readonly name: string
  readonly legal: string
  readonly certificate: string
  readonly staff: { readonly name: string; readonly number: string }
  readonly category: string
  readonly level: string
  readonly until: string
  /** Who acts for it: one of the sandbox's residents. */
  readonly agent: { readonly name: string; readonly idNumber: string; readonly phone: string }
}

const AGENTS = {
  chen: { name: '陈某一', idNumber: '350598197503120018', phone: '13800000001' },
  lin: { name: '林某二', idNumber: '350598198207250023', phone: '13800000002' },
  huang: { name: '黄某三', idNumber: '350598196801010031', phone: '13800000003' },
  wu: { name: '吴某四', idNumber: '350598199011300046', phone: '13800000004' },
  zhang: { name: '张某六', idNumber: '350598198506190067', phone: '13800000006' },
  zheng: { name: '郑某七', idNumber: '350598199302140070', phone: '13800000007' },
} as const

const firm = (
  n: number,
  [code, name, legal]: readonly [code: string, name: string, legal: string],
  agent: InventedFirm['agent'],
  more: Partial<Pick<InventedFirm, 'category' | 'level' | 'until'>> = {},
): InventedFirm => ({
  ...{ code, name, legal, agent },
  certificate: `示例资质-${n}`,
  staff: { name: `周某${'甲乙丙丁戊己庚'[n - 1]}`, number: `示例执业-${n}` },
  ...{ category: '测绘', level: '乙级', until: '2028-12-31', ...more },
})

export const FIRMS = {
  jia: firm(1, ['91350598MA70010135', '示例甲测绘有限公司', '许某甲'], AGENTS.lin, { level: '甲级' }),
  yi: firm(2, ['91350598MA7002026N', '示例乙测绘有限公司', '许某乙'], AGENTS.huang),
  bing: firm(3, ['91350598MA70030398', '示例丙测绘有限公司', '许某丙'], AGENTS.wu),
  ding: firm(4, ['91350598MA7004052U', '示例丁造价咨询有限公司', '许某丁'], AGENTS.zhang, { category: '工程造价咨询' }),
  wu: firm(5, ['91350598MA7005065D', '示例戊环评有限公司', '许某戊'], AGENTS.zheng, {
    category: '环境影响评价',
    level: '不分级',
  }),
  ji: firm(6, ['91350598MA7006078Y', '示例己测绘有限公司', '许某己'], AGENTS.zhang),
  geng: firm(7, ['91350598MA7007091J', '示例庚测绘有限公司', '许某甲'], AGENTS.zheng),
} as const satisfies Readonly<Record<string, InventedFirm>>

/** A project company that buys services with state-owned money. */
export const PURCHASER = { code: '91350598MA7008104F', name: '示例台商区建设投资公司', agent: AGENTS.chen } as const

/** The application by which a firm enters the market. */
export const entryForm = (one: InventedFirm, kind: 'new' | 'change' = 'new') => ({
  kind,
  firm: { name: one.name, code: one.code, legal: one.legal, address: '台商投资区示例路 1 号' },
  qualification: {
    category: one.category,
    level: one.level,
    number: one.certificate,
    issuer: '示例发证机关',
    until: one.until,
  },
  practitioner: one.staff,
  agent: one.agent,
  offers: `${one.category}服务，按件计费，明细见报价。`,
  promise: true,
})
export const ENTRY_PAPERS = (['licence', 'certificate', 'staff'] as const).map((kind) => ({
  kind,
  origin: 'paper' as const,
}))
