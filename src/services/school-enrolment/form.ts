// What a family is asked for 入学一键事, and what a person fills in who looks at it. What the registers know is filled in.

import {
  answer,
  anyId,
  choice,
  date,
  entry,
  group,
  integer,
  personName,
  phone,
  text,
  unit,
  village,
  yesNo,
} from '#kernel/form/form.ts'

const family = (purpose: string) => ({
  purpose,
  basis: '义务教育法第十二条；闽教基〔2022〕5号',
  retain: '六年（小学学籍）',
})

const here = { when: answer.truth('registered.here') }
const owns = { when: answer.truth('house.owns') }

export const form = {
  season: entry('招生季', 'schoolPlan'),
  kind: choice('哪一种', { first: '一年级新生', transfer: '转学' }),
  grade: integer('转入几年级', { unit: '年级', min: 1, max: 6, when: answer.text('kind').is('transfer') }),
  child: group('孩子', {
    idNumber: anyId('孩子的证件号', {
      personal: family('一个孩子一季只报一次，核对年龄和户口'),
      hint: '身份证号；台胞孩子填居住证号或台胞证号',
    }),
    name: personName('孩子的姓名', { personal: family('核对户口') }),
    bornOn: date('出生日期', {
      personal: family('台胞证号里没有出生日期'),
      when: answer.text('child.idNumber').known().and(answer.text('child.idNumber').born().known().not()),
    }),
    twin: anyId('双胞胎另一个孩子的证件号', {
      personal: family('双胞胎排同一个号码'),
      optional: true,
      hint: '不是双胞胎就不用填；两个孩子各报各的，互相填上',
    }),
  }),
  guardian: group('家长', {
    name: personName('家长的姓名', { personal: family('确认监护人') }),
    idNumber: anyId('家长的证件号', { personal: family('核对房产、居住证和社保') }),
    relation: choice('是孩子的', { mother: '母亲', father: '父亲', other: '其他监护人' }),
    phone: phone('联系电话', { personal: family('通知补正和结果') }),
  }),
  village: village('现在住的村（社区）', { personal: family('就近安排') }),
  part: text('现在住的片区', { optional: true, hint: '一村分属两所学校的才要填', maxLength: 20 }),
  registered: group('户口', {
    here: yesNo('孩子的户口在本区吗', { yes: '在', no: '不在' }),
    village: village('户口所在的村（社区）', { personal: family('定类别'), ...here }),
    part: text('户口所在的片区', { optional: true, maxLength: 20, ...here }),
  }),
  house: group('住房', {
    owns: yesNo('家长在本区有自己的住房吗', { yes: '有', no: '没有' }),
    village: village('住房所在的村（社区）', { personal: family('定类别'), ...owns }),
    part: text('住房所在的片区', { optional: true, maxLength: 20, ...owns }),
  }),
  work: group('在本区务工', {
    permit: yesNo('家长有本区的居住证吗', { yes: '有', no: '没有' }),
    insured: yesNo('家长在本区交社保吗', { yes: '在交', no: '没有' }),
  }),
  policy: choice('有没有照顾政策', {
    none: '没有',
    military: '军人子女',
    martyr: '烈士子女',
    talent: '高层次人才子女',
    taiwan: '台胞子女',
  }),
  wishes: group('想上哪所学校', {
    first: unit('第一志愿', 'school', { hint: '按真正想去的先后填：多填、先填都不吃亏' }),
    second: unit('第二志愿', 'school', { optional: true }),
    third: unit('第三志愿', 'school', { optional: true }),
  }),
}

/** What a person found out where the registers did not say it. Left blank: not asked about. */
export const finding = {
  registered: yesNo('户口属实', { yes: '属实', no: '不属实', optional: true }),
  house: yesNo('住房属实', { yes: '属实', no: '不属实', optional: true }),
  work: yesNo('居住证和社保属实', { yes: '属实', no: '不属实', optional: true }),
  policy: yesNo('符合照顾政策', { yes: '符合', no: '不符合', optional: true }),
}

/** Where a child goes that changes its school. */
export const move = { school: unit('转入学校', 'school', { optional: true }) }
