import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { type CleanFile, cleanFile, MAX_FILE_BYTES } from './clean.ts'
import { pdfFault } from './pdf.ts'

/** A picture whose left half is red and right half is blue. */
function picture(width: number, height: number) {
  const half = { create: { width: Math.floor(width / 2), height, channels: 3, background: 'red' } } as const
  return sharp({ create: { width, height, channels: 3, background: 'blue' } }).composite([
    { input: half, left: 0, top: 0 },
  ])
}

async function cleaned(content: Buffer): Promise<CleanFile> {
  const result = await cleanFile(content)
  assert.ok('content' in result, JSON.stringify(result))
  return result
}

async function refusalOf(content: Buffer): Promise<string> {
  const result = await cleanFile(content)
  assert.ok('problem' in result)
  assert.ok(result.problem.title && result.problem.remedy)
  return result.problem.code
}

test('a picture is drawn anew as JPEG, upright, no larger than 2400, without what was hidden in it', async () => {
  const canary = 'CANARY-GPS-PLACE'
  const photo = await picture(3000, 2000)
    .withExif({ IFD0: { ImageDescription: canary } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const polyglot = Buffer.concat([photo, Buffer.from('<?php system($_GET[0]); ?><script>alert(1)</script>')])
  assert.ok(polyglot.includes(canary))
  const { type, content } = await cleaned(polyglot)
  const { width, height, format, exif, orientation } = await sharp(content).metadata()
  assert.deepEqual([type, format, width, height], ['image/jpeg', 'jpeg', 1600, 2400])
  assert.deepEqual([exif, orientation], [undefined, undefined])
  for (const hidden of [canary, '<?php', '<script']) assert.ok(!content.includes(hidden), hidden)
})

test('PNG with transparency and WEBP become JPEG on white', async () => {
  const clear = sharp({ create: { width: 10, height: 10, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
  for (const content of [await clear.png().toBuffer(), await clear.webp().toBuffer()]) {
    const { content: drawn } = await cleaned(content)
    const [red] = await sharp(drawn).raw().toBuffer()
    assert.ok(red! > 250)
  }
})

test('what cannot be taken is refused by name, with what to do', async () => {
  const big = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  assert.ok(big.length < 1_000_000, 'small on disk, 600 MB unpacked')
  assert.equal(await refusalOf(big), 'IMAGE_TOO_LARGE')
  const photo = await picture(200, 200).jpeg().toBuffer()
  assert.equal(await refusalOf(photo.subarray(0, photo.length / 2)), 'IMAGE_BROKEN')
  assert.equal(await refusalOf(Buffer.from('\xff\xd8\xff not a picture', 'latin1')), 'IMAGE_BROKEN')
  assert.equal(await refusalOf(Buffer.alloc(0)), 'FILE_EMPTY')
  assert.equal(await refusalOf(Buffer.alloc(MAX_FILE_BYTES + 1)), 'FILE_TOO_LARGE')
  assert.equal(await refusalOf(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')), 'FILE_HEIC')
  for (const text of [
    '<html><script>',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'MZ\x90',
    'PK\x03\x04',
    'GIF89a',
  ]) {
    assert.equal(await refusalOf(Buffer.from(text, 'latin1')), 'FILE_TYPE_UNKNOWN', text)
  }
  const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
  assert.equal(await refusalOf(Buffer.from(eicar)), 'FILE_TYPE_UNKNOWN')
})

test('whatever bytes come, the answer is a clean file or a refusal', async () => {
  const starts = fc.constantFrom('', '%PDF-1.7', '\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF....WEBP')
  await fc.assert(
    fc.asyncProperty(starts, fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
      const result = await cleanFile(Buffer.concat([Buffer.from(start, 'latin1'), rest]))
      assert.ok('problem' in result || 'content' in result)
    }),
    { numRuns: 300 },
  )
})

/** The smallest whole PDF with these objects and trailer entries. */
function pdf(objects: (string | Buffer)[], trailer = ''): Buffer {
  const body = objects.map((object, i) =>
    Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]),
  )
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...body,
    Buffer.from(
      `xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size ${objects.length} /Root 1 0 R ${trailer}>>\nstartxref\n9\n%%EOF\n`,
    ),
  ])
}

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>'
const PAGES = '<< /Type /Pages /Kids [] /Count 0 >>'

function stream(dictionary: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\r\n`),
    content,
    Buffer.from('\nendstream'),
  ])
}

test('a plain PDF is kept byte for byte', async () => {
  const page = stream('/Filter /FlateDecode', deflateSync(Buffer.from('BT (see /JS and /JavaScript) Tj ET')))
  const packed = stream(
    '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
    deflateSync(Buffer.from('7 0 << /Type /Page >>')),
  )
  const file = pdf([CATALOG, PAGES, page, packed])
  assert.equal(pdfFault(file), null)
  const { type, content } = await cleaned(file)
  assert.deepEqual([type, content], ['application/pdf', file])
})

test('a PDF that acts, carries files, is locked or hides its objects is refused, however it is written', () => {
  const hidden = (text: string, filter = '/FlateDecode') =>
    stream(`/Type /ObjStm /N 1 /First 4 /Filter ${filter}`, deflateSync(Buffer.from(`7 0 ${text}`)))
  const table: [string, Buffer, string][] = [
    ['script', pdf([CATALOG, '<< /S /JavaScript /JS (app.alert(1)) >>']), 'PDF_ACTIVE'],
    ['script, escaped', pdf([CATALOG, '<< /S /J#61va#53cript /J#53 (x) >>']), 'PDF_ACTIVE'],
    ['script, packed', pdf([CATALOG, hidden('<< /S /JavaScript /JS (x) >>')]), 'PDF_ACTIVE'],
    ['rendition script, packed', pdf([CATALOG, hidden('<< /S /Rendition /JS (x) >>')]), 'PDF_ACTIVE'],
    [
      'escaped object stream',
      pdf([CATALOG, stream('/Type /Obj#53tm /Filter /FlateDecode', deflateSync(Buffer.from('<< /S /Launch >>')))]),
      'PDF_ACTIVE',
    ],
    ['launch', pdf([CATALOG, '<< /S /Launch /F (cmd.exe) >>']), 'PDF_ACTIVE'],
    ['attached file', pdf(['<< /Type /Catalog /Names << /EmbeddedFiles 3 0 R >> >>']), 'PDF_ACTIVE'],
    ['form program', pdf(['<< /Type /Catalog /AcroForm << /XFA 3 0 R >> >>']), 'PDF_ACTIVE'],
    [
      'script in a stream body',
      pdf([CATALOG, stream('', Buffer.from('9 0 obj << /S /JavaScript >> endobj'))]),
      'PDF_ACTIVE',
    ],
    ['locked', pdf([CATALOG, PAGES], '/Encrypt 5 0 R '), 'PDF_ENCRYPTED'],
    ['unknown packing', pdf([CATALOG, hidden('<< >>', '[/ASCIIHexDecode /FlateDecode]')]), 'PDF_BROKEN'],
    [
      'torn packing',
      pdf([CATALOG, stream('/Type /ObjStm /Filter /FlateDecode', Buffer.from('not deflated'))]),
      'PDF_BROKEN',
    ],
    [
      'packing bomb',
      pdf([CATALOG, stream('/Type /ObjStm /Filter /FlateDecode', deflateSync(Buffer.alloc(80 * 1024 * 1024)))]),
      'PDF_BROKEN',
    ],
    ['only a header', Buffer.from('%PDF-1.7\n<script>alert(1)</script>'), 'PDF_BROKEN'],
  ]
  for (const [name, file, fault] of table) assert.equal(pdfFault(file), fault, name)
})
