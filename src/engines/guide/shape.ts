// The shape of a guide: the data items of GB/T 39046-2020 table 4 that a citizen or a checker needs, as one plain
// value. The same shape holds a guide of the catalogue and the one drawn from a declared service. Pure.

import { type Static, Type } from '@sinclair/typebox'

const strict = { additionalProperties: false } as const
const line = (maxLength = 200) => Type.String({ maxLength })
const prose = (maxLength = 1000) => Type.String({ maxLength })
const lines = (maxItems = 40) => Type.Array(line(300), { maxItems })
const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  Type.Unsafe<Values[number]>(Type.Union(values.map((value) => Type.Literal(value))))
const day = Type.String({ pattern: '^(\\d{4}-\\d\\d-\\d\\d)?$' })

/** 0 working days: done on the spot. */
const Limit = Type.Object(
  { days: Type.Integer({ minimum: 0, maximum: 400 }), unit: oneOf('workingDays', 'naturalDays'), note: line() },
  strict,
)
const Basis = Type.Object(
  /** `article` is empty while nobody has checked it: the page then says so. */
  { law: line(), number: line(80), article: line(80), text: prose(2000), issuer: line(80), effectiveOn: day },
  strict,
)
const Question = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9]{1,16}$' }),
    title: line(60),
    options: Type.Array(line(40), { minItems: 2, maxItems: 6 }),
  },
  strict,
)
const Material = Type.Object(
  {
    title: line(),
    note: line(300),
    issuer: line(80),
    issuedWithin: line(80),
    source: oneOf('own', 'government', 'intermediary'),
    form: oneOf('electronic', 'paper', 'either'),
    originals: Type.Integer({ minimum: 0, maximum: 20 }),
    copies: Type.Integer({ minimum: 0, maximum: 20 }),
    required: Type.Boolean(),
    /** Asked only when the question was answered with one of these; absent: always. */
    when: Type.Optional(Type.Object({ question: line(16), answers: lines(6) }, strict)),
    blank: line(),
    sample: prose(500),
    criteria: line(300),
    deferrable: Type.Boolean(),
    promisable: Type.Boolean(),
    /** Code of the electronic licence that stands in for it: then nobody has to bring it. */
    licence: line(80),
    /** The matter that produces it. */
    producedBy: line(80),
  },
  strict,
)
const Step = Type.Object(
  { title: line(60), actor: line(60), time: line(60), note: line(300), output: line(80) },
  strict,
)
const Special = Type.Object(
  {
    title: line(60),
    days: Type.Integer({ minimum: 0, maximum: 400 }),
    basis: line(),
    charged: Type.Boolean(),
    counted: Type.Boolean(),
  },
  strict,
)
const Organ = Type.Object({ name: line(80), address: line(), phone: line(60) }, strict)

export const GuideShape = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 200 }),
    /** For posters and narrow rows. */
    short: line(14),
    catalogCode: line(40),
    taskCode: line(40),
    handleItemCode: line(40),
    matterType: oneOf('01', '05', '06', '07', '08', '09', '10', '20'),
    level: oneOf('1', '2', '3', '4', '5', '6', '7'),
    exercise: line(300),
    powerSource: oneOf('1', '2', '3', '4', '5', '6'),
    body: Type.Object({ name: line(80), code: line(18), nature: oneOf('1', '2', '3', '9') }, strict),
    delegatedBy: line(80),
    basis: Type.Array(Basis, { maxItems: 20 }),
    statutoryLimit: Limit,
    promisedLimit: Limit,
    conditions: lines(),
    steps: Type.Array(Step, { maxItems: 30 }),
    jointOrgs: lines(),
    undertaker: line(80),
    intermediaries: lines(),
    quantityLimit: line(),
    results: Type.Array(
      Type.Object({ name: line(80), kind: oneOf('出证办结', '出文办结', '审批办结', '其他'), sample: line() }, strict),
      {
        minItems: 1,
        maxItems: 10,
      },
    ),
    fee: Type.Object(
      {
        yuan: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
        basis: line(),
        items: Type.Array(Type.Object({ name: line(80), standard: line(), relief: line() }, strict), { maxItems: 10 }),
      },
      strict,
    ),
    crossRegion: oneOf('', '全国', '跨省', '跨市', '跨县'),
    audiences: Type.Array(oneOf('1', '2', '3', '4', '5', '6'), { minItems: 1, maxItems: 6 }),
    topics: lines(6),
    caseType: oneOf('1', '2', '9'),
    channels: Type.Array(oneOf('1', '2', '3', '4', '9'), { minItems: 1, maxItems: 5 }),
    onsiteVisits: Type.Integer({ minimum: 0, maximum: 20 }),
    onsiteReason: line(300),
    special: Type.Array(Special, { maxItems: 10 }),
    booking: Type.Boolean(),
    onlinePay: Type.Boolean(),
    courier: Type.Boolean(),
    kiosk: Type.Boolean(),
    onlineDepth: oneOf('', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ'),
    onlineAddress: line(),
    informAndCommit: Type.Boolean(),
    deferrable: Type.Boolean(),
    hall: Type.Object({ name: line(80), window: line(60), address: line(), hours: line(), transit: line() }, strict),
    consult: line(),
    complaint: line(),
    rights: line(300),
    review: Organ,
    court: Organ,
    faqs: Type.Array(Type.Object({ question: line(), answer: prose() }, strict), { maxItems: 20 }),
    questions: Type.Array(Question, { maxItems: 3 }),
    materials: Type.Array(Material, { maxItems: 60 }),
    /** How people call it who do not know its name. */
    everyday: lines(),
    /** Kinds of service points that handle it. */
    points: Type.Array(oneOf('hall', 'townCentre', 'villageStation', 'neighbourhoodCentre', 'kiosk', 'bankPoint'), {
      maxItems: 6,
    }),
    effectiveOn: day,
    cancelOn: day,
    /** Visits that the way of old took: what each saved trip is counted from. */
    baselineVisits: Type.Integer({ minimum: 0, maximum: 20 }),
    /** Sample text without a checked source: said plainly on every face. */
    sample: Type.Boolean(),
  },
  strict,
)
export type Guide = Static<typeof GuideShape>
export type GuideMaterial = Guide['materials'][number]
