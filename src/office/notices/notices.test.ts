import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { silentLog } from '#platform/log.ts'
import { handIn, officer, person, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { maskReceiver, smtpChannel } from './channel.ts'
import { type Choice, DEFAULT_CHOICE, dueAt } from './choice.ts'
import { type NoticeDesk, openNotices } from './desk.ts'

const VILLAGE = '350521104-01'
const PHONE = '13800000001'
const at = (local: string) => new Date(`${local.replace(' ', 'T')}:00+08:00`)

/** A mail server that can be told to refuse; keeps what it took. */
async function mailServer() {
  const taken: string[] = []
  const state = { refuses: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(state.refuses ? new Error('busy') : null),
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', (piece: Buffer) => {
        text += piece.toString()
      })
      stream.on('end', () => {
        taken.push(text)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  return {
    taken,
    state,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}

const bodyOf = (mail: string): string => {
  const [head = '', ...rest] = mail.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  return /base64/i.test(head) ? Buffer.from(body, 'base64').toString() : decodeQuoted(body)
}
const decodeQuoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

describe('notices', () => {
  let db: TestDatabase
  let desk: TestDesk
  let mail: Awaited<ReturnType<typeof mailServer>>
  let notices: NoticeDesk
  let applicant: ReturnType<typeof person>
  let caseId: string
  let now = '2024-09-02 09:00'

  const goTo = (local: string): void => {
    now = local
    desk.set(local)
  }

  before(async () => {
    ;[db, mail] = await Promise.all([testDatabase(), mailServer()])
    desk = await testDesk(db, now)
    const settings = { 'app.district': desk.catalogue.district }
    notices = openNotices({
      cases: desk,
      appender: db.pool('qinqing_appender', 1, settings),
      reader: db.pool('qinqing_appender', 1, settings),
      citizen: db.pool('qinqing_citizen', 2, settings),
      phoneOf: async () => PHONE,
      baseUrl: 'https://qinqing.example',
      smtp: { url: mail.url, from: '亲清家园 <notices@qinqing.example>' },
      isDemo: true,
      log: silentLog,
    })
    ;({ applicant, caseId } = await handIn(desk, 'submit'))
  })
  after(async () => {
    await mail?.close()
    await db?.[Symbol.asyncDispose]()
  })

  const ask = (type: string, more: object) =>
    desk.handle({
      key: `${type}:${now}`,
      actor: officer('village.agent', VILLAGE),
      to: { caseId },
      command: { type, ...more } as never,
    })

  test('follow from the stream, are told once however often it is read, and go out by the default channel', async () => {
    assert.deepEqual(await notices.work(), { written: 1, sent: 1 })
    assert.deepEqual(await notices.work(), { written: 0, sent: 0 })
    await db.pool('owner', 1).query('delete from stream_reader')
    assert.deepEqual(await notices.work(), { written: 0, sent: 0 }, 'read from the beginning again')
    const [message, ...others] = await notices.sandbox!()
    assert.equal(others.length, 0)
    assert.equal(message?.channel, 'sms')
    assert.equal(message?.receiver, '138****0001')
    assert.equal(message?.text, '亲清家园：您有一件事有新进展，登录后看：https://qinqing.example/my/notices')
  })

  test('stand in the inbox of the applicant alone, until seen', async () => {
    const [row] = await notices.list(applicant.id)
    assert.equal(row?.says('zh-Hans'), '已收到您的申请。')
    assert.equal(row?.says('en'), 'Your application was received.')
    assert.equal(await notices.unread(applicant.id), 1)
    const stranger = person(desk, '350598199001010010').id
    assert.deepEqual(await notices.list(stranger), [])
    await notices.markRead(stranger)
    assert.equal(await notices.unread(applicant.id), 1, 'nobody marks what is not theirs')
    await notices.markRead(applicant.id)
    assert.equal(await notices.unread(applicant.id), 0)
  })

  test('go by mail in the language that was chosen, after the quiet hours, again after a refusal', async () => {
    const choice: Choice = {
      channels: ['email'],
      email: 'chen@example.org',
      locale: 'zh-Hant',
      quiet: { from: 22, to: 8 },
    }
    await notices.choose(applicant.id, choice)
    assert.deepEqual(await notices.choice(applicant.id), choice)
    goTo('2024-09-02 23:10')
    const asked = await ask('requestSupplement', { asked: [{ material: 'house-plan', reason: '图纸没有标尺寸' }] })
    assert.ok(asked.ok, JSON.stringify(asked))
    assert.deepEqual(await notices.work(), { written: 1, sent: 0 }, 'quiet')
    goTo('2024-09-03 08:00')
    mail.state.refuses = true
    assert.deepEqual(await notices.work(), { written: 0, sent: 0 }, 'the mail server is busy')
    mail.state.refuses = false
    assert.deepEqual(await notices.work(), { written: 0, sent: 0 }, 'not again at once')
    goTo('2024-09-03 08:06')
    assert.deepEqual(await notices.work(), { written: 0, sent: 1 })
    assert.deepEqual(await notices.work(), { written: 0, sent: 0 })
    assert.equal(mail.taken.length, 1)
    const [letter = ''] = mail.taken
    assert.match(letter, /To: chen@example\.org/)
    assert.match(letter, new RegExp(`Message-ID: <${caseId}\\.\\d+\\.email@qinqing\\.example>`, 'i'))
    assert.match(bodyOf(letter), /^請補 1 項，最晚 2024-10-0\d。補好前計時停著。/)
    assert.match(bodyOf(letter), new RegExp(`https://qinqing.example/my/cases/${caseId}`))
    assert.doesNotMatch(
      letter + bodyOf(letter),
      /张某|350598|宅基地|图纸/,
      'nothing of the person, nor of what was asked',
    )
  })

  test('do not go where a person no longer wants them', async () => {
    await notices.choose(applicant.id, { ...DEFAULT_CHOICE, channels: [] })
    goTo('2024-09-03 10:00')
    const made = await desk.handle({
      key: 'withdraw',
      actor: applicant,
      to: { caseId },
      command: { type: 'withdraw', reason: '' },
    })
    assert.ok(made.ok, JSON.stringify(made))
    assert.equal((await notices.work()).sent, 0)
    assert.equal(mail.taken.length, 1)
  })
})

test('quiet hours end at their hour, over midnight too', () => {
  const night = { from: 22, to: 8 }
  assert.deepEqual(dueAt(at('2024-09-02 21:59'), night), at('2024-09-02 21:59'))
  assert.deepEqual(dueAt(at('2024-09-02 22:00'), night), at('2024-09-03 08:00'))
  assert.deepEqual(dueAt(at('2024-09-03 03:30'), night), at('2024-09-03 08:00'))
  assert.deepEqual(dueAt(at('2024-09-03 08:00'), night), at('2024-09-03 08:00'))
  assert.deepEqual(dueAt(at('2024-09-03 13:20'), { from: 12, to: 14 }), at('2024-09-03 14:00'))
  assert.deepEqual(dueAt(at('2024-09-03 13:20'), null), at('2024-09-03 13:20'))
})

test('receivers are masked where everybody can read', () => {
  assert.equal(maskReceiver('13812345678'), '138****5678')
  assert.equal(maskReceiver('chen@example.org'), 'c***@example.org')
})

test('a mail server that is not there is a fault to try again', async () => {
  const send = smtpChannel({ url: 'smtp://127.0.0.1:9', from: 'a@example.org' })
  await assert.rejects(send({ key: 'k', to: 'b@example.org', subject: 's', text: 't' }))
})
