// The guide that a declared service already is: its content drawn from the declaration, so that nothing is said twice.
// The catalogue's search and its list of data items read it; the page itself is drawn from the definition.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { usualWay } from '#kernel/service/model.ts'
import { type Limit, rolesOf, type Span, type Step } from '#kernel/service/step.ts'
import { ROLES } from '#kernel/unit/role.ts'
import { resultKind } from './gate.ts'
import type { Guide } from './shape.ts'

const CHANNELS = { mobile: '3', kiosk: '9', window: '1', village: '1' } as const
const POINTS = { kiosk: 'kiosk', window: 'townCentre', village: 'villageStation' } as const
const TYPES = { permit: '01', service: '20', reward: '08' } as const

/** `bureau`: who answers for it. */
export function guideOfService(definition: ServiceDefinition, bureau: string): Guide {
  const { guide, limits, contacts, materials, across } = definition
  const organ = { name: '', address: '', phone: '' }
  return {
    ...{ name: definition.title, short: definition.short.slice(0, 14) },
    ...{ catalogCode: '', taskCode: definition.taskCode, handleItemCode: definition.slug },
    matterType: TYPES[definition.kind],
    ...{ level: '4' as const, exercise: '', powerSource: '1' as const, delegatedBy: '' },
    body: { name: bureau, code: '', nature: '1' },
    basis: guide.basis.map(({ law, article }) => ({
      law,
      number: '',
      article: article ?? '',
      text: '',
      issuer: '',
      effectiveOn: '',
    })),
    statutoryLimit: limitOf(limits.legal ?? limits.promised),
    promisedLimit: limitOf(limits.promised),
    conditions: [guide.eligibility],
    steps: stepsOf(definition),
    ...{ jointOrgs: [], undertaker: bureau, intermediaries: [], quantityLimit: '' },
    results: [{ name: guide.gives, kind: resultKind(guide.gives) ?? '其他', sample: '' }],
    fee: { yuan: guide.fee, basis: '', items: [] },
    crossRegion: '',
    audiences: [definition.applicant === 'person' ? '1' : '2'],
    topics: [],
    caseType: limits.promised.days === 0 ? '1' : '2',
    channels: [...new Set(guide.channels.map((channel) => CHANNELS[channel]))],
    onsiteVisits: guide.onsiteVisits,
    onsiteReason: '',
    special: Object.values(across.suspension?.grounds ?? {}).map(({ title, source }) => ({
      ...{ title, days: 0, basis: `${source.law}${source.article ?? ''}`, charged: false, counted: false },
    })),
    ...{ booking: false, onlinePay: false, courier: false, kiosk: guide.channels.includes('kiosk') },
    onlineDepth: guide.onsiteVisits === 0 ? 'Ⅳ' : 'Ⅲ',
    onlineAddress: `/apply/${definition.slug}`,
    ...{ informAndCommit: false, deferrable: across.deferral !== null },
    hall: { name: contacts.hall, window: '', address: contacts.hall, hours: contacts.hours, transit: '' },
    consult: contacts.phone,
    complaint: contacts.complaint,
    ...{ rights: '', review: organ, court: organ },
    faqs: guide.faqs.map(({ question, answer }) => ({ question, answer })),
    questions: [],
    materials: Object.entries(materials).map(([kind, spec]) => ({
      ...{ title: spec.title, note: spec.note, issuer: spec.issuer ?? '', issuedWithin: '' },
      ...{ source: spec.issuer ? ('government' as const) : ('own' as const), form: 'either' as const },
      ...{ originals: 1, copies: 0, required: spec.when === undefined, blank: '', sample: spec.sample ?? '' },
      criteria: spec.note,
      deferrable: across.deferral?.materials.includes(kind) ?? false,
      ...{ promisable: false, licence: '', producedBy: '' },
    })),
    everyday: [],
    points: [...new Set(guide.channels.flatMap((channel) => (channel === 'mobile' ? [] : [POINTS[channel]])))],
    ...{ effectiveOn: '', cancelOn: '', baselineVisits: 0, sample: false },
  }
}

const limitOf = ({ days, unit }: Span): Guide['statutoryLimit'] => ({ days, unit, note: '' })

/** The steps in the order a case takes them when all goes well. */
function stepsOf(definition: ServiceDefinition): Guide['steps'] {
  return usualWay(definition).flatMap((name) => {
    const step = definition.steps[name] as Step
    if (step.kind === 'end') return []
    const actor = [...new Set(rolesOf(step))].map((role) => ROLES[role].title).join('、')
    const time = step.within ? sayLimit(step.within) : ''
    return [{ title: step.title, actor, time, note: '', output: '' }]
  })
}

const sayLimit = (limit: Limit): string => {
  if (limit.unit === 'moment') return `到约定那天${limit.before > 0 ? `前 ${limit.before} 个工作日` : ''} ${limit.at}`
  return 'hours' in limit
    ? `${limit.hours} 小时内`
    : `${limit.days} ${limit.unit === 'workingDays' ? '个工作日' : '天'}内`
}
