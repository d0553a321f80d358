// 我要办宅基地: a household applies for a plot to build its house on. Village takes in and publishes, town departments
// review side by side, the approval bureau decides, and three attendances on site follow the house from plan to roof.
// Rules: 土地管理法第六十二条, 农经发〔2019〕6号. Values of the district are in overlay-taishang.ts.

import {
  choice,
  decimal,
  fieldsOf,
  group,
  integer,
  list,
  personName,
  phone,
  residentId,
  text,
  village,
  yesNo,
} from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { material } from '#kernel/material/material.ts'
import { defineService, factsOf, parametersOf } from '#kernel/service/declaration.ts'
import { either } from '#kernel/service/expression.ts'
import {
  all,
  awaiting,
  decide,
  desk,
  end,
  intake,
  issue,
  law,
  naturalDays,
  publicity,
  review,
  visit,
  workingDays,
} from '#kernel/service/step.ts'

const household = (purpose: string) => ({
  purpose,
  basis: '土地管理法第六十二条；农经发〔2019〕6号',
  retain: '永久（宅基地审批档案）',
})

const form = {
  village: village('所在村'),
  phone: phone('联系电话', { personal: household('联系申请人'), hint: '办理中有事会打这个电话' }),
  members: list(
    '家里人',
    {
      name: personName('姓名', { personal: household('核对家庭成员') }),
      relation: choice('与户主的关系', { householder: '户主', spouse: '配偶', child: '子女', parent: '父母' }),
      idNumber: residentId('身份证号', { personal: household('核对一户一宅'), hint: '18 位，末位是 X 时请大写' }),
      registeredIn: text('户口所在村', { personal: household('核对是否本村村民'), hint: '村的代码' }),
    },
    { of: '人', min: 1, hint: '第一位填户主' },
  ),
  currentPlots: list(
    '现有宅基地',
    {
      areaM2: decimal('宅基地面积', { unit: '㎡' }),
      houseAreaM2: decimal('房屋建筑面积', { unit: '㎡' }),
      disposal: choice('打算怎么处理', { 'same-plot': '在原址改建', return: '建好后退回村里', keep: '继续保留' }),
    },
    { of: '处', hint: '没有就不用填' },
  ),
  soldHouseBefore: yesNo('以前卖过、出租过或送过住房吗', { yes: '有过', no: '没有' }),
  planned: group('想建的房子', {
    situation: choice('哪一种', { new: '新申请', rebuild: '原址翻建', extension: '改扩建', split: '分户新建' }),
    landClass: choice('什么地', {
      construction: '建设用地',
      unused: '空闲地、荒坡地',
      farmland: '农用地',
      'basic-farmland': '永久基本农田',
    }),
    plotAreaM2: decimal('占地面积', { unit: '㎡' }),
    buildingAreaM2: decimal('建筑面积', { unit: '㎡' }),
    floors: integer('层数', { unit: '层' }),
    heightM: decimal('檐口高度', { unit: 'm' }),
    neighboursConsent: yesNo('四邻都同意吗', { yes: '都同意', no: '还没有' }),
    standardDesign: yesNo('用县里的标准图吗', { yes: '用标准图', no: '自己设计' }),
    bounds: group('四至', { east: text('东'), south: text('南'), west: text('西'), north: text('北') }),
  }),
}

const parameters = {
  plotLimit: { type: 'table', title: '每户占地上限，按家庭人数', unit: '㎡' },
  bonusLimit: { type: 'number', title: '用空闲地或原址翻建可增加', unit: '㎡' },
  floorLimit: { type: 'number', title: '层数上限', unit: '层' },
} as const

const facts = {
  liveCases: { kind: 'casesSharing', title: '家里人已在另一件在办的申请里', path: 'members.idNumber' },
} as const

const f = fieldsOf(form)
const p = parametersOf(parameters)
const fact = factsOf(facts)

const householderVillage = f.members.first((one) => one.registeredIn)
const householderName = f.members.first((one) => one.name)
const bonusApplies = f.planned.landClass.is('unused').or(f.planned.situation.is('rebuild'))
const areaLimit = p.plotLimit.at(f.members.count()).plus(either(bonusApplies, p.bonusLimit, 0))
const hasPlot = f.currentPlots.count().gt(0)

