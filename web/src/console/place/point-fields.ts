// The fields of a service point as its editor shows them. Pure.

import { POINT_KINDS } from '#engines/place/kinds.ts'
import type { FieldSpec } from '../record/record.ts'

export const POINT_FIELDS: readonly FieldSpec[] = [
  { path: 'name', title: '名称', kind: 'text' },
  { path: 'kind', title: '种类', kind: 'choice', options: POINT_KINDS },
  { path: 'town', title: '乡镇', kind: 'text' },
  { path: 'unit', title: '所在单位代码', kind: 'text' },
  { path: 'address', title: '地址', kind: 'text' },
  { path: 'latitude', title: '纬度（WGS-84）', kind: 'number' },
  { path: 'longitude', title: '经度（WGS-84）', kind: 'number' },
  { path: 'phone', title: '电话', kind: 'text' },
  { path: 'access', title: '无障碍', kind: 'text' },
  { path: 'status', title: '状态', kind: 'choice', options: { open: '在用', closed: '停用' } },
  { path: 'sample', title: '是示例数据', kind: 'yes' },
  {
    path: 'hours',
    title: '开放时间',
    kind: 'rows',
    blank: { days: 'working', from: '08:30', to: '12:00' },
    fields: [
      { path: 'days', title: '哪些天', kind: 'choice', options: { working: '工作日（按节假日历）', daily: '每天' } },
      { path: 'from', title: '从', kind: 'text' },
      { path: 'to', title: '到', kind: 'text' },
    ],
  },
]

export const EMPTY_POINT = {
  ...{
    kind: 'villageStation',
    name: '',
    unit: '',
    town: '',
    address: '',
    latitude: 24.9,
    longitude: 118.78,
    phone: '12345',
    access: '',
  },
  ...{ hours: [{ days: 'working', from: '08:30', to: '12:00' }], status: 'open', sample: false },
}
