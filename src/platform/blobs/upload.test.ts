import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { buildHttp } from '../http/server.ts'
import { silentLog } from '../log.ts'
import { vaultOf } from '../vault/vault.ts'
import { type Blobs, openBlobs } from './blob.ts'
import { type CleanFile, MAX_FILE_BYTES } from './clean.ts'
import { openUploads, type Uploads } from './upload.ts'
import { registerFormUpload, registerUploads } from './upload-routes.ts'

const root = await mkdtemp(join(tmpdir(), 'qinqing-blobs-'))
after(() => rm(root, { recursive: true }))

interface Store {
  folder: string
  blobs: Blobs
  uploads: Uploads
  /** The same data under a new process. */
  restart(): { blobs: Blobs; uploads: Uploads }
  pass(hours: number): void
}

async function store(db: TestDatabase): Promise<Store> {
  const district = '350598'
  const pool = db.pool('qinqing_appender', 4, { 'app.district': district })
  const vault = vaultOf(createSecretKey(randomBytes(32)), { district })
  const folder = await mkdtemp(join(root, 'store-'))
  let time = Date.now()
  const now = () => new Date(time)
  const restart = () => {
    const blobs = openBlobs({ pool, vault, folder: join(folder, 'blobs'), now, random: randomBytes })
    const uploads = openUploads({ pool, vault, blobs, folder: join(folder, 'uploads'), now, random: randomBytes })
    return { blobs, uploads }
  }
  return {
    folder,
    ...restart(),
    restart,
    pass(hours) {
      time += hours * 3_600_000
    },
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

const codeOf = (result: object): string => ('problem' in result ? (result.problem as { code: string }).code : 'taken')
const pdfOf = (text: string): CleanFile => ({ type: 'application/pdf', content: Buffer.from(text) })

test('a file comes back as it was, also after a restart, and lies on disk unreadable', async () => {
  await using db = await testDatabase()
  const { blobs, folder, restart } = await store(db)
  const file = pdfOf('CANARY 350598197503120018')
  const ref = await blobs.put('person 1', file)
  assert.deepEqual(await restart().blobs.open(ref.name), file)
  assert.deepEqual(await blobs.find(ref.name), { ...ref, owner: 'person 1' })
  for (const path of await filesIn(folder)) assert.ok(!(await readFile(path)).includes('CANARY'))
  assert.equal(await blobs.open('no such file'), undefined)
})

test('the same file of one owner is kept once, also when it comes twice at once; of another owner it has another name', async () => {
  await using db = await testDatabase()
  const { blobs, folder } = await store(db)
  const refs = await Promise.all(Array.from({ length: 6 }, () => blobs.put('one', pdfOf('same'))))
  assert.equal(new Set(refs.map(({ name }) => name)).size, 1)
  assert.equal((await filesIn(folder)).length, 1)
  assert.deepEqual((await blobs.open(refs[0]!.name))?.content, Buffer.from('same'))
  assert.notEqual((await blobs.put('two', pdfOf('same'))).name, refs[0]!.name)
})

test('a changed or exchanged file is noticed when it is opened', async () => {
  await using db = await testDatabase()
  const { blobs, folder } = await store(db)
  const [one, two] = [await blobs.put('o', pdfOf('one')), await blobs.put('o', pdfOf('two'))]
  const [first, second] = await filesIn(folder)
  const [a, b] = [await readFile(first!), await readFile(second!)]
  await writeFile(first!, b)
  await writeFile(second!, a)
  await assert.rejects(blobs.open(one.name), /sealed content/)
  await assert.rejects(blobs.open(two.name), /sealed content/)
})

test('a deleted file is gone with its key, and a file without a row is swept once it is an hour old', async () => {
  await using db = await testDatabase()
  const { blobs, folder } = await store(db)
  const ref = await blobs.put('o', pdfOf('x'))
  await blobs.delete(ref.name)
  await blobs.delete(ref.name)
  assert.deepEqual([await blobs.open(ref.name), await filesIn(folder)], [undefined, []])

  await blobs.put('o', pdfOf('kept'))
  const [kept] = await filesIn(folder)
  const orphan = join(kept!, '..', 'orphan')
  await writeFile(orphan, 'x')
  assert.equal(await blobs.sweep(), 0, 'its row may be on the way')
  const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000)
  await utimes(orphan, twoHoursAgo, twoHoursAgo)
  await utimes(kept!, twoHoursAgo, twoHoursAgo)
  assert.equal(await blobs.sweep(), 1)
  assert.deepEqual(await filesIn(folder), [kept])
})

test('a file cut anywhere, sent in any pieces, with a restart between each two, arrives whole', async () => {
  const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  await using db = await testDatabase()
  const { restart, folder, pass } = await store(db)
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: picture.length - 1 }), { maxLength: 5 }),
      async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), picture.length]
        const begun = await restart().uploads.begin('o', { fileName: '房屋照片.png', bytes: picture.length })
        assert.ok('id' in begun)
        for (let i = 1; i < edges.length; i += 1) {
          const { uploads } = restart()
          const state = await uploads.find('o', begun.id)
          assert.ok('received' in state)
          assert.equal(state.received, edges[i - 1])
          assert.equal(codeOf(await uploads.complete('o', begun.id)), 'UPLOAD_INCOMPLETE')
          const piece = picture.subarray(edges[i - 1], edges[i])
          assert.equal(codeOf(await uploads.append('o', begun.id, edges[i - 1]!, piece)), 'taken')
          assert.equal(
            codeOf(await uploads.append('o', begun.id, edges[i - 1]!, piece)),
            'UPLOAD_OFFSET',
            'the same piece again',
          )
        }
        const finished = await restart().uploads.complete('o', begun.id)
        assert.ok('name' in finished)
        assert.deepEqual([finished.type, finished.fileName], ['image/jpeg', '房屋照片.png'])
        assert.deepEqual(await restart().uploads.complete('o', begun.id), finished, 'the answer may have been lost')
        const opened = await restart().blobs.open(finished.name)
        assert.equal((await sharp(opened!.content).metadata()).width, 64)
      },
    ),
    { numRuns: 10 },
  )
  pass(25)
  await restart().uploads.sweep()
  assert.deepEqual(await filesIn(join(folder, 'uploads')), [])
})

