import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, type Environment, readConfig } from './config.ts'

const OIDC = { OIDC_ISSUER: 'https://sign-in.example', OIDC_CLIENT_ID: 'qinqing', OIDC_CLIENT_SECRET: 'never told' }
const PRODUCTION = {
  QINQING_MODE: 'production',
  QINQING_DATA: '/srv/qinqing',
  BASE_URL: 'https://qinqing.example',
  ...OIDC,
}

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
    secondSignature: 'none',
    oidc: undefined,
    trustProxy: [],
    witnesses: [],
    logLock: undefined,
    smtp: undefined,
    confirmsInDemo: false,
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

test('production leaves the data folder, the provider and the public address to no default, and wants https', () => {
  assert.deepEqual(problemsOf(PRODUCTION), {})
  assert.deepEqual(Object.keys(problemsOf({ QINQING_MODE: 'production' })), ['QINQING_DATA', 'OIDC_ISSUER', 'BASE_URL'])
  assert.match(problemsOf({ ...PRODUCTION, BASE_URL: 'http://a' }).BASE_URL ?? '', /https/)
  assert.match(problemsOf({ ...PRODUCTION, QINQING_DATA: 'data' }).QINQING_DATA ?? '', /absolute/)
})

test('the provider is named whole or not at all, over https, and its secret is not repeated', () => {
  assert.equal(readConfig(OIDC).oidc?.issuer.href, 'https://sign-in.example/')
  assert.deepEqual(Object.keys(problemsOf({ OIDC_CLIENT_ID: 'x' })), ['OIDC_ISSUER', 'OIDC_CLIENT_SECRET'])
  assert.deepEqual(Object.keys(problemsOf({ OIDC_ISSUER: OIDC.OIDC_ISSUER })), ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
  const problems = problemsOf({ ...OIDC, OIDC_ISSUER: 'http://sign-in.example' })
  assert.deepEqual(Object.keys(problems), ['OIDC_ISSUER'])
  assert.ok(!JSON.stringify(problems).includes(OIDC.OIDC_CLIENT_SECRET))
})

test('proxies are named by address or network; “everybody” is no answer', () => {
  assert.deepEqual(readConfig({ TRUST_PROXY: '10.0.0.7, fd00::/8,' }).trustProxy, ['10.0.0.7', 'fd00::/8'])
  for (const text of ['true', '1', '*', '0.0.0.0/0', '10.0.0.0/33', '10.0.0', 'proxy.example']) {
    assert.deepEqual(Object.keys(problemsOf({ TRUST_PROXY: text })), ['TRUST_PROXY'], text)
  }
})

test('NODE_ENV=production does not slip into a demo unnoticed', () => {
  assert.match(problemsOf({ NODE_ENV: 'production' }).QINQING_MODE ?? '', /QINQING_MODE=production/)
  assert.deepEqual(problemsOf({ NODE_ENV: 'production', QINQING_MODE: 'demo' }), {})
})

test('mail goes out by a server and from an address, both or none; a password is not repeated', () => {
  const smtp = { SMTP_URL: 'smtp://office:secret@mail.example.org:587', SMTP_FROM: '亲清家园 <notices@example.org>' }
  assert.deepEqual(readConfig(smtp).smtp, { url: smtp.SMTP_URL, from: smtp.SMTP_FROM })
  for (const wrong of [
    { SMTP_URL: smtp.SMTP_URL },
    { SMTP_FROM: smtp.SMTP_FROM },
    { ...smtp, SMTP_URL: 'http://office:secret@x' },
  ])
    assert.throws(
      () => readConfig(wrong),
      (error: Error) => /SMTP_/.test(error.message) && !/secret/.test(error.message),
    )
})

test('witnesses of the log are keys with addresses; a lock file may stand elsewhere', () => {
  const key = 'audit.example+0a1b2c3d+AQID'
  const { witnesses, logLock } = readConfig(
    {
      QINQING_WITNESSES: `${key} https://audit.example/w , ${key} http://127.0.0.1:8090`,
      QINQING_LOG_LOCK: 'disk/lock',
    },
    '/home',
  )
  assert.deepEqual(witnesses, [
    { key, url: 'https://audit.example/w' },
    { key, url: 'http://127.0.0.1:8090' },
  ])
  assert.equal(logLock, '/home/disk/lock')
  for (const bad of ['https://audit.example', key, `${key} ftp://x`, `${key} https://x y`]) {
    assert.deepEqual(Object.keys(problemsOf({ QINQING_WITNESSES: bad })), ['QINQING_WITNESSES'], bad)
  }
})
