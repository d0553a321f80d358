import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, type Environment, readConfig } from './config.ts'

const PRODUCTION = { QINQING_MODE: 'production', QINQING_DATA: '/srv/qinqing', BASE_URL: 'https://qinqing.example' }

function problemsOf(env: Environment): Record<string, string> {
  try {
    readConfig(env, '/home')
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return Object.fromEntries(error.problems.map(({ variable, text }) => [variable, text]))
  }
  return {}
}

test('with nothing set it is a demo on this machine, in .data', () => {
  assert.deepEqual(readConfig({ PORT: ' ', DATABASE_URL: '' }, '/home'), {
    mode: 'demo',
    host: '127.0.0.1',
    port: 8080,
    baseUrl: 'http://localhost:8080',
    dataFolder: '/home/.data',
    databaseUrl: undefined,
    masterKey: undefined,
    logLevel: 'info',
  })
})

test('what is set is taken, and the value cannot be changed', () => {
  const config = readConfig({
    ...PRODUCTION,
    HOST: '::',
    PORT: '443',
    DATABASE_URL: 'postgres://a@b/c',
    QINQING_LOG: 'warn',
  })
  assert.equal(config.mode, 'production')
  assert.equal(config.port, 443)
  assert.equal(config.baseUrl, 'https://qinqing.example')
  assert.throws(() => Object.assign(config, { mode: 'demo' }))
  assert.equal(readConfig({ HOST: '::', PORT: '1' }).baseUrl, 'http://[::]:1')
})

test('all problems are reported at once, each with its variable', () => {
  const problems = problemsOf({
    QINQING_MODE: 'prod',
    PORT: '80a',
    BASE_URL: 'example.cn',
    DATABASE_URL: 'mysql://x',
    QINQING_MASTER_KEY: 'secret',
    QINQING_LOG: 'loud',
  })
  assert.deepEqual(Object.keys(problems).sort(), [
    'BASE_URL',
    'DATABASE_URL',
    'PORT',
    'QINQING_LOG',
    'QINQING_MASTER_KEY',
    'QINQING_MODE',
  ])
  assert.ok(!JSON.stringify(problems).includes('secret'), 'a secret is not repeated in the message')
})

for (const port of ['-1', '65536', '1e3', '0x50', '8080.5', '八零']) {
  test(`PORT=${port} is refused`, () => assert.deepEqual(Object.keys(problemsOf({ PORT: port })), ['PORT']))
}

for (const url of ['http://a/b', 'https://a/?x', 'ftp://a', 'https://user@a', 'https://a/#x']) {
  test(`BASE_URL=${url} is refused`, () => assert.deepEqual(Object.keys(problemsOf({ BASE_URL: url })), ['BASE_URL']))
}

test('production leaves the data folder and the public address to no default, and wants https', () => {
  assert.deepEqual(problemsOf(PRODUCTION), {})
  assert.deepEqual(Object.keys(problemsOf({ QINQING_MODE: 'production' })), ['QINQING_DATA', 'BASE_URL'])
  assert.match(problemsOf({ ...PRODUCTION, BASE_URL: 'http://a' }).BASE_URL ?? '', /https/)
  assert.match(problemsOf({ ...PRODUCTION, QINQING_DATA: 'data' }).QINQING_DATA ?? '', /absolute/)
})

test('NODE_ENV=production does not slip into a demo unnoticed', () => {
  assert.match(problemsOf({ NODE_ENV: 'production' }).QINQING_MODE ?? '', /QINQING_MODE=production/)
  assert.deepEqual(problemsOf({ NODE_ENV: 'production', QINQING_MODE: 'demo' }), {})
})
