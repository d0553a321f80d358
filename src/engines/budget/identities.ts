// The forty identities of a published budget, one entry each, as domain.md §13.2 lists them. What a formula means is told
// in formula.ts; nothing here is code.
import type { Said } from './language.ts'

/** An identity: what it says, and the formulas that must all hold. The first shows its figures when all hold. */
export interface Identity {
  readonly id: string
  readonly says: Said
  readonly formulas: readonly string[]
  /** Why an equal pair of figures may still puzzle a reader, when `differs` names two figures that are unlike. */
  readonly note?: { readonly differs: readonly [string, string]; readonly text: Said }
}

/** I01–I40. Source: domain.md §13.2; the carry-over is taken as fiscal money, because table 2 does not split it. */
export const IDENTITIES: readonly Identity[] = [
  {
    id: 'I01',
    says: ['表一：各项收入之和等于收入合计', 'Table 1: the lines of income add up to total income'],
    formulas: ['T1(sources) = T1(income)'],
  },
  {
    id: 'I02',
    says: ['表一：各类支出之和等于支出合计', 'Table 1: the classes of expenditure add up to total expenditure'],
    formulas: ['T1(classes) = T1(expenditure)'],
  },
  {
    id: 'I03',
    says: ['表一：收入合计等于支出合计', 'Table 1: total income equals total expenditure'],
    formulas: ['T1(income) = T1(expenditure)'],
  },
  {
    id: 'I04',
    says: ['表二：每一列各科目之和等于合计', 'Table 2: in every column the codes add up to the total'],
    formulas: ['T2(items, {t2column}) = T2(total, {t2column})'],
  },
  {
    id: 'I05',
    says: ['表二：每一行总计等于各项来源之和', 'Table 2: in every row the sources add up to the total'],
    formulas: ['T2({code}, sources) = T2({code}, total)'],
  },
  {
    id: 'I06',
    says: ['表二的合计行等于表一的各项收入', 'Table 2: the totals by source equal the income lines of table 1'],
    formulas: ['T2(total, {source}) = T1({source})'],
  },
  {
    id: 'I07',
    says: ['表三：每一列各科目之和等于合计', 'Table 3: in every column the codes add up to the total'],
    formulas: ['T3(items, {t3column}) = T3(total, {t3column})'],
  },
  {
    id: 'I08',
    says: ['表三：每一行合计等于各支出方式之和', 'Table 3: in every row the kinds of spending add up to the total'],
    formulas: ['T3({code}, ways) = T3({code}, total)'],
  },
  {
    id: 'I09',
    says: ['表三按类汇总等于表一的各类支出', 'Table 3 by class equals the expenditure lines of table 1'],
    formulas: ['T3({class}xxxx, total) = T1({class})'],
  },
  {
    id: 'I10',
    says: ['表三与表二每个科目的总数相等', 'The row totals of table 3 equal those of table 2'],
    formulas: ['T3({code}, total) = T2({code}, total)'],
  },
  {
    id: 'I11',
    says: ['表四：财政拨款收入之和等于收入合计', 'Table 4: the lines of income add up to total income'],
    formulas: ['T4(fiscalSources) = T4(income)'],
  },
  {
    id: 'I12',
    says: ['表四：各类支出之和等于支出合计', 'Table 4: the classes of expenditure add up to total expenditure'],
    formulas: ['T4(classes) = T4(expenditure)'],
  },
  {
    id: 'I13',
    says: ['表四：收入合计等于支出合计', 'Table 4: total income equals total expenditure'],
    formulas: ['T4(income) = T4(expenditure)'],
  },
  {
    id: 'I14',
    says: [
      '表四的各类支出等于表一、表三中由财政拨款安排的部分',
      'The classes of table 4 equal what tables 1 and 3 spend of fiscal money',
    ],
    formulas: [
      'T4({class}) = T1({class}) − T2({class}xxxx, otherSources)',
      'T4({class}) = T3({class}xxxx, total) − T2({class}xxxx, otherSources)',
    ],
  },
  {
    id: 'I15',
    says: [
      '表四的一般公共预算拨款收入等于表一同名一行加上年结转结余',
      'The general public budget in table 4 equals the line of that name in table 1 plus what is carried over',
    ],
    formulas: ['T4(general) = T1(general) + T1(carryOver)'],
    note: {
      differs: ['T4(general)', 'T1(general)'],
      text: [
        '表四不列结转结余，同一名称在两张表里是两个数，口径不同',
        'Table 4 has no line for what is carried over: one name has two figures in two tables, counted differently',
      ],
    },
  },
  {
    id: 'I16',
    says: [
      '表五等于表三中由一般公共预算拨款安排的部分',
      'Table 5 equals what table 3 spends of the general public budget',
    ],
    formulas: [
      'T5({line}, total) = T3({line}, total) − T6({line}, total) − T7({line}, total) − T2({line}, otherSources)',
      'T5({line}, {split}) = T3({line}, {split}) − T6({line}, {split}) − T7({line}, {split}) when T2({line}, otherSources) = 0',
    ],
  },
  {
    id: 'I17',
    says: [
      '表五合计等于表四一般公共预算拨款，表五、六、七合计等于表四收入合计',
      'The total of table 5 equals the general public budget of table 4; tables 5, 6 and 7 add up to the total income of table 4',
    ],
    formulas: ['T5(total, total) = T4(general)', 'T5(total, total) + T6(total, total) + T7(total, total) = T4(income)'],
  },
  {
    id: 'I18',
    says: [
      '表六、表七合计等于表一第二、三项收入；没有支出的要有备注',
      'The totals of tables 6 and 7 equal the second and third income of table 1; without spending there must be a remark',
    ],
    formulas: [
      'T6(total, total) = T1(fund)',
      'T7(total, total) = T1(stateCapital)',
      'T6({fundCode}, basic) + T6({fundCode}, project) = T6({fundCode}, total)',
      'T7({fundCode}, basic) + T7({fundCode}, project) = T7({fundCode}, total)',
      'T6(remark) = 1 when T6(total, total) = 0',
      'T7(remark) = 1 when T7(total, total) = 0',
    ],
  },
  {
    id: 'I19',
    says: ['表八：各类之和等于合计', 'Table 8: the classes add up to the total'],
    formulas: ['T8(xxx) = T8(total)'],
  },
  {
    id: 'I20',
    says: ['表八合计等于表五合计', 'The total of table 8 equals the total of table 5'],
    formulas: ['T8(total) = T5(total, total)'],
  },
  {
    id: 'I21',
    says: ['表九：301 各款之和等于工资福利支出', 'Table 9: the items of 301 add up to wages and benefits'],
    formulas: ['T9(301xx) = T9(301)'],
  },
  {
    id: 'I22',
    says: ['表九：302 各款之和等于商品和服务支出', 'Table 9: the items of 302 add up to goods and services'],
    formulas: ['T9(302xx) = T9(302)'],
  },
  {
    id: 'I23',
    says: [
      '表九：310 等其余各类，各款之和等于该类',
      'Table 9: of 310 and every other class, the items add up to the class',
    ],
    formulas: ['T9({otherClass}xx) = T9({otherClass})'],
  },
  {
    id: 'I24',
    says: ['表九：各类之和等于合计', 'Table 9: the classes add up to the total'],
    formulas: ['T9(xxx) = T9(total)'],
  },
  {
    id: 'I25',
    says: ['表九合计等于表五、表三的基本支出', 'The total of table 9 equals the basic spending of tables 5 and 3'],
    formulas: [
      'T9(total) = T5(total, basic)',
      'T9(total) = T3(total, basic) − T6(total, basic) − T7(total, basic) when T2(total, otherSources) = 0',
    ],
  },
  {
    id: 'I26',
    says: [
      '表八与表九之差是项目支出，每一类都不为负',
      'The difference of tables 8 and 9 is project spending, and negative in no class',
    ],
    formulas: ['T8(xxx) − T9(xxx) = T5(total, project)', 'T8({economicClass}) ≥ T9({economicClass})'],
  },
  {
    id: 'I27',
    says: ['说明中的人员经费等于表九 301 加 303', 'Staff costs in the narrative equal 301 plus 303 of table 9'],
    formulas: ['N(personnel) = T9(301) + T9(303)'],
  },
  {
    id: 'I28',
    says: ['说明中的公用经费等于表九 302 加 310', 'Running costs in the narrative equal 302 plus 310 of table 9'],
    formulas: ['N(operating) = T9(302) + T9(310)'],
  },
  {
    id: 'I29',
    says: ['人员经费加公用经费等于基本支出', 'Staff costs plus running costs equal basic spending'],
    formulas: ['N(personnel) + N(operating) = N(basic)', 'N(basic) = T5(total, basic)'],
  },
  {
    id: 'I30',
    says: [
      '表十：合计等于出国、接待、用车之和，用车等于购置加运行；说明与表十一致',
      'Table 10: travel, receptions and vehicles add up to the total, vehicles bought and run to vehicles; the narrative agrees with table 10',
    ],
    formulas: [
      'T10(abroad) + T10(reception) + T10(vehicles) = T10(total)',
      'T10(vehicleBuy) + T10(vehicleRun) = T10(vehicles)',
      'N({threePublic}) = T10({threePublic})',
    ],
  },
  {
    id: 'I31',
    says: [
      '表十各项等于表九的 30212、30217、30231、31013；没有这些科目的为 0',
      'The lines of table 10 equal 30212, 30217, 30231 and 31013 of table 9; a code that is not there counts as 0',
    ],
    formulas: [
      'T10(abroad) = T9(30212)',
      'T10(reception) = T9(30217)',
      'T10(vehicleRun) = T9(30231)',
      'T10(vehicleBuy) = T9(31013)',
    ],
  },
  {
    id: 'I32',
    says: [
      '说明中的收入、支出总额和各部分等于表一、表三',
      'Income, expenditure and all their parts in the narrative equal tables 1 and 3',
    ],
    formulas: [
      'N(income) = T1(income)',
      'N(income.{source}) = T1({source})',
      'N(expenditure) = T1(expenditure)',
      'N(expenditure.{way}) = T3(total, {way})',
    ],
  },
  {
    id: 'I33',
    says: [
      '说明中各科目金额等于表五，加起来等于总额',
      'The amounts by item in the narrative equal table 5 and add up to the total',
    ],
    formulas: ['N(item.x) = N(general)', 'N(item.{item}) = T5({item}, total)', 'N(general) = T5(total, total)'],
  },
  {
    id: 'I34',
    says: ['增长率等于增减额除以上年数', 'A growth rate is the change divided by last year’s figure'],
    formulas: ['growth(N({compared}.change), N({compared})) = N({compared}.growth)'],
  },
  {
    id: 'I35',
    says: [
      '机关运行经费等于公用经费，增长率算得对',
      'Office running costs equal running costs, and their growth rate is right',
    ],
    formulas: ['N(running) = N(operating)', 'growth(N(running.change), N(running)) = N(running.growth)'],
  },
  {
    id: 'I36',
    says: [
      '绩效目标的张数和资金总额等于说明所写',
      'Number and money of the performance goals are what the narrative says',
    ],
    formulas: ['G(items, total) = N(goals.money)', 'G(count) = N(goals)'],
  },
  {
    id: 'I37',
    says: [
      '每张目标表：总额等于财政拨款加其他资金，财政拨款等于当年加结转',
      'Every goal table: the total is fiscal plus other money, fiscal money is this year’s plus what is carried over',
    ],
    formulas: [
      'G({goal}, fiscal) + G({goal}, other) = G({goal}, total)',
      'G({goal}, current) + G({goal}, carryOver) = G({goal}, fiscal)',
    ],
  },
  {
    id: 'I38',
    says: ['政府采购总额等于货物、工程、服务之和', 'Procurement is goods, works and services together'],
    formulas: ['N(procurement.goods) + N(procurement.works) + N(procurement.services) = N(procurement)'],
  },
  {
    id: 'I39',
    says: ['车辆总数等于各类用车之和', 'All vehicles are the vehicles of all kinds together'],
    formulas: [
      'N(cars.leader) + N(cars.confidential) + N(cars.emergency) + N(cars.enforcement) + N(cars.special) + N(cars.other) = N(cars)',
    ],
  },
  {
    id: 'I40',
    says: ['单位构成表的行数等于说明所写', 'The rows of the table of offices are as many as the narrative says'],
    formulas: ['P(offices) = N(offices)'],
  },
]
