// 入学一键事: one application a child and season, from the parent's phone to the confirmed seat. What the registers know is
// filled in and compared; what they contradict or do not know is looked at by a person; the class follows from what is
// proved; the seat from the season's run. Basis: 义务教育法第十二条, 闽教基〔2022〕5号; values of the district: overlay-taishang.ts.

import { fieldsOf, filledOf, longText } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { material } from '#kernel/material/material.ts'
import {
  casesWhere,
  comparison,
  defineService,
  entryWhere,
  factsOf,
  parametersOf,
  sealed,
  shared,
} from '#kernel/service/declaration.ts'
import { differs, eitherText, taken, today } from '#kernel/service/expression.ts'
import {
  allocate,
  choose,
  compare,
  end,
  intake,
  issue,
  law,
  naturalDays,
  task,
  workingDays,
} from '#kernel/service/step.ts'
import { finding, form, move } from './form.ts'

const parameters = {
  age: { type: 'number', title: '入学年龄', unit: '周岁' },
  classBoth: { type: 'number', title: '户口、住房两一致的次序', unit: '类' },
  classRegistered: { type: 'number', title: '只有户口的次序', unit: '类' },
  classHouse: { type: 'number', title: '只有住房的次序', unit: '类' },
  classPolicy: { type: 'number', title: '政策照顾的次序', unit: '类' },
  classWork: { type: 'number', title: '随迁子女的次序', unit: '类' },
} as const

const f = fieldsOf(form)
const p = parametersOf(parameters)
const found = filledOf('finding', finding)

const facts = {
  plan: entryWhere(
    'schoolPlan',
    { number: f.season },
    { name: 'text', opensOn: 'text', closesOn: 'text', ageDay: 'text' },
    '招生季的计划',
  ),
  result: entryWhere('schoolResult', { plan: f.season }, {}, '招生季已公布结果'),
  same: casesWhere('school-enrolment', 'child.idNumber', '同一个孩子在办的报名', { where: 'live' }),
} as const
const fact = factsOf(facts)

const place = (at: Pick<typeof f, 'village' | 'part'>) =>
  eitherText(at.part.known(), at.village.followedBy('/').followedBy(at.part), at.village)

const isTransfer = f.kind.is('transfer')
const tooYoung = f.kind
  .is('first')
  .and(
    f.child.idNumber.born().yearsTo(fact.plan.ageDay).lt(p.age).or(f.child.bornOn.yearsTo(fact.plan.ageDay).lt(p.age)),
  )
const applied = fact.same.gt(0)
const notYet = today().before(fact.plan.opensOn)
const noPlan = fact.plan.exists.not()
const wishedTwice = f.wishes.second
  .is(f.wishes.first)
  .or(f.wishes.third.is(f.wishes.first))
  .or(f.wishes.third.is(f.wishes.second))

const registersDiffer = ['household', 'property', 'permit', 'insurance']
  .map((name) => differs(name).gt(0))
  .reduce((any, one) => any.or(one))
/** A person must look: a register says otherwise or nothing, a policy is claimed, or a rule is broken. */
const byHand = registersDiffer
  .or(f.policy.isNot('none'))
  .or(tooYoung)
  .or(applied)
  .or(wishedTwice)
  .or(f.child.twin.is(f.child.idNumber))

const proved = {
  registered: f.registered.here.and(differs('household').is(0).or(found.registered)),
  house: f.house.owns.and(differs('property').is(0).or(found.house)),
  work: f.work.permit.and(f.work.insured).and(differs('permit').is(0).and(differs('insurance').is(0)).or(found.work)),
}