export default defineService({
  slug: 'homestead',
  title: '我要办宅基地',
  short: '宅基地',
  kind: 'permit',
  taskCode: '11350500MB1D09900Q4350115014001',
  applicant: 'person',
  agent: 'allowed',
  guide: {
    gives: '农村宅基地批准书和乡村建设规划许可证',
    eligibility: '户口在本村、一户没有别的宅基地（或建好后退回）、没卖过住房的农户，可以申请。',
    basis: [
      law('中华人民共和国土地管理法', '第六十二条'),
      law('农业农村部 自然资源部关于规范农村宅基地审批管理的通知（农经发〔2019〕6号）'),
    ],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'kiosk', 'window', 'village'],
    situations: ['currentPlots', 'planned.landClass', 'planned.situation'],
    faqs: [
      { question: '公示几天？算在办理时间里吗？', answer: '在村里公示 5 个工作日，不算在承诺的办理时间里。' },
      { question: '占了农用地怎么办？', answer: '可以先申请；镇里会先办农用地转用，办好后接着审。' },
      { question: '邻居不同意怎么办？', answer: '请村里先调解；说明理由后由村里核实，再决定是否继续。' },
    ],
    review: '2024-09',
  },
  form,
  sections: [
    { title: '在哪个村', fields: ['village', 'phone'] },
    { title: '家里人', fields: ['members'] },
    { title: '现有的宅基地', fields: ['currentPlots', 'soldHouseBefore'] },
    { title: '想建的房子', fields: ['planned'] },
  ],
  place: 'village',
  subject: { name: 'members.0.name', id: 'members.0.idNumber', phone: 'phone' },
  summary: 'planned.plotAreaM2',
  parameters,
  facts,
  materials: {
    'household-register': material('户口簿', {
      note: '全家人的页都要',
      from: ['registry', 'upload', 'paper'],
      issuer: '公安机关',
    }),
    'identity-card': material('身份证', {
      note: '全家人，正反面',
      from: ['registry', 'upload', 'paper'],
      issuer: '公安机关',
    }),
    'use-commitment': material('宅基地使用承诺书', {
      note: '户主签名',
      from: ['upload', 'paper'],
      sample: '本户承诺：建好后退回原宅基地，按批准的面积和位置建房。',
    }),
    'neighbours-opinion': material('四邻意见', {
      note: '四边邻居都要签名',
      from: ['upload', 'paper'],
      sample: '本人同意某户在所示四至内建房。',
    }),
    'house-plan': material('住宅设计图', {
      note: '平面图要标尺寸；可以选标准图',
      from: ['upload', 'paper'],
      sample: '标准图样，首层平面 1:100',
    }),
    'existing-certificate': material('原宅基地权属证明', {
      note: '现有宅基地的证或村里的证明',
      from: ['registry', 'upload', 'paper'],
      issuer: '不动产登记机构',
      when: hasPlot,
    }),
  },
  rules: [
    rule('NOT_A_VILLAGER', {
      title: '本村村民',
      group: 'not-eligible',
      when: householderVillage.isNot(f.village),
      field: 'members.0.registeredIn',
      say: '户主户口在 {registered}，不在申请的村 {village}',
      passes: '户主户口在本村',
      remedy: '请向户口所在的村申请，或先迁户口',
      figures: { registered: householderVillage, village: f.village },
    }),
    rule('SECOND_PLOT', {
      title: '一户一宅',
      group: 'not-eligible',
      when: f.currentPlots.some((plot) => plot.disposal.is('keep')),
      field: 'currentPlots',
      say: '现有的宅基地还要继续保留，一户只能有一处',
      passes: '没有别的宅基地，或建好后退回',
      remedy: '把打算改为“建好后退回村里”或“在原址改建”',
    }),
    rule('AREA_OVER_LIMIT', {
      title: '面积上限',
      group: 'not-eligible',
      when: f.planned.plotAreaM2.gt(areaLimit),
      field: 'planned.plotAreaM2',
      say: '占地 {area} ㎡，超过 {members} 口之家的上限 {limit} ㎡，多 {over} ㎡',
      passes: '占地 {area} ㎡ ≤ 上限 {limit} ㎡（{members} 口之家）',
      remedy: '请改到 {limit} ㎡ 以内；用空闲地、荒坡地或原址翻建可增加 {bonus} ㎡',
      figures: {
        area: f.planned.plotAreaM2,
        limit: areaLimit,
        members: f.members.count(),
        over: f.planned.plotAreaM2.minus(areaLimit),
        bonus: p.bonusLimit,
      },
    }),
    rule('BASIC_FARMLAND', {
      title: '基本农田',
      group: 'not-eligible',
      when: f.planned.landClass.is('basic-farmland'),
      field: 'planned.landClass',
      say: '永久基本农田上不能建房',
      passes: '不占永久基本农田',
      remedy: '请另选建设用地或空闲地，可问村里',
    }),
    rule('SOLD_BEFORE', {
      title: '未出卖住房',
      group: 'not-eligible',
      when: f.soldHouseBefore,
      field: 'soldHouseBefore',
      say: '出卖、出租、赠与住房后再申请宅基地的，不予批准',
      passes: '没有出卖、出租、赠与过住房',
      remedy: '有误请改正；否则不能申请（土地管理法第六十二条第五款）',
    }),
    rule('FLOORS_OVER_LIMIT', {
      title: '层数上限',
      group: 'not-eligible',
      when: f.planned.floors.gt(p.floorLimit),
      field: 'planned.floors',
      say: '{floors} 层，超过上限 {limit} 层',
      passes: '{floors} 层 ≤ 上限 {limit} 层',
      remedy: '请改到 {limit} 层以内',
      figures: { floors: f.planned.floors, limit: p.floorLimit },
    }),
    rule('DUPLICATE_HOUSEHOLD', {
      title: '在办件唯一',
      group: 'not-eligible',
      when: fact.liveCases.gt(0),
      field: 'members',
      say: '家里有人已在另外 {count} 件申请里',
      passes: '家里人没有别的在办申请',
      remedy: '请在原来那件里办，或先撤回原来那件',
      figures: { count: fact.liveCases },
    }),
    rule('CONSENT_MISSING', {
      title: '四邻同意',
      group: 'supplement',
      when: f.planned.neighboursConsent.not(),
      field: 'planned.neighboursConsent',
      say: '四邻还没有都同意',
      passes: '四邻都同意',
      remedy: '请取得四邻签名；有人不同意，请村里调解',
    }),
  ],
  limits: {
    legal: workingDays(20, law('中华人民共和国行政许可法', '第四十二条')),
    promised: workingDays(8),
    starts: 'intake',
    stops: 'decide',
    pausedAt: ['notice', 'objection', 'conversion'],
  },
  across: {
    supplement: {
      ask: workingDays(5, law('中华人民共和国行政许可法', '第三十二条第一款第四项')),
      answer: naturalDays(30, law('区里规定：办事指南')),
      lapsed: 'returned',
    },
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
    extension: { by: 'bureau.head', for: workingDays(10, law('中华人民共和国行政许可法', '第四十二条')) },
    suspension: {
      by: 'bureau.approver',
      grounds: {
        hearing: { title: '听证', source: law('中华人民共和国行政许可法', '第四十五、四十七条') },
        appraisal: { title: '专家评审', source: law('中华人民共和国行政许可法', '第四十五条') },
      },
    },
    deferral: {
      materials: ['house-plan', 'neighbours-opinion'],
      within: naturalDays(30, law('区里规定：容缺受理清单')),
      broken: 'terminated',
    },
  },
  start: 'intake',
  steps: {
    intake: intake('村里收件', {
      by: 'village.agent',
      within: workingDays(1),
      examines: ['household-register', 'identity-card', 'use-commitment', 'neighbours-opinion', 'existing-certificate'],
      on: { accepted: 'notice', refused: 'notAccepted' },
    }),
    notice: publicity('村里公示', {
      by: 'village.committee',
      for: workingDays(5, law('农经发〔2019〕6号', '第二部分')),
      shows: [
        'village',
        'planned.situation',
        'planned.plotAreaM2',
        'planned.buildingAreaM2',
        'planned.floors',
        'planned.heightM',
        'planned.bounds',
      ],
      on: { closed: 'conversion', objected: 'objection' },
    }),
    objection: review('核实异议', {
      by: 'village.committee',
      within: workingDays(5),
      examines: ['neighbours-opinion'],
      notSameAs: [],
      on: { agreed: 'conversion', disagreed: 'decide' },
    }),
    conversion: awaiting('等农用地转用', {
      by: 'town.land',
      when: f.planned.landClass.is('farmland'),
      within: naturalDays(365, law('中华人民共和国土地管理法', '第四十四条')),
      asks: '农用地转用批准文件',
      on: { fulfilled: 'survey', lapsed: 'terminated' },
    }),
    survey: visit('到场看地', {
      by: 'town.window',
      within: workingDays(2),
      photos: 1,
      on: { passed: 'joint', failed: 'joint' },
    }),
    joint: all('镇里联审', {
      within: workingDays(4),
      branches: {
        agriculture: desk('农业农村', {
          by: 'town.agriculture',
          examines: ['household-register', 'existing-certificate', 'use-commitment'],
        }),
        land: desk('自然资源', { by: 'town.land', examines: ['house-plan', 'existing-certificate'] }),
        construction: desk('村镇建设', {
          by: 'town.construction',
          examines: ['house-plan', 'neighbours-opinion'],
          when: f.planned.standardDesign.not(),
        }),
      },
      returnTo: 'village.agent',
      onReturn: 'onlyReturned',
      silence: 'escalate',
      escalateTo: 'bureau.supervisor',
      on: { joined: 'decide' },
    }),
    decide: decide('审批决定', {
      by: 'bureau.approver',
      within: workingDays(1),
      examines: ['house-plan'],
      notSameAs: ['intake', 'objection', 'survey', 'joint'],
      on: { approved: 'permit', rejected: 'refused' },
    }),
    permit: issue('制证', { entries: ['homesteadApproval', 'ruralPlanningPermit'], on: { issued: 'staking' } }),
    staking: visit('上门放样', {
      by: 'town.land',
      within: workingDays(5),
      photos: 1,
      on: { passed: 'building', failed: 'staking' },
    }),
    building: awaiting('建房', {
      by: 'applicant',
      within: naturalDays(730, law('区里规定：批准后两年内建好')),
      asks: '告诉我们房子建好了',
      on: { fulfilled: 'completion', lapsed: 'expired' },
    }),
    completion: visit('建好后核查', {
      by: 'town.construction',
      within: workingDays(5),
      photos: 1,
      on: { passed: 'done', failed: 'building' },
    }),
    done: end('granted', '已验收'),
    refused: end('refused', '不予批准'),
    notAccepted: end('refused', '不予受理'),
    returned: end('returned', '逾期退件'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
    expired: end('terminated', '批准书过期'),
  },
  entries: {
    homesteadApproval: {
      title: '农村宅基地批准书',
      number: '泉台审〔{year}〕宅批{serial}号',
      content: [
        { title: '户主', value: householderName.expression },
        { title: '村', value: f.village.expression },
        { title: '宅基地面积', value: f.planned.plotAreaM2.expression, unit: '㎡' },
        { title: '房屋建筑面积', value: f.planned.buildingAreaM2.expression, unit: '㎡' },
        { title: '东至', value: f.planned.bounds.east.expression },
        { title: '南至', value: f.planned.bounds.south.expression },
        { title: '西至', value: f.planned.bounds.west.expression },
        { title: '北至', value: f.planned.bounds.north.expression },
      ],
      legalText: '经审查，本宅基地用地符合规定，准予使用。批准后两年内未建的，本批准书失效。',
      valid: naturalDays(730, law('区里规定：批准后两年内建好')),
    },
    ruralPlanningPermit: {
      title: '乡村建设规划许可证',
      number: '泉台审〔{year}〕乡建{serial}号',
      content: [
        { title: '建设个人', value: householderName.expression },
        { title: '村', value: f.village.expression },
        { title: '用地面积', value: f.planned.plotAreaM2.expression, unit: '㎡' },
        { title: '建筑面积', value: f.planned.buildingAreaM2.expression, unit: '㎡' },
        { title: '层数', value: f.planned.floors.expression, unit: '层' },
        { title: '高度', value: f.planned.heightM.expression, unit: 'm' },
      ],
      legalText: '根据《中华人民共和国城乡规划法》第四十一条，经审核，本建设工程符合规划要求，颁发此证。',
      valid: naturalDays(730, law('区里规定：批准后两年内建好')),
    },
  },
  ratings: ['要的材料太多', '等得太久', '说不清楚', '态度不好', '页面不好用'],
  fundedAs: ['农村建房', '宅基地'],
})
