// The sentences of the narrative in English, section by section and sentence by sentence beside narrative.ts: the same blanks
// under the same conditions. A test holds both to each other.
import { SECTIONS, type Section } from '../narrative.ts'
import { template } from '../template.ts'

type Words = readonly [heading: string, ...sentences: string[]]

const ITEM = '{word:code} {word:name}: {money:amount}. Mainly for {text:use}.'

const otherFund = (key: string, fund: string): string[] => [
  `The unit spends nothing of ${fund} in {year}.`,
  `In {year} spending of ${fund} is {money:${key}}, {change:${key}} on last year ({growth:${key}}). Main reason: {text:${key}.reason}. By item:`,
  ITEM,
]

const threePublic = (key: string): string =>
  `The budget of {year} has {money:${key}}, {change:${key}} on last year ({growth:${key}}{flat:${key}}). Main reason: {text:${key}.reason}.`

const SECTION_WORDS: readonly Words[] = [
  ['1. Duties of the unit', 'The main duties of the {unit}: {text:duties}.'],
  ['2. Offices budgeted', 'The {unit} has {count:offices} budgeted office(s):'],
  ['3. Main tasks', 'In {year} the main task of the {unit} is {text:tasks.aim}. To that end:'],
  [
    '1. Income and expenditure',
    'All income and expenditure of the unit is in its budget. In {year} the income of the {unit} is {money:income}, {change:income} on last year; main reason: {text:income.reason}. Of it: general public budget {money:income.general}, government funds {money:income.fund}, state capital {money:income.stateCapital}, special fiscal account {money:income.fiscalAccount}, service income {money:income.institution}, business income {money:income.business}, subsidy from above {money:income.superior}, paid in by subordinate units {money:income.subordinate}, other income {money:income.other}, carried over from last year {money:income.carryOver}.',
    'Expenditure is {money:expenditure}, {change:expenditure} on last year; main reason: {text:expenditure.reason}. Of it: basic spending {money:expenditure.basic}, projects {money:expenditure.project}, business spending {money:expenditure.business}, paid to the superior unit {money:expenditure.toSuperior}, subsidies to subordinate units {money:expenditure.toSubordinate}.',
  ],
  [
    '2. Spending of the general public budget',
    'In {year} spending of the general public budget is {money:general}, {change:general} on last year ({growth:general}). Main reason: {text:general.reason}. As the rules of thrift ask, ordinary spending was cut, above all {text:general.cut}, and what is needed was kept for {text:general.duties}. By item:',
    ITEM,
  ],
  ['3. Spending of government funds', ...otherFund('fund', 'government funds')],
  ['4. Spending of state capital', ...otherFund('stateCapital', 'state capital')],
  [
    '5. Basic spending of the general public budget',
    'In {year} basic spending of the general public budget is {money:basic}:',
    '(1) Staff costs of {money:personnel}, mainly: {text:personnel.kinds}.',
    '(2) Running costs of {money:operating}, mainly: {text:operating.kinds}.',
  ],
  [
    '6. Travel abroad, receptions and vehicles',
    '(1) Travel abroad',
    threePublic('abroad'),
    '(2) Official receptions',
    threePublic('reception'),
    '(3) Vehicles bought and run',
    'The budget of {year} has {money:vehicles}: vehicles run {money:vehicleRun}, {change:vehicleRun} on last year ({growth:vehicleRun}{flat:vehicleRun}); vehicles bought {money:vehicleBuy}, {change:vehicleBuy} on last year ({growth:vehicleBuy}{flat:vehicleBuy}). Main reason: {text:vehicles.reason}.',
  ],
  [
    '7. Performance goals',
    '(1) Goals set',
    'In {year} the {unit} sets goals for {count:goals} projects with {money:goals.money} of fiscal money.',
  ],
  ['On the performance goals', '{text:goals.note}.'],
  [
    '8. Other matters',
    '(1) Office running costs',
    'In {year} the general public budget has {money:running} for the office running costs of the {unit}, {change:running} on last year ({growth:running}). Main reason: {text:running.reason}.',
    '(2) Procurement',
    'In {year} the procurement budget of the {unit} is {money:procurement}: goods {money:procurement.goods}, works {money:procurement.works}, services {money:procurement.services}.',
    'The unit has no procurement budget in {year}.',
    '(3) State assets',
    'On {text:assets.date} the {unit} had {count:cars} vehicles: for leaders {count:cars.leader}, confidential mail {count:cars.confidential}, emergencies {count:cars.emergency}, law enforcement {count:cars.enforcement}, special technical {count:cars.special}, other {count:cars.other}; and {count:equipment} pieces of equipment worth a million yuan or more.',
    'The budget of {year} buys {count:cars.bought} vehicles and {count:equipment.bought} pieces of equipment worth a million yuan or more.',
  ],
]

/** The sections in English. */
export const ENGLISH_SECTIONS: readonly Section[] = SECTIONS.map((section, i) => {
  const [heading, ...sentences] = SECTION_WORDS[i]!
  return {
    ...section,
    heading,
    sentences: section.sentences.map((sentence, j) => ({ ...sentence, says: template(sentences[j]!) })),
  }
})
