// `npm start`, `npm test` and the other scripts of package.json: installs what is missing, then runs the part asked for
// under Node 24. Plain JavaScript, so that the system's Node 20 can begin.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, findNode, ROOT, run, SERVER_FLAGS } from './bin/runtime.mjs'

const TEST_FILES = ['src', 'test', 'web', 'e2e'].map((folder) => `${folder}/**/*.test.ts`)

/** Script name → what it runs, with the arguments given after `--`; resolves to the exit code. */
const SCRIPTS = {
  async test(args) {
    const named = args
      .filter((arg) => !arg.startsWith('-'))
      .map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.test.ts`))
    return node(
      '--test',
      // Files wait for servers and browsers more than they compute: two at a time even where Node would take one.
      '--test-concurrency=2',
      '--test-reporter=spec',
      '--test-global-setup=test/support/global-setup.ts',
      ...args.filter((arg) => arg.startsWith('-')),
      ...(named.length > 0 ? named : TEST_FILES),
    )
  },
  async check() {
    const codes = []
    codes.push(await step('types', findNode(), 'node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json'))
    codes.push(await step('types of the web', 'vue-tsc', '-p', 'web/tsconfig.json'))
    codes.push(await step('format and lint', 'biome', 'check', '--diagnostic-level=warn'))
    codes.push(await step('architecture', findNode(), '--test', '--test-reporter=dot', 'test/architecture.test.ts'))
    codes.push(await step('services', findNode(), 'src/cli/main.ts', 'check'))
    return codes.some((code) => code !== 0) ? 1 : 0
  },
  async drill(args) {
    return node('--test', '--test-reporter=spec', ...files('drill', '.drill.ts', args))
  },
  async bench(args) {
    for (const file of files('bench', '.bench.ts', args)) {
      const code = await node(file)
      if (code !== 0) return code
    }
    return 0
  },
}

function node(...args) {
  return run(findNode(), args)
}

async function step(name, program, ...args) {
  process.stdout.write(`\n— ${name}\n`)
  return run(program, args)
}

/** The files of a folder with this ending, or those of them whose name begins with one of `names`. */
function files(folder, ending, names) {
  const all = existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)) : []
  const found = all.filter(
    (file) => file.endsWith(ending) && (names.length === 0 || names.some((name) => file.startsWith(name))),
  )
  if (found.length > 0) return found.sort().map((file) => join(folder, file))
  process.stderr.write(`start.mjs: no ${folder}/*${ending} named ${names.join(', ') || 'at all'}\n`)
  process.exit(2)
}

const [flag, name, ...args] = process.argv.slice(2)
if (flag !== undefined && flag !== '--dev' && !(flag === '--run' && Object.hasOwn(SCRIPTS, name))) {
  process.stderr.write(`usage: node start.mjs [--dev | --run ${Object.keys(SCRIPTS).join('|')} [arguments]]\n`)
  process.exit(2)
}
await ensureInstalled()
if (flag === '--run') process.exitCode = await SCRIPTS[name](args)
else
  process.exitCode = await node(
    ...SERVER_FLAGS,
    ...(flag === '--dev' ? ['--watch', '--watch-preserve-output', 'src/server.ts', '--dev'] : ['src/server.ts']),
  )
