// The projects of a demonstration: two that are filed, the newer with its first permits. Firms and people are invented.

import type { ServiceDeclaration } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { DemoCase, DemoContent } from '../declared.ts'

const FIRM = { firm: '闽岸精密机械有限公司（示例）', creditCode: '91350500MA2XY0006B' }
const BY = { name: '陈某一', idNumber: '350598197503120018' }
const accept = { by: 'bureau.window', command: { type: 'accept', note: '' } } as const
const agree = { by: 'bureau.approver', command: { type: 'opine', verdict: 'agree', opinion: '符合' } } as const
const sign = { by: 'bureau.head', command: { type: 'decide', verdict: 'approve', reason: '' } } as const

const project = (name: string, plotArea: number): DemoCase => ({
  by: BY,
  form: {
    name,
    ...FIRM,
    phone: '13800000001',
    address: '张坂镇示例路 1 号',
    content: '精密机械厂房一座',
    investment: 'enterprise',
    total: 12_000_000_000,
    plotArea,
    special: false,
  },
  materials: [],
  acts: [accept, { by: 'bureau.approver', command: { type: 'decide', verdict: 'approve', reason: '' } }],
})

/** A permit of the newest project; its papers came by hand. */
const permit = ({ materials }: ServiceDeclaration, values: Readonly<Record<string, Data>>): DemoCase => ({
  by: BY,
  form: { project: { entry: 'projectFiling' }, ...FIRM, ...values },
  materials: Object.keys(materials).map((kind) => ({ kind, origin: 'cabinet' })),
  acts: [accept, agree, sign],
})

/** Values of those that the newest project has. */
const ISSUED: Readonly<Record<string, Readonly<Record<string, Data>>>> = {
  'land-use-planning-permit': { plotArea: 20466 },
  'land-right': { plotArea: 20466 },
  'design-plan-review': { gfa: 18420 },
}

export function demoOf(declaration: ServiceDeclaration): (() => DemoContent) | undefined {
  if (!Object.hasOwn(declaration.form, 'project'))
    return () => ({ cases: [project('闽岸精密 2 号厂房（示例）', 12800), project('闽岸精密 3 号厂房（示例）', 20466)] })
  const values = ISSUED[declaration.slug]
  return values && (() => ({ cases: [permit(declaration, values)] }))
}
