import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseArgs } from 'node:util'
import { type Command, EXIT, UsageError } from './command.ts'
import { COMMANDS } from './commands.ts'
import { type CommandTable, main } from './main.ts'

const greet: Command = {
  name: 'greet',
  summary: 'say a greeting',
  manual: 'NAME\n  qinqing greet\n\nSYNOPSIS\n  qinqing greet [--loud] NAME\n\nDESCRIPTION\n  Greets.\n',
  async run(args, io) {
    const { positionals } = parseArgs({
      args: [...args],
      options: { loud: { type: 'boolean' } },
      allowPositionals: true,
    })
    if (positionals.length === 0) throw new UsageError('whom?')
    if (positionals[0] === 'nobody') throw new Error('could not greet', { cause: new Error('nobody is there') })
    io.stdout.write(`hello ${positionals[0]}\n`)
    return positionals[0] === 'stranger' ? EXIT.unverified : EXIT.ok
  },
}
const table: CommandTable = { greet: async () => greet }

async function call(...argv: string[]) {
  const said = { out: '', err: '' }
  const io = {
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
    env: {},
    cwd: '/',
    isTTY: false,
  }
  return { code: await main(argv, io, table), ...said }
}

test('a command gets its arguments and its exit code is handed on', async () => {
  assert.deepEqual(await call('greet', 'world'), { code: 0, out: 'hello world\n', err: '' })
  assert.equal((await call('greet', 'stranger')).code, 3)
})

test('an unknown command, an unknown flag and a missing argument are usage: exit 2, help on stderr, nothing on stdout', async () => {
  for (const argv of [
    ['grete'],
    ['constructor'],
    ['greet', '--soft', 'x'],
    ['greet'],
    ['help', 'grete'],
    ['help', 'a', 'b'],
  ]) {
    const { code, out, err } = await call(...argv)
    assert.equal(code, EXIT.usage, argv.join(' '))
    assert.equal(out, '')
    assert.match(err, /^qinqing/)
  }
  assert.match((await call('greet', '--soft')).err, /usage:\n {2}qinqing greet \[--loud\] NAME\n$/)
})

test('a fault is exit 1 with its reasons and without a trace', async () => {
  const { code, err } = await call('greet', 'nobody')
  assert.equal(code, EXIT.fault)
  assert.equal(err, 'qinqing greet: could not greet\n  because: nobody is there\n')
})

test('help lists every command, and help of one prints its manual on stdout', async () => {
  for (const argv of [[], ['help'], ['--help']]) assert.match((await call(...argv)).out, /greet {2}say a greeting/)
  for (const argv of [
    ['help', 'greet'],
    ['greet', '--help'],
  ])
    assert.match((await call(...argv)).out, /^NAME/)
})

test('every command of the table is filed under its own name and has a synopsis and exit codes', async () => {
  for (const [name, load] of Object.entries(COMMANDS)) {
    const command = await load()
    assert.equal(command.name, name)
    assert.match(command.manual, /^SYNOPSIS$/m, name)
    assert.match(command.manual, /exit/i, name)
    assert.ok(!command.summary.endsWith('.'), name)
  }
})
