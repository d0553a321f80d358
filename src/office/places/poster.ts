// The poster of a plate as Typst source: the code large on deep blue, the headline set vertically, then the place, what can
// be done there, four ways, and a telephone. Measures are thousandths of the width, so that all sizes are the same poster.
// Pure; poster-pdf.ts makes the PDF.

import encodeQR from 'qr'
import { POSTER_SIZES, type PosterSize } from '#engines/place/plate.ts'

export interface Poster {
  readonly no: string
  readonly size: PosterSize
  readonly address: string
  readonly name: string
  readonly where: string
  readonly matters: readonly string[]
  readonly hotline: string
  readonly version: string
}

export const POSTER_SANS = ['Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC']
export const POSTER_SONG = ['Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Serif SC', 'SimSun', 'Songti SC']
const WAYS = [
  ['就近办', '看哪里人少'],
  ['网上办', '手机上办完'],
  ['视频办', '对面有人讲'],
  ['帮代办', '免费，村村有人'],
] as const
const COLUMNS = 3
const MOST = 12

export function posterSource({ no, size, address, name, where, matters, hotline, version }: Poster): string {
  const [width, height] = POSTER_SIZES[size]
  const u = (thousandths: number): string => `${((width * thousandths) / 1000).toFixed(2)}mm`
  const shown = matters.slice(0, MOST)
  const rows = Math.ceil(shown.length / COLUMNS) || 1
  const cells = Array.from(
    { length: rows * COLUMNS },
    (_, i) => shown[(i % COLUMNS) * rows + Math.floor(i / COLUMNS)] ?? '',
  )
  const code = literal(encodeQR(address, 'svg', { ecc: 'quartile', border: 4 }))
  return `#set document(title: ${literal(`${name} ${no}`)}, date: none)
#set page(width: ${width}mm, height: ${height}mm, margin: 0mm)
#set text(font: (${fonts(POSTER_SANS)}), lang: "zh", region: "cn", fill: rgb("#1a2330"))
#place(top + left, rect(width: 100%, height: 52%, fill: rgb("#0a3f78")))
#place(top + left, dx: ${u(64)}, dy: ${u(64)}, text(${u(36)}, weight: "bold", fill: white, "亲清家园"))
#place(top + right, dx: -${u(64)}, dy: ${u(68)}, text(${u(26)}, fill: white, ${literal(`数字门牌 ${no}`)}))
#place(top + left, dx: ${u(64)}, dy: ${u(144)}, rect(width: ${u(464)}, height: ${u(464)}, radius: ${u(4)}, fill: white, inset: 0mm, image(bytes(${code}), format: "svg", width: 100%, alt: ${literal(`门牌 ${no} 的二维码`)})))
#place(top + left, dx: ${u(64)}, dy: ${u(630)}, { set par(leading: ${u(16)}); text(${u(28)}, fill: white, "微信、支付宝、相机都能扫。\\u{0a}不用下载，不用登录。") })
#let vertical(signs) = stack(dir: ttb, spacing: ${u(46)}, ..signs.clusters().map(sign => text(${u(148)}, font: (${fonts(POSTER_SONG)}), weight: "bold", fill: white, sign)))
#place(top + right, dx: -${u(64)}, dy: ${u(144)}, vertical("有事"))
#place(top + right, dx: -${u(244)}, dy: ${u(144)}, vertical("扫这里"))
#place(top + left, dx: ${u(64)}, dy: 54%, block(width: ${u(872)}, {
  text(${u(48)}, weight: "bold", ${literal(name)})
  v(${u(26)}, weak: true)
  text(${u(24)}, fill: rgb("#4a5563"), ${literal(where)})
  v(${u(28)}, weak: true)
  line(length: 100%, stroke: ${u(3)} + rgb("#1a2330"))
  v(${u(14)}, weak: true)
  grid(columns: (1fr, 1fr, 1fr), column-gutter: ${u(32)}, ..(${cells.map(literal).join(', ')},).map(one => block(width: 100%, height: ${u(50)}, stroke: (bottom: ${u(1)} + rgb("#dde2e6")), inset: (top: ${u(12)}), text(${u(26)}, one))))
  v(${u(44)}, weak: true)
  grid(columns: (1fr, 1fr, 1fr, 1fr), ${WAYS.map(([title, note]) => `{ text(${u(30)}, weight: "bold", fill: rgb("#0b5cad"), ${literal(title)}); linebreak(); v(${u(6)}); text(${u(21)}, fill: rgb("#4a5563"), ${literal(note)}) }`).join(', ')})
}))
#place(bottom + left, dx: ${u(64)}, dy: -${u(56)}, block(width: ${u(872)}, stroke: (top: ${u(3)} + rgb("#1a2330")), inset: (top: ${u(20)}), grid(columns: (1fr, auto), align: horizon, text(${u(25)}, "不会用手机？打电话，一样办。"), text(${u(44)}, weight: "bold", ${literal(hotline)}))))
#place(bottom + right, dx: -${u(64)}, dy: -${u(18)}, text(${u(14)}, fill: rgb("#5f6b7a"), ${literal(version)}))`
}

const fonts = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ')
/** A Typst string literal; breaks and tabs become spaces. */
const literal = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n\t]+/g, ' ')}"`
