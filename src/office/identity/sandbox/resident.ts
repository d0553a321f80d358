// The invented people of the sandbox: division 350598 does not exist, so none of these numbers can belong to anybody.
// Read by the sandbox process and by tests.

import type { IdType } from '../person.ts'

export interface Resident {
  readonly subject: string
  readonly name: string
  readonly idType: IdType
  readonly idNumber: string
  readonly phone: string
  /** Who this is, for the person who chooses whom to play. */
  readonly role: string
}

export const RESIDENTS: readonly Resident[] = [
  {
    subject: 'r01',
    name: '陈某一',
    idType: 'resident-id',
    idNumber: '350598197503120018',
    phone: '13800000001',
    role: '示例村户主，一家四口',
  },
  {
    subject: 'r02',
    name: '林某二',
    idType: 'resident-id',
    idNumber: '350598198207250023',
    phone: '13800000002',
    role: '示例村户主，三口之家',
  },
  {
    subject: 'r03',
    name: '黄某三',
    idType: 'resident-id',
    idNumber: '350598196801010031',
    phone: '13800000003',
    role: '示例村户主，六口之家，有老宅',
  },
  {
    subject: 'r04',
    name: '吴某四',
    idType: 'resident-id',
    idNumber: '350598199011300046',
    phone: '13800000004',
    role: '示例村村民，新婚分户',
  },
  {
    subject: 'r05',
    name: '张某五',
    idType: 'resident-id',
    idNumber: '350598195904060053',
    phone: '13800000005',
    role: '示例村老人，常请家人代办',
  },
  {
    subject: 'r06',
    name: '张某六',
    idType: 'resident-id',
    idNumber: '350598198506190067',
    phone: '13800000006',
    role: '张某五的女儿，可受托代办',
  },
  {
    subject: 'r07',
    name: '郑某七',
    idType: 'resident-id',
    idNumber: '350598199302140070',
    phone: '13800000007',
    role: '邻村村民，会提出公示异议',
  },
  {
    subject: 'r08',
    name: '何某八',
    idType: 'resident-id',
    idNumber: '350598200109080083',
    phone: '13800000008',
    role: '外村人，不符合本村条件',
  },
  {
    subject: 't01',
    name: '王某台',
    idType: 'taiwan-residence-permit',
    idNumber: '83000019880520001X',
    phone: '13800000101',
    role: '台胞，持台湾居民居住证',
  },
  {
    subject: 't02',
    name: '蔡某台',
    idType: 'taiwan-residence-permit',
    idNumber: '830000199508160028',
    phone: '13800000102',
    role: '台胞，持台湾居民居住证',
  },
  {
    subject: 't03',
    name: '许某台',
    idType: 'mainland-travel-permit',
    idNumber: '09999901',
    phone: '13800000103',
    role: '台胞，持台胞证',
  },
]