/** How a child takes part in the season's run, the same in the main and in the supplementary one. */
const seats = {
  plan: 'season',
  wishes: ['wishes.first', 'wishes.second', 'wishes.third'],
  home: place(f),
  twin: { own: 'child.idNumber', names: 'child.twin' },
  classes: [
    {
      title: '户口、住房两一致',
      number: p.classBoth,
      when: proved.registered.and(proved.house),
      at: [place(f.registered), place(f.house)],
    },
    { title: '户口在片区', number: p.classRegistered, when: proved.registered, at: [place(f.registered)] },
    { title: '住房在片区', number: p.classHouse, when: proved.house, at: [place(f.house)] },
    { title: '政策照顾', number: p.classPolicy, when: found.policy, at: [] },
    { title: '随迁子女', number: p.classWork, when: proved.work, at: [] },
  ],
}

export default defineService({
  slug: 'school-enrolment',
  title: '入学一键事',
  short: '小学入学',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350123001001',
  applicant: 'person',
  agent: 'allowed',
  guide: {
    gives: '小学的录取通知书',
    eligibility: '到 8 月 31 日满六周岁的孩子，户口、住房在本区，或家长在本区务工的，都可以报名。',
    basis: [
      law('中华人民共和国义务教育法', '第十二条'),
      law('福建省“小学入学一件事”集成套餐服务改革实施方案（闽教基〔2022〕5号）'),
      law('泉州市中心市区2023年秋季小学招生入学工作意见（泉教初〔2023〕3号）'),
    ],
    fee: 0,
    onsiteVisits: 1,
    channels: ['mobile', 'kiosk', 'window', 'village'],
    situations: ['policy'],
    faqs: [
      {
        question: '类别是怎么定的？',
        answer:
          '户口、住房都在学校片区的最先，然后依次是只有户口、只有住房、政策照顾、随迁子女，最后统筹。登记里查得到的直接算，查不到或不一致的由人核对材料。',
      },
      {
        question: '双胞胎怎么排？',
        answer: '两个孩子各报各的，互相填上对方的证件号，就排同一个号码，尽量在同一所学校。',
      },
      { question: '没排到志愿的孩子去哪里？', answer: '按住的地方由近到远，安排到还有学位的学校。' },
      { question: '报名截止以后才来怎么办？', answer: '可以接着报，公布结果以后参加补录。' },
      { question: '报到要带什么？', answer: '录取通知书、预防接种证、户口簿原件。' },
    ],
    review: '2026-09',
  },
  form,
  sections: [
    { title: '孩子和家长', fields: ['season', 'kind', 'grade', 'child', 'guardian'] },
    { title: '住在哪里', fields: ['village', 'part', 'registered', 'house', 'work', 'policy'] },
    { title: '想上哪所学校', fields: ['wishes'] },
  ],
  place: 'village',
  subject: { name: 'guardian.name', id: 'guardian.idNumber', phone: 'guardian.phone' },
  links: ['season', 'child.idNumber'],
  summary: 'child.name',
  parameters,
  facts,
  comparisons: {
    household: {
      ...comparison(
        '户口',
        'household',
        f.child.idNumber,
        { 'child.name': 'name', 'registered.here': 'here', 'registered.village': 'village', 'registered.part': 'part' },
        f.registered.here,
      ),
      owner: 'guardian',
    },
    property: comparison(
      '不动产',
      'property',
      f.guardian.idNumber,
      { 'guardian.name': 'owner', 'house.owns': 'owns', 'house.village': 'village', 'house.part': 'part' },
      f.house.owns,
    ),
    permit: comparison(
      '居住证',
      'residence-permit',
      f.guardian.idNumber,
      { 'guardian.name': 'name', 'work.permit': 'holds', village: 'village' },
      f.work.permit,
    ),
    insurance: comparison(
      '社保',
      'social-insurance',
      f.guardian.idNumber,
      { 'guardian.name': 'name', 'work.insured': 'insured' },
      f.work.insured,
    ),
  },
  materials: {
    proof: material('登记查不到时的证明', {
      note: '只交被问到的那一样：户口簿、房产证或购房合同、居住证、社保记录、优待证明',
      from: ['upload', 'paper'],
      sample: '户口簿首页和孩子本人页，拍清楚四个角',
      when: byHand,
    }),
  },
  rules: [
    rule('NO_SEASON', {
      title: '招生季',
      group: 'not-eligible',
      when: noPlan,
      field: 'season',
      say: '没有这个招生季，或者它已经结束',
      passes: '招生季在办',
      remedy: '请选列出的招生季',
    }),
    rule('SEASON_NOT_YET', {
      title: '报名时间',
      group: 'not-eligible',
      when: notYet,
      field: 'season',
      say: '{opens} 才开始报名',
      passes: '报名已经开始',
      remedy: '请到那一天再来',
      figures: { opens: fact.plan.opensOn },
    }),
    rule('CHILD_APPLIED', {
      title: '一个孩子只报一次',
      group: 'not-eligible',
      when: applied,
      field: 'child.idNumber',
      say: '这个孩子已经有一件在办的报名',
      passes: '没有别的在办的报名',
      remedy: '请在原来那件里办，或先撤回那件',
    }),
    rule('CHILD_YOUNG', {
      title: '入学年龄',
      group: 'not-eligible',
      when: tooYoung,
      field: 'child.idNumber',
      say: '到 {day} 不满 {age} 周岁',
      passes: '年龄到了',
      remedy: '请明年再报；号码填错了请改正',
      figures: { day: fact.plan.ageDay, age: p.age },
    }),
    rule('WISH_TWICE', {
      title: '志愿不重复',
      group: 'not-eligible',
      when: wishedTwice,
      field: 'wishes.second',
      say: '同一所学校填了两次',
      passes: '志愿没有重复',
      remedy: '请删去一个，或改填别的学校',
    }),
    rule('TWIN_SELF', {
      title: '双胞胎',
      group: 'not-eligible',
      when: f.child.twin.is(f.child.idNumber),
      field: 'child.twin',
      say: '双胞胎填的是同一个号码',
      passes: '双胞胎是另一个孩子',
      remedy: '请填另一个孩子的证件号，不是双胞胎就留空',
    }),
  ],
  limits: {
    legal: null,
    promised: workingDays(10),
    starts: 'compare',
    stops: 'proposed',
    pausedAt: ['seats', 'later', 'move'],
  },
  across: {
    supplement: {
      ask: workingDays(5, law('中华人民共和国行政许可法', '第三十二条第一款第四项（参照）')),
      answer: naturalDays(15, law('区里规定：招生工作安排')),
      lapsed: 'returned',
    },
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'education.head', to: 'terminated' },
  },
  start: 'arrival',
  steps: {
    arrival: choose('看来得早晚', {
      cases: { late: fact.plan.closesOn.before(today()).or(fact.result.exists) },
      otherwise: 'onTime',
      on: { late: 'compare', onTime: 'compare' },
    }),
    compare: compare('自动核对', {
      comparisons: ['household', 'property', 'permit', 'insurance'],
      on: { matched: 'check', differing: 'check' },
    }),
    check: intake('核对材料', {
      by: 'education.officer',
      when: byHand,
      within: workingDays(2),
      examines: ['proof'],
      on: { accepted: 'finding', refused: 'refused' },
    }),
    finding: task('认定情况', {
      by: 'education.officer',
      when: byHand.or(taken('objection', 'upheld').gt(0)),
      within: workingDays(2),
      form: finding,
      outcomes: { found: '认定', unfit: '不符合报名条件' },
      reasoned: ['unfit'],
      on: { found: 'ready', unfit: 'refused' },
    }),
    ready: choose('去哪一轮', {
      cases: {
        transfer: isTransfer,
        late: taken('arrival', 'late').gt(0).or(taken('proposed', 'object').gt(0)),
      },
      otherwise: 'main',
      on: { transfer: 'move', late: 'later', main: 'seats' },
    }),
    seats: allocate('等派位', {
      by: 'education.officer',
      within: naturalDays(120, law('区里规定：招生工作安排')),
      places: seats,
      on: { placed: 'proposed', unplaced: 'later' },
    }),
    later: allocate('等补录', {
      by: 'education.officer',
      within: naturalDays(120, law('区里规定：招生工作安排')),
      places: seats,
      on: { placed: 'proposed', unplaced: 'noSeat' },
    }),
    move: task('安排转学', {
      by: 'education.officer',
      within: workingDays(10),
      form: move,
      outcomes: { placed: '有学位', none: '没有学位' },
      reasoned: ['none'],
      assigns: { lead: 'school' },
      guards: {
        placed: [
          rule('SCHOOL_MISSING', {
            title: '转入学校',
            group: 'not-eligible',
            when: filledOf('move', move).school.known().not(),
            field: 'wishes.first',
            say: '有学位，却没有写是哪所学校',
            passes: '写明了学校',
            remedy: '请选转入的学校',
          }),
        ],
      },
      on: { placed: 'proposed', none: 'noSeat' },
    }),
    proposed: task('看结果', {
      by: 'applicant',
      within: workingDays(5, law('泉教初〔2023〕3号')),
      outcomes: { accept: '确认就读', object: '有疑问，提出异议', decline: '放弃这个学位', silent: '公示期满' },
      reasoned: ['object'],
      lapses: 'silent',
      asks: '看派位结果，确认就读，或者提出异议',
      on: { accept: 'admission', object: 'objection', decline: 'declined', silent: 'admission' },
    }),
    objection: task('答复异议', {
      by: 'education.head',
      within: workingDays(5),
      form: { answer: longText('书面答复') },
      outcomes: { kept: '维持原结果', upheld: '异议成立，改正后补录' },
      on: { kept: 'admission', upheld: 'finding' },
    }),
    admission: issue('录取', { entries: ['schoolAdmission'], on: { issued: 'said' } }),
    said: choose('是否已确认', {
      cases: { yes: taken('proposed', 'accept').gt(0) },
      otherwise: 'no',
      on: { yes: 'register', no: 'confirm' },
    }),
    confirm: task('确认就读', {
      by: 'applicant',
      within: naturalDays(10, law('区里规定：招生工作安排')),
      outcomes: { confirmed: '确认就读', declined: '放弃这个学位', lapsed: '逾期没有确认' },
      lapses: 'lapsed',
      asks: '确认就读',
      on: { confirmed: 'register', declined: 'declined', lapsed: 'unconfirmed' },
    }),
    register: task('报到', {
      by: 'school.office',
      within: naturalDays(120, law('区里规定：招生工作安排')),
      outcomes: { came: '已报到', absent: '没有来报到' },
      reasoned: ['absent'],
      on: { came: 'done', absent: 'absent' },
    }),
    done: end('granted', '已入学'),
    refused: end('refused', '不符合报名条件'),
    noSeat: end('refused', '没有学位'),
    returned: end('returned', '逾期退件'),
    withdrawn: end('withdrawn', '已撤回'),
    declined: end('withdrawn', '放弃学位'),
    unconfirmed: end('terminated', '逾期没有确认'),
    absent: end('terminated', '没有报到'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    schoolAdmission: {
      title: '小学录取通知书',
      number: '泉台教〔{year}〕录{serial}号',
      content: [
        { title: '孩子', value: f.child.name.expression },
        { title: '招生季', value: fact.plan.name.expression },
      ],
      legalText: '请按通知书上的日期，带预防接种证和户口簿原件到学校报到。',
      valid: naturalDays(180, law('区里规定：招生工作安排')),
      unique: [f.season.expression, f.child.idNumber.expression],
      data: { season: shared(f.season), child: sealed(f.child.idNumber) },
    },
  },
  ratings: ['要的材料太多', '等得太久', '说不清楚', '页面不好用'],
  fundedAs: ['入学一键事'],
})
