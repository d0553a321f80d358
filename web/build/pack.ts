// Packs what the browser loads, once and as tight as it goes: the server sends these files as they are.

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { WEB } from './config.ts'

const OUT = `${WEB}/dist/client`
const asBrotli = promisify(brotliCompress)
const asGzip = promisify(gzip)

/** Writes `FILE.br` and `FILE.gz` beside every script and sheet of `web/dist/client`. Cost: some seconds of the build. */
export async function packClient(): Promise<void> {
  const names = (await readdir(OUT)).filter((name) => /\.(js|css)$/.test(name))
  await Promise.all(
    names.map(async (name) => {
      const plain = await readFile(`${OUT}/${name}`)
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
      await writeFile(`${OUT}/${name}.br`, await asBrotli(plain, { params }))
      await writeFile(`${OUT}/${name}.gz`, await asGzip(plain, { level: 9 }))
    }),
  )
}
