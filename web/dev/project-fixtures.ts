// A firm's project for the pages' own tests: one paper sent back, two documents that disagree, one permit issued.

import { FIRM, handing, issued, STEWARD, tell } from '../../src/kernel/project/project.fixture.ts'
import { projectPage, projectRow } from '../../src/kernel/project/shown.ts'
import type { PageProps } from '../src/pages/pages.ts'

const told = tell()
const filed = issued('2026-350598-47-03-000001')
told.set({ A: { entry: { ...filed.entry!, values: { name: '示例 3 号厂房', firm: '示例机械有限公司' } } } })
told.give(FIRM, handing('contract', { fields: { area: 100 } }))
told.give(STEWARD, { type: 'approve', paper: 'contract', version: 1 })
told.give(FIRM, handing('plan', { fields: { area: 120 } }))
told.give(STEWARD, { type: 'approve', paper: 'plan', version: 1 })
told.give(FIRM, handing('drawing'))
told.give(STEWARD, {
  type: 'return',
  paper: 'drawing',
  version: 1,
  remarks: [{ point: 'seal', reason: '看不清', arises: false }],
})

const project = projectPage(told.around, FIRM)
const paper = project.papers.find(({ name }) => name === 'contract')!

export const projectFixtures: Pick<PageProps, 'projects' | 'project' | 'project-paper'> = {
  projects: { projects: [projectRow(told.around)] },
  project: { project, refused: { title: '这一项还没有就绪。', detail: '缺 承诺', remedy: '材料齐了再申报。' } },
  'project-paper': {
    code: project.code,
    name: project.name,
    paper,
    fields: paper.spec.fields,
    falls: ['规划'],
    today: project.today,
    posted: { area: '100' },
    faults: [{ path: 'paper.file', message: '请选一个文件' }],
  },
}