test('two requests with the same piece at once: one is taken, the file stays right', async () => {
  await using db = await testDatabase()
  const { uploads } = await store(db)
  const begun = await uploads.begin('o', { fileName: 'x', bytes: 4 })
  assert.ok('id' in begun)
  const answers = await Promise.all(
    ['ab', 'cd', 'ef'].map((piece) => uploads.append('o', begun.id, 0, Buffer.from(piece))),
  )
  assert.deepEqual(answers.map(codeOf).sort(), ['UPLOAD_OFFSET', 'UPLOAD_OFFSET', 'taken'])
})

test('sizes, quota, owners and expiry are kept to', async () => {
  await using db = await testDatabase()
  const { uploads, pass, folder } = await store(db)
  const begin = (bytes: number, owner = 'o') => uploads.begin(owner, { fileName: 'x', bytes })
  assert.equal(codeOf(await begin(0)), 'FILE_EMPTY')
  assert.equal(codeOf(await begin(MAX_FILE_BYTES + 1)), 'FILE_TOO_LARGE')
  const many = await Promise.all(Array.from({ length: 12 }, () => begin(MAX_FILE_BYTES)))
  assert.equal(many.map(codeOf).filter((code) => code === 'taken').length, 5, '100 MB under way, however many at once')
  assert.equal(codeOf(await begin(10, 'other')), 'taken')

  const mine = many.find((result) => 'id' in result) as { id: string }
  assert.equal(codeOf(await uploads.append('other', mine.id, 0, Buffer.from('x'))), 'UPLOAD_UNKNOWN')
  assert.equal(codeOf(await uploads.find('o', 'not an id')), 'UPLOAD_UNKNOWN')
  await uploads.cancel('other', mine.id)
  assert.equal(codeOf(await uploads.append('o', mine.id, 0, Buffer.from('x'))), 'taken')
  await uploads.cancel('o', mine.id)
  assert.equal(codeOf(await uploads.find('o', mine.id)), 'UPLOAD_UNKNOWN')
  assert.equal(codeOf(await begin(1)), 'taken', 'what was cancelled does not count')

  pass(24)
  const late = many.filter((result) => 'id' in result)[1] as { id: string }
  assert.equal(codeOf(await uploads.append('o', late.id, 0, Buffer.from('x'))), 'UPLOAD_UNKNOWN')
  assert.equal(await uploads.sweep(), 6)
  assert.deepEqual(await filesIn(join(folder, 'uploads')), [])
})

