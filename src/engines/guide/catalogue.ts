// Writes the catalogue's guides out of its tables (seed/guides/*.txt): one line is a family of matters, its acts (first
// application, change, renewal, copy, end) become guides that differ in materials, questions, steps and days. Every guide
// so made is sample text and says so. Pure.

import { resultKind } from './gate.ts'
import type { Guide, GuideMaterial } from './shape.ts'

export interface CatalogueGuide {
  readonly slug: string
  readonly guide: Guide
}

/** Who answers for a block of lines, after its `@`. */
interface Desk {
  readonly body: string
  readonly window: string
  readonly topic: string
  readonly points: Guide['points']
}

interface Family {
  readonly desk: Desk
  readonly code: string
  readonly name: string
  readonly type: Guide['matterType']
  readonly audiences: Guide['audiences']
  readonly result: string
  readonly laws: readonly string[]
  readonly legal: number
  readonly promised: number
  readonly acts: readonly Act[]
  /** What happens between intake and decision; null when nothing does. */
  readonly site: { readonly title: string; readonly note: string } | null
  readonly materials: readonly GuideMaterial[]
  readonly questions: Guide['questions']
  readonly everyday: readonly string[]
  readonly tip: { readonly question: string; readonly answer: string }
  readonly fee: { readonly yuan: number; readonly name: string } | null
}

const ACTS = {
  办: { id: '', title: '', say: '' },
  新: { id: 'new', title: '首次申请', say: '新办' },
  变: { id: 'change', title: '变更', say: '变更 改名 换地址' },
  延: { id: 'renew', title: '延续', say: '延期 到期 续期 换证' },
  补: { id: 'copy', title: '补发', say: '补办 丢了 换新' },
  销: { id: 'end', title: '注销', say: '注销 不干了 停办' },
} as const
type Act = keyof typeof ACTS

const TYPES: Readonly<Record<string, Guide['matterType']>> = {
  许: '01',
  付: '05',
  确: '07',
  奖: '08',
  他: '10',
  公: '20',
}
const AUDIENCES: Readonly<Record<string, Guide['audiences'][number]>> = { 人: '1', 企: '2', 事: '3', 社: '4' }
const COLUMNS = 13

/** The guides of one table. Throws, naming the line, when a line cannot be read: a mistake of the table. */
export function catalogueGuides(text: string): CatalogueGuide[] {
  let desk: Desk | undefined
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    if (line.startsWith('@')) {
      const [body = '', window = '', topic = '', points = ''] = line
        .slice(1)
        .split('|')
        .map((part) => part.trim())
      desk = { body, window, topic, points: points.split(' ') as Guide['points'] }
      return []
    }
    if (!desk) throw new Error(`a matter stands before any office: ${line}`)
    const family = familyOf(line, desk)
    return family.acts.map((act) => {
      const guide = guideOf(family, act)
      return { slug: guide.handleItemCode, guide }
    })
  })
}

function familyOf(line: string, desk: Desk): Family {
  const columns = line.split('|').map((part) => part.trim())
  const [code, name, type, audience, result, laws, limits, acts, site, materials, questions, everyday, tip, fee] =
    columns as string[]
  const [legal, promised] = (limits ?? '').split('/').map(Number)
  const [question = '', answer = ''] = (tip ?? '').split('→')
  const matterType = TYPES[type ?? '']
  if (columns.length < COLUMNS || !matterType || Number.isNaN(promised) || answer === '') {
    throw new Error(`a line of the catalogue cannot be read: ${line}`)
  }
  const [siteTitle = '', siteNote = ''] = (site ?? '').split('：')
  const [yuan, feeName = ''] = (fee ?? '').split(':')
  return {
    ...{ desk, code: code!, name: name!, type: matterType, result: result!, legal: legal!, promised: promised! },
    audiences: [...(audience ?? '')].map((sign) => AUDIENCES[sign]!),
    laws: (laws ?? '').split('；'),
    acts: [...(acts ?? '')] as Act[],
    site: siteTitle === '' ? null : { title: siteTitle, note: siteNote },
    materials: (materials ?? '').split('、').map(materialOf),
    questions: (questions ?? '').split('；').filter(Boolean).map(questionOf),
    everyday: (everyday ?? '').split(' ').filter(Boolean),
    tip: { question: `${question}？`, answer },
    fee: yuan ? { yuan: Number(yuan), name: feeName } : null,
  }
}

