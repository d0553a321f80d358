// One million children, 2,000 schools, ten choices each, on one thread; beside it the naive run of the definition on sizes
// it can do, in the same minute, and how both grow. Promised: ≤ 1.5 s, ≤ 250 MB, verification ≤ 0.3 s.
import { allocate } from '#engines/seats/allocate.ts'
import { CLASS_STEP, type CompiledMarket } from '#engines/seats/compile.ts'
import { stabilityReasons } from '#engines/seats/verify.ts'

const CHOICES = 10
const LIMITS = { runSeconds: 1.5, verifySeconds: 0.3, megabytes: 250 }

/** A small reproducible source of numbers in [0, 1): the same market on every machine. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** An invented district in which some schools are far more wanted than others, with four classes and a seat for each child. */
function market(children: number, schools: number): CompiledMarket {
  const next = numbers(20_260_301)
  const choices = new Uint16Array(children * CHOICES)
  const classes = new Uint16Array(children * CHOICES)
  for (let at = 0; at < choices.length; at++) {
    const first = at - (at % CHOICES)
    do choices[at] = Math.floor(next() ** 3 * schools)
    while (choices.indexOf(choices[at]!, first) < at)
    classes[at] = Math.floor(next() * 4)
  }
  const ranks = new Float64Array(children)
  const start = new Uint32Array(children + 1)
  const childIds = new Array<string>(children)
  for (let child = 0; child < children; child++) {
    ranks[child] = child + 1
    childIds[child] = `C${child}`
    start[child + 1] = (child + 1) * CHOICES
  }
  return {
    schoolIds: Array.from({ length: schools }, (_, s) => `S${s}`),
    seats: new Uint32Array(schools).fill(Math.ceil(children / schools)),
    reserves: Array.from({ length: schools }, () => null),
    childIds,
    ranks,
    start,
    choices,
    classes,
    tails: [new Uint32Array(0)],
    tailOf: new Uint16Array(children),
    tailClass: () => 0,
    classOfCode: [1, 2, 3, 4],
    tags: new Map(),
    twins: new Map(),
  }
}

/** The definition as it stands in a textbook: rounds; each school sorts all who ask it and keeps the first. */
function naive({ start, choices, classes, seats }: CompiledMarket): Int32Array {
  const children = start.length - 1
  const asked = new Uint32Array(children)
  const placed = new Int32Array(children).fill(-1)
  const held: number[][] = Array.from(seats, () => [])
  for (let isMoving = true; isMoving; ) {
    isMoving = false
    for (let child = 0; child < children; child++) {
      if (placed[child] !== -1 || asked[child] === CHOICES) continue
      const at = child * CHOICES + asked[child]!
      asked[child]!++
      held[choices[at]!]!.push(classes[at]! * CLASS_STEP + child)
      isMoving = true
    }
    placed.fill(-1)
    for (const [s, keys] of held.entries()) {
      keys.sort((a, b) => a - b).length = Math.min(keys.length, seats[s]!)
      for (const key of keys) placed[key % CLASS_STEP] = s
    }
  }
  return placed
}

function seconds<Result>(work: () => Result): { took: number; result: Result } {
  const begin = performance.now()
  const result = work()
  return { took: (performance.now() - begin) / 1000, result }
}

/** The better of two, after which the code is compiled. */
function best<Result>(work: () => Result): { took: number; result: Result } {
  const [first, second] = [seconds(work), seconds(work)]
  return first.took < second.took ? first : second
}

const big = market(1_000_000, 2000)
const run = seconds(() => allocate(big))
const check = seconds(() => stabilityReasons(big, run.result))
const megabytes = process.resourceUsage().maxRSS / 1024
const unplaced = run.result.reduce((count, school) => count + (school < 0 ? 1 : 0), 0)
const rows: [what: string, measured: string, limit: string, kept: boolean][] = [
  [
    '1,000,000 × 2,000 × 10, first run',
    `${run.took.toFixed(2)} s`,
    `≤ ${LIMITS.runSeconds} s`,
    run.took <= LIMITS.runSeconds,
  ],
  [
    'no child passed over, check',
    `${check.took.toFixed(2)} s`,
    `≤ ${LIMITS.verifySeconds} s`,
    check.took <= LIMITS.verifySeconds,
  ],
  ['greatest memory', `${megabytes.toFixed(0)} MB`, `≤ ${LIMITS.megabytes} MB`, megabytes <= LIMITS.megabytes],
]
for (const [what, measured, limit, kept] of rows) {
  console.log(`${kept ? '✓' : '✗'} ${what.padEnd(36)} ${measured.padStart(10)}   ${limit}`)
}
console.log(`  ${unplaced} children without a seat on their list, ${check.result.length} passed over`)
console.log('  growth:     children   engine      naive definition')
let isSame = check.result.length === 0
for (const children of [5000, 10_000, 20_000, 40_000]) {
  const small = market(children, children / 50)
  const [engine, reference] = [best(() => allocate(small)), seconds(() => naive(small))]
  isSame &&= engine.result.every((school, child) => school === reference.result[child])
  console.log(`  ${String(children).padStart(20)}   ${engine.took.toFixed(3)} s     ${reference.took.toFixed(3)} s`)
}
console.log(isSame ? '  both gave every child the same school' : '  ✗ the two disagree')
if (!isSame || !rows.every(([, , , kept]) => kept)) process.exitCode = 1