test('a file that is refused when complete leaves nothing behind', async () => {
  await using db = await testDatabase()
  const { uploads, folder } = await store(db)
  const begun = await uploads.begin('o', { fileName: 'x.exe', bytes: 2 })
  assert.ok('id' in begun)
  await uploads.append('o', begun.id, 0, Buffer.from('MZ'))
  assert.equal(codeOf(await uploads.complete('o', begun.id)), 'FILE_TYPE_UNKNOWN')
  assert.deepEqual(await filesIn(folder), [])
})

test('the same over HTTP: begin, bytes at an offset, state, complete', async () => {
  await using db = await testDatabase()
  const { uploads } = await store(db)
  const app = await buildHttp({ log: silentLog, api: { title: 't', version: '1' } })
  registerUploads(app, { uploads, policy: 'public', ownerOf: async () => 'o' })
  const content = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const begun = await app.inject({
    method: 'POST',
    url: '/api/uploads',
    payload: { fileName: 'a.png', bytes: content.length },
  })
  assert.equal(begun.statusCode, 201)
  const url = `/api/uploads/${begun.json().id}`
  const send = (offset: string, payload: Buffer) =>
    app.inject({
      method: 'PATCH',
      url,
      payload,
      headers: { 'content-type': 'application/octet-stream', 'upload-offset': offset },
    })
  assert.equal((await send('-1', content)).statusCode, 400)
  assert.equal((await send('5', content)).json().code, 'UPLOAD_OFFSET')
  assert.equal((await send('0', content.subarray(0, 10))).json().received, 10)
  assert.equal((await app.inject(url)).json().received, 10)
  assert.equal((await send('10', content.subarray(10))).json().received, content.length)
  const done = await app.inject({ method: 'POST', url: `${url}/complete`, payload: {} })
  assert.deepEqual([done.statusCode, done.json().type, done.json().fileName], [200, 'image/jpeg', 'a.png'])
  assert.equal((await send('0', Buffer.alloc(5 * 1024 * 1024))).json().code, 'PAYLOAD_TOO_LARGE')
})

test('a plain form hands in a file and its fields without any script', async () => {
  await using db = await testDatabase()
  const { blobs } = await store(db)
  const app = await buildHttp({ log: silentLog, api: { title: 't', version: '1' } })
  registerFormUpload(app, {
    blobs,
    policy: 'public',
    ownerOf: async () => 'o',
    url: '/drafts/1/file',
    answer: async (_request, _reply, { file, fields }) => ({
      fields,
      ...('problem' in file ? { code: file.problem.code } : file),
    }),
  })
  const post = async (fileName: string, content: Buffer, site = 'same-origin') => {
    const form = new FormData()
    form.set('material', 'house-plan')
    form.set('file', new Blob([new Uint8Array(content)]), fileName)
    const encoded = new Response(form)
    const headers = { 'content-type': encoded.headers.get('content-type')!, 'sec-fetch-site': site }
    const payload = Buffer.from(await encoded.arrayBuffer())
    return (await app.inject({ method: 'POST', url: '/drafts/1/file', headers, payload })).json()
  }
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const taken = await post('设计图.png', picture)
  assert.deepEqual([taken.fields, taken.fileName, taken.type], [{ material: 'house-plan' }, '设计图.png', 'image/jpeg'])
  assert.equal((await blobs.open(taken.name))?.type, 'image/jpeg')
  assert.equal((await post('x.exe', Buffer.from('MZ'))).code, 'FILE_TYPE_UNKNOWN')
  assert.equal((await post('big.png', Buffer.alloc(MAX_FILE_BYTES + 1))).code, 'FILE_TOO_LARGE')
  assert.equal((await post('设计图.png', picture, 'cross-site')).code, 'CROSS_SITE_REQUEST')
})