/** `住所是:自有/租来` becomes question a, the next b. */
function questionOf(text: string, index: number): Guide['questions'][number] {
  const [title = '', options = ''] = text.split(':')
  return { id: 'abc'[index]!, title: `${title}？`, options: options.split('/') }
}

/** `申请书*` is filled in by the applicant, `营业执照@` is fetched, `报告<检验机构>` is made by somebody, `合同?a=租` is asked sometimes. */
function materialOf(text: string): GuideMaterial {
  const [head = '', condition] = text.split('?')
  const issuer = /<(.+)>/.exec(head)?.[1] ?? ''
  const title = head.replace(/[*@]|<.*>/g, '')
  const isForm = head.includes('*')
  const isLicence = head.includes('@')
  const [question = '', answers = ''] = condition?.split('=') ?? []
  return {
    title,
    note: isLicence
      ? '系统去取，取不到再请您传'
      : isForm
        ? '可以在手机上填，不用打印'
        : issuer
          ? `由${issuer}出具`
          : '拍照上传，四个角都拍到',
    issuer: isLicence ? '数据共享' : issuer,
    issuedWithin: /体检|健康|检测|检验/.test(title) ? '一年以内' : '',
    source: isLicence ? 'government' : issuer ? 'intermediary' : 'own',
    form: 'either',
    ...{ originals: 1, copies: 0, required: condition === undefined },
    ...(condition !== undefined && { when: { question, answers: [answers] } }),
    blank: isForm ? title : '',
    sample: isForm ? `示例：${title}，逐项填写，签名和日期不要漏。` : '',
    criteria: isForm ? '内容齐全、本人签名或盖章' : '清楚、完整、在有效期内',
    deferrable: !isForm && !isLicence && issuer !== '',
    promisable: !isForm && !isLicence && issuer === '',
    licence: isLicence ? title : '',
    producedBy: '',
  }
}

function guideOf(family: Family, act: Act): Guide {
  const { desk, name, laws, fee } = family
  const { title } = ACTS[act]
  const result = act === '销' ? '注销通知文' : family.result
  const { legal, promised } = limitsOf(family, act)
  const isVisit =
    family.site !== null && (act === '新' || act === '办') && /^(考|到场|调解|专家鉴定|评定)/.test(family.site.title)
  const short = `${name.replace(/（.*?）|城乡居民|国有建设用地使用权及|特种设备/g, '')}${title}`
  const paid = fee && (act === '新' || act === '办' || act === '补') ? fee : null
  return {
    ...{ name: title ? `${name}（${title}）` : name, short: short.slice(0, 14) },
    ...{ catalogCode: '', taskCode: '', handleItemCode: [family.code, ACTS[act].id].filter(Boolean).join('-') },
    ...{ matterType: family.type, level: '4', exercise: '', powerSource: '1', delegatedBy: '' },
    body: { name: `台商投资区${desk.body}`, code: '', nature: '1' },
    basis: laws.map((text) => ({
      ...{
        law: text.replace(/（待核.*?）/, ''),
        number: '',
        article: /（待核/.test(text) ? '待核' : '',
        text: '',
        issuer: '',
        effectiveOn: '',
      },
    })),
    statutoryLimit: { days: legal, unit: 'workingDays', note: '' },
    promisedLimit: {
      days: promised,
      unit: 'workingDays',
      note: family.site && promised > 0 ? `${family.site.title}的时间算在内` : '',
    },
    conditions: conditionsOf(family, act),
    steps: stepsOf(family, act, promised),
    ...{ jointOrgs: [], undertaker: `${desk.body}${desk.window}`, intermediaries: [], quantityLimit: '无' },
    results: [{ name: result, kind: resultKind(result) ?? '其他', sample: '' }],
    fee: paid
      ? {
          yuan: paid.yuan,
          basis: '收费标准（文号待核）',
          items: [{ name: paid.name, standard: `${paid.yuan} 元`, relief: '低保、特困人员的减免待核' }],
        }
      : { yuan: 0, basis: '', items: [] },
    crossRegion: family.type === '20' || act === '补' ? '跨县' : '',
    audiences: [...family.audiences],
    topics: [desk.topic],
    caseType: promised === 0 ? '1' : '2',
    channels: isVisit ? ['1', '3'] : ['1', '2', '3', '4'],
    onsiteVisits: isVisit ? 1 : 0,
    onsiteReason: isVisit ? family.site!.note : '',
    special:
      family.site && promised > 0 && !isVisit && act !== '销' && act !== '补'
        ? [
            {
              title: family.site.title,
              days: Math.min(legal, 20) || 1,
              basis: `${laws[0]!.replace(/（待核.*?）/, '')}（条款待核）`,
              charged: false,
              counted: false,
            },
          ]
        : [],
    ...{ booking: true, onlinePay: paid !== null, courier: !isVisit, kiosk: isForKiosk(promised, act) },
    onlineDepth: isVisit ? 'Ⅲ' : promised === 0 ? 'Ⅳ' : 'Ⅲ',
    ...{
      onlineAddress: '',
      informAndCommit: act === '延',
      deferrable: family.materials.some(({ deferrable }) => deferrable),
    },
    hall: {
      name: '台商投资区政务服务中心（示例）',
      window: desk.window,
      address: '示例地址',
      hours: '工作日 8:30–12:00，14:30–17:30',
      transit: '公交到“政务中心”站（示例）',
    },
    ...{ consult: '12345', complaint: '12345', rights: '' },
    review: { name: '待核', address: '', phone: '' },
    court: { name: '待核', address: '', phone: '' },
    faqs: [family.tip, faqOf(family, act, promised)],
    questions: questionsOf(family, act),
    materials: materialsOf(family, act),
    everyday: [...family.everyday, ...ACTS[act].say.split(' ').filter(Boolean)],
    points: isForKiosk(promised, act) ? [...desk.points, 'kiosk'] : [...desk.points],
    ...{
      effectiveOn: '',
      cancelOn: '',
      baselineVisits: isVisit ? 2 : act === '新' || act === '办' ? 2 : 1,
      sample: true,
    },
  }
}

