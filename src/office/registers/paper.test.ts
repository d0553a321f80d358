// The paper: what is on it, that the characters are really there, and that no text becomes a command.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import decodeQR from 'qr/decode.js'
import sharp from 'sharp'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import { type Paper, paperSource } from './paper.ts'
import { type SetPaper, setPaper } from './paper-pdf.ts'

const PAPER: Paper = {
  title: '农村宅基地批准书',
  number: '某审〔2024〕宅批0001号',
  content: [
    { title: '户主', value: '龘镕喆' },
    { title: '宅基地面积', value: '98 ㎡' },
  ],
  legalText: '经审查，本宅基地用地符合规定，准予使用。',
  issuer: '某某区行政审批服务局',
  issuedOn: plainDate('2024-09-12'),
  validUntil: plainDate('2026-09-11'),
  stamp: null,
  signed: `QQ1:${'6BFOXN%TS3DH0YOJ58S'.repeat(38)}`,
  address: 'https://example.gov/v/abcdefgh12345',
}

const first = await setPaper(PAPER)
// A machine without Song typefaces sets no paper, and says so; there is nothing to look at there.
const skip = 'complaint' in first ? first.complaint : false

const set = async (paper: Paper): Promise<Exclude<SetPaper, { complaint: string }>> => {
  const done = await setPaper(paper)
  assert.ok(!('complaint' in done))
  return done
}

it('is a PDF whose text can be copied, rare characters included', { skip }, async () => {
  const { pdf } = await set(PAPER)
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  // The map from glyphs to characters stands in the file as plain text.
  const maps = pdf.toString('latin1').toUpperCase()
  for (const character of '龘镕喆农村宅基地批准书') {
    const hex = character.codePointAt(0)!.toString(16).toUpperCase()
    assert.ok(maps.includes(`<${hex}>`), `${character} is not in the document's map of characters`)
  }
})

it('draws a rare character as itself, not as the box of a missing one', { skip }, async () => {
  const shapeOf = async (value: string) => {
    const svg = (await set({ ...PAPER, content: [{ title: '户主', value }] })).svg()
    return sharp(Buffer.from(svg), { density: 72 })
      .extract({ left: 180, top: 170, width: 200, height: 40 })
      .raw()
      .toBuffer()
  }
  const missing = await shapeOf('\u{E123}')
  const seen = new Set<string>([missing.toString('base64')])
  for (const character of '龘镕喆') seen.add((await shapeOf(character)).toString('base64'))
  assert.equal(seen.size, 4)
})

it('holds a code that is read back from the printed page', { skip }, async () => {
  const { svg } = await set(PAPER)
  if (process.env.QINQING_PICTURES) await takePicture(svg())
  const { data, info } = await sharp(Buffer.from(svg()), { density: 200 })
    .flatten({ background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  assert.equal(
    decodeQR({ data: new Uint8Array(data), width: info.width, height: info.height }, { timeLimit: 5_000 }),
    PAPER.signed,
  )
})

async function takePicture(svg: string): Promise<void> {
  const file = new URL('../../../docs/pictures/certificate-12-paper.png', import.meta.url)
  await sharp(Buffer.from(svg), { density: 96 })
    .flatten({ background: '#fff' })
    .png({ palette: true, colours: 64 })
    .toFile(file.pathname)
}

it('lets no text become a command', { skip }, async () => {
  const nasty = '"#panic("x")\\ $x$ #{ } [*] \n<svg>&amp;'
  const paper = { ...PAPER, title: nasty, issuer: nasty.slice(0, 20), content: [{ title: nasty, value: nasty }] }
  await set({ ...paper, legalText: nasty, number: nasty })
  assert.doesNotMatch(paperSource(paper), /(?<!\\)"#panic/)
})

it('of a certificate that is good no longer says so across the page', { skip }, async () => {
  const [good, revoked] = await Promise.all([set(PAPER), set({ ...PAPER, stamp: '已撤销' })])
  assert.notEqual(good.svg(), revoked.svg())
  assert.match(paperSource({ ...PAPER, stamp: '已撤销' }), /已撤销/)
})
