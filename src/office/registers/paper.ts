// A certificate as paper: Typst source in Song type within a double hairline frame, the seal as a drawing with a name, the
// QR code of 30 mm at the lower left. Pure; paper-pdf.ts makes the PDF.

import encodeQR from 'qr'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'

/** What stands on the paper. */
export interface Paper {
  readonly title: string
  readonly number: string
  readonly content: readonly { readonly title: string; readonly value: string }[]
  readonly legalText: string
  readonly issuer: string
  readonly issuedOn: PlainDate
  readonly validUntil: PlainDate | null
  /** Printed across a paper that is good no longer. */
  readonly stamp: '已撤销' | '已过期' | null
  /** The signed text that the QR code holds. */
  readonly signed: string
  /** The public address, for who has a network. */
  readonly address: string
}

/** Song typefaces asked for, best first; each has the rare characters of names. */
export const PAPER_FONTS = ['Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Serif SC', 'SimSun', 'Songti SC']

/** Millimetres of edge of the printed code, quiet zone included: version 17 keeps 0.32 mm a module. */
const CODE_MM = 30

/** The paper as Typst source. Every text enters as a string literal, so none of it can become a command. */
export function paperSource(paper: Paper): string {
  const { title, number, content, legalText, validUntil, stamp } = paper
  const rows = content.map(({ title: name, value }) => `..row(${literal(name)}, ${literal(value)})`)
  return [
    `#set document(title: ${literal(title)}, date: none)`,
    PREAMBLE,
    ...(stamp ? [`#place(center + horizon, rotate(-24deg, text(64pt, fill: rgb("#c9c2ae"), ${literal(stamp)})))`] : []),
    `#align(center, text(26pt, weight: "bold", tracking: 1pt, ${literal(title)}))`,
    `#align(center, text(12pt, fill: muted, ${literal(number)}))`,
    '#v(6mm)',
    `#table(columns: (34mm, 1fr), stroke: none, inset: (x: 0mm, y: 3.2mm), table.hline(stroke: 0.6pt + edge), ${rows.join(', ')})`,
    `#v(6mm)\n#par(${literal(legalText)})`,
    ...(validUntil ? [`#par(${literal(`本证有效期至${sayDate(validUntil)}。`)})`] : []),
    '#v(1fr)',
    foot(paper),
  ].join('\n')
}

const PREAMBLE = `#let edge = rgb("#c9c2ae")
#let muted = rgb("#4a5563")
#let frame(gap) = place(center + horizon, rect(width: 210mm - 2 * gap, height: 297mm - 2 * gap, stroke: 0.5pt + edge))
#set page(paper: "a4", margin: 32mm, background: { frame(14mm); frame(16.5mm) })
#set text(font: (${PAPER_FONTS.map((font) => JSON.stringify(font)).join(', ')}), size: 13pt, lang: "zh", region: "cn")
#set par(leading: 1em, first-line-indent: (amount: 2em, all: true), justify: true)
#let row(name, value) = (
  text(fill: muted, name), text(weight: "bold", value), table.hline(stroke: 0.4pt + rgb("#e4dfd1")),
)`

/** The code with its address at the left; the organ across its seal at the right, the date below: a seal covers no figure. */
function foot({ signed, address, issuer, issuedOn }: Paper): string {
  const code = svgLiteral(encodeQR(signed, 'svg', { ecc: 'medium', border: 4 }))
  return `#grid(columns: (${CODE_MM}mm, 1fr, 72mm), column-gutter: 5mm, align: bottom,
  image(${code}, format: "svg", width: ${CODE_MM}mm, alt: ${literal('核验二维码')}),
  {
    set par(first-line-indent: 0pt, leading: 0.6em, justify: false)
    text(8pt, fill: muted, { ${literal('扫左边的码核验，没有网也能验。')}; linebreak(); ${literal(address)} })
  },
  box(width: 72mm, height: 52mm, {
    set par(first-line-indent: 0pt)
    place(top + center, image(${svgLiteral(sealSvg(issuer))}, format: "svg", width: 42mm, alt: ${literal(`${issuer}公章`)}))
    place(top + center, dy: 28mm, text(12pt, ${literal(issuer)}))
    place(bottom + center, text(12pt, ${literal(sayDate(issuedOn))}))
  }),
)`
}

/** Degrees that the organ's name takes on the seal. */
const SWEEP = 250
const STAR = 'M62 44l4.2 12.4 13.1.2-10.5 7.9 3.9 12.5L62 69.5 51.3 77l3.9-12.5-10.5-7.9 13.1-.2z'

/** The seal as it stands on the page of the certificate. */
function sealSvg(organ: string): string {
  const letters = [...organ].map((letter, index, all) => {
    const turn = -SWEEP / 2 + (SWEEP / Math.max(1, all.length - 1)) * index
    return `<text transform="rotate(${turn.toFixed(1)} 62 62) translate(62 21)" font-size="12" font-weight="700" text-anchor="middle" font-family="${PAPER_FONTS[0]}">${escaped(letter)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 124 124" fill="#b3261e" fill-opacity="0.85"><circle cx="62" cy="62" r="59" fill="none" stroke="#b3261e" stroke-opacity="0.85" stroke-width="3"/><path d="${STAR}"/>${letters.join('')}</svg>`
}

const sayDate = (day: PlainDate): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string)

/** A Typst string literal; breaks and tabs become spaces. */
const literal = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n\t]+/g, ' ')}"`
const svgLiteral = (svg: string): string => `bytes(${literal(svg)})`