/** A machine can do what needs nobody's judgement. */
const isForKiosk = (promised: number, act: Act): boolean => promised === 0 || act === '补'

function limitsOf({ legal, promised }: Family, act: Act): { legal: number; promised: number } {
  if (act === '补' || act === '销') return { legal: Math.min(legal, 10), promised: promised > 8 ? 1 : 0 }
  if (act === '变') return { legal, promised: Math.ceil(promised / 2) }
  return { legal, promised: act === '延' ? Math.min(promised, 5) : promised }
}

function conditionsOf({ audiences, name, result }: Family, act: Act): string[] {
  const isFirm = audiences.includes('2')
  const who = isFirm
    ? '在本区有固定场所的企业、个体工商户'
    : audiences.includes('4')
      ? '符合登记条件的社会组织'
      : '本人，或者受托的家人、村代办员'
  switch (act) {
    case '变':
      return [`已经办过${name}，${result}还在有效期内`, '名称、地址、负责人、范围有一样变了']
    case '延':
      return [`${result}快到期：有效期满三十个工作日前申请`, '经营条件没有变差']
    case '补':
      return [`${result}丢了或者破了，还在有效期内`]
    case '销':
      return [`不再需要${result}，手里没有没办完的事`]
    default:
      return [who, isFirm ? '没有被列入限制申请的名单' : '户口或者经常居住地在本区']
  }
}

function questionsOf({ questions, result }: Family, act: Act): Guide['questions'] {
  switch (act) {
    case '变':
      return [{ id: 'a', title: '变的是什么？', options: ['名称或负责人', '地址', '范围'] }]
    case '延':
      return [
        { id: 'a', title: '和原来比，条件变了没有？', options: ['没有变', '有变化'] },
        ...questions.slice(1).map((one) => ({ ...one, id: 'b' })),
      ]
    case '补':
      return [{ id: 'a', title: `${result}怎么了？`, options: ['丢了', '破了'] }]
    case '销':
      return [{ id: 'a', title: '原来的证还在吗？', options: ['在', '找不到了'] }]
    default:
      return [...questions]
  }
}

