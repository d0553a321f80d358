// Slips of the pen: known misspellings, traditional characters in a simplified text, quotation marks that do not pair.

/** A slip: what stands there, and what was probably meant. */
export interface Slip {
  readonly found: string
  readonly meant: string
}

const MISSPELT: readonly (readonly [string, string])[] = [
  ['办事项项', '办事事项'],
  ['使用着', '使用者'],
  ['处置就', '处置'],
]

/** Traditional → simplified, for characters budgets are likely to carry over from older documents. */
const TRADITIONAL = new Map(
  Object.entries({
    導: '导',
    體: '体',
    務: '务',
    辦: '办',
    產: '产',
    動: '动',
    業: '业',
    門: '门',
    電: '电',
    數: '数',
    據: '据',
    標: '标',
    準: '准',
    項: '项',
    開: '开',
    關: '关',
    號: '号',
    發: '发',
    檔: '档',
    審: '审',
    圖: '图',
    計: '计',
    設: '设',
    備: '备',
    維: '维',
    護: '护',
    網: '网',
    絡: '络',
    學: '学',
    實: '实',
    現: '现',
    應: '应',
    點: '点',
    營: '营',
    環: '环',
    齊: '齐',
    會: '会',
    為: '为',
    處: '处',
    從: '从',
    該: '该',
  }),
)

/** A run of traditional characters with the character before and after, to show a word and not a splinter. */
const TRADITIONAL_WORD = new RegExp(`\\p{Script=Han}?[${[...TRADITIONAL.keys()].join('')}]+\\p{Script=Han}?`, 'gu')

/** Every slip in a text, in order of kind. */
export function slipsIn(text: string): Slip[] {
  const misspelt = MISSPELT.flatMap(([found, meant]) => (text.includes(found) ? [{ found, meant }] : []))
  return [...misspelt, ...traditionalIn(text), ...unpairedIn(text)]
}

function traditionalIn(text: string): Slip[] {
  const words = text.match(TRADITIONAL_WORD) ?? []
  return [...new Set(words)].map((found) => ({ found, meant: [...found].map((c) => TRADITIONAL.get(c) ?? c).join('') }))
}

/** Quoted words whose marks do not open and close: “甲“, ”乙“. */
function unpairedIn(text: string): Slip[] {
  const slips: Slip[] = []
  let open = false
  for (const { 0: mark, index } of text.matchAll(/[“”]/g)) {
    const right = open ? '”' : '“'
    if (mark !== right) slips.push(slipAt(text, index, right, open))
    open = !open
  }
  return slips
}

function slipAt(text: string, index: number, right: string, closes: boolean): Slip {
  const [start, end] = closes ? [Math.max(0, index - 4), index + 1] : [index, index + 5]
  const found = text.slice(start, end)
  return { found, meant: closes ? found.slice(0, -1) + right : right + found.slice(1) }
}
