// SM3, the national hash (GB/T 32905-2016, also ISO/IEC 10118-3), for devices whose runtime lacks it.
// Interchangeable with SHA-256 wherever a hash is handed in. Called by the national profile and by sm2.ts.

const INITIAL = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const

const rotate = (word: number, bits: number): number => (word << (bits & 31)) | (word >>> ((32 - bits) & 31))
const p0 = (x: number): number => x ^ rotate(x, 9) ^ rotate(x, 17)
const p1 = (x: number): number => x ^ rotate(x, 15) ^ rotate(x, 23)

/** SM3 of a message, 32 bytes. Cost: about 64 rounds for each 64 bytes. */
export function sm3(message: Uint8Array): Uint8Array {
  const padded = pad(message)
  const state = Uint32Array.from(INITIAL)
  for (let at = 0; at < padded.length; at += 64) compress(state, new DataView(padded.buffer, at, 64))
  const out = new DataView(new ArrayBuffer(32))
  for (const [i, word] of state.entries()) out.setUint32(4 * i, word)
  return new Uint8Array(out.buffer)
}

/** The message, one bit, zeros, and its length in bits as 64 bits: a whole number of blocks. */
function pad(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(64 * Math.ceil((message.length + 9) / 64))
  padded.set(message)
  padded[message.length] = 0x80
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(message.length) * 8n)
  return padded
}

function compress(state: Uint32Array, block: DataView): void {
  const w = expand(block)
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let j = 0; j < 64; j++) {
    const turned = rotate(a, 12)
    const ss1 = rotate((turned + e + rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7)
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ turned) + (w[j]! ^ w[j + 4]!)) | 0
    const tt2 = (gg + h + ss1 + w[j]!) | 0
    ;[d, c, b, a] = [c, rotate(b, 9), a, tt1]
    ;[h, g, f, e] = [g, rotate(f, 19), e, p0(tt2)]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i]! ^= word
}

function expand(block: DataView): Int32Array {
  const w = new Int32Array(68)
  for (let j = 0; j < 16; j++) w[j] = block.getInt32(4 * j)
  for (let j = 16; j < 68; j++) {
    w[j] = p1(w[j - 16]! ^ w[j - 9]! ^ rotate(w[j - 3]!, 15)) ^ rotate(w[j - 13]!, 7) ^ w[j - 6]!
  }
  return w
}