function materialsOf({ name, result, materials, audiences }: Family, act: Act): GuideMaterial[] {
  const identity = materialOf(audiences.includes('2') ? '营业执照@' : '身份证@')
  switch (act) {
    case '变':
      return [
        materialOf(`${name}变更申请表*`),
        materialOf(`${result}@`),
        materialOf('负责人任职文件?a=名称或负责人'),
        ...materials
          .filter(({ title }) => /平面图|场所|租赁|地址/.test(title))
          .slice(0, 2)
          .map((one) => ({ ...one, required: false, when: { question: 'a', answers: ['地址'] } })),
        materialOf('新增范围的说明*?a=范围'),
        ...materials.filter(({ licence, title }) => licence !== '' && title !== result).slice(0, 1),
      ]
    case '延':
      return [
        materialOf(`${name}延续申请表*`),
        materialOf(`${result}@`),
        materialOf('条件没有变化的承诺书*?a=没有变'),
        ...materials.filter(({ issuer, licence }) => issuer !== '' && licence === '').slice(0, 2),
        ...materials
          .filter(({ blank, title }) => blank !== '' && /制度|平面图|清单/.test(title))
          .slice(0, 2)
          .map((one) => ({ ...one, required: false, when: { question: 'a', answers: ['有变化'] } })),
      ]
    case '补':
      return [
        materialOf(`${name}补发申请表*`),
        identity,
        materialOf('遗失声明*?a=丢了'),
        materialOf(`破损的${result}?a=破了`),
      ]
    case '销':
      return [
        materialOf(`${name}注销申请表*`),
        materialOf(`${result}原件?a=在`),
        materialOf('找不到原件的说明*?a=找不到了'),
        identity,
      ]
    default:
      return [...materials]
  }
}

function stepsOf(family: Family, act: Act, promised: number): Guide['steps'] {
  const { desk, site, result, name } = family
  const step = (title: string, actor: string, time: string, note: string, output = '') => ({
    title,
    actor,
    time,
    note,
    output,
  })
  const count = materialsOf(family, act).filter(({ licence }) => licence === '').length
  const apply = step(
    '您申请',
    '您自己或代办员',
    '约 10 分钟',
    `手机、电脑或窗口都行；按提示传 ${count} 份材料，其余系统去取`,
  )
  const gets = act === '销' ? '注销通知' : result
  if (promised === 0) {
    return [
      apply,
      step(
        '窗口核对，当场办',
        desk.window,
        '当场',
        `核对${name}的${act === '补' ? '登记底册' : '填写内容'}，有错当面改`,
      ),
      step(
        act === '销' ? '收回、注销' : '拿到结果',
        desk.window,
        '当场',
        `${gets}当场给，也可以寄到家或存在手机里`,
        gets,
      ),
    ]
  }
  const looksAt = act === '新' || act === '办' || act === '延' ? site : null
  return [
    apply,
    step('受理', desk.window, '1 个工作日内', '缺什么一次说清，不叫您跑第二趟', '受理通知书'),
    ...(looksAt
      ? [step(looksAt.title, desk.body, act === '延' ? '需要时才有' : '约好时间', looksAt.note, `${looksAt.title}记录`)]
      : []),
    ...(act === '变' && site ? [step(`地址变了才有：${site.title}`, desk.body, '约好时间', site.note)] : []),
    step(
      promised > 5 ? '审查并作出决定' : '审查决定',
      desk.body,
      `${Math.max(1, promised - 1)} 个工作日内`,
      `看材料${looksAt ? `和${looksAt.title}结果` : ''}，不同意会写明理由和怎么申诉`,
      '决定书',
    ),
    step(
      act === '销' ? '注销、通知您' : '发给您',
      desk.window,
      '当天',
      `${gets}寄到家，或来${desk.window}拿，手机里同时有一份`,
      gets,
    ),
  ]
}

function faqOf({ result, name, site }: Family, act: Act, promised: number): { question: string; answer: string } {
  switch (act) {
    case '变':
      return {
        question: '变更期间能照常吗？',
        answer: `能，原来的${result}有效到新的发下来；但要换地址的，新地址要等核完再用。`,
      }
    case '延':
      return {
        question: '过期了才想起来怎么办？',
        answer: `过期后按${name}首次申请办，过期期间不能再用原来的${result}。`,
      }
    case '补':
      return { question: '补发的号码会变吗？', answer: `不变，还是原来的编号，原来那份${result}同时作废。` }
    case '销':
      return { question: '注销后还能恢复吗？', answer: '不能恢复，以后要办按首次申请。' }
    default:
      return promised === 0
        ? { question: '为什么能当场办？', answer: `${name}只核对填写内容，系统当场比对，不用等人审。` }
        : {
            question: '怎么知道办到哪一步了？',
            answer: `用查询码在手机上看；${site ? `${site.title}前会打电话约时间。` : '每走一步都有短消息。'}`,
          }
  }
}
