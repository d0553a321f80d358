// SM2 signatures (GB/T 32918.2-2016), verification only: signing belongs in a certified module, behind `Signer`.
// Plain big-integer arithmetic; the inputs are public, so that nothing leaks by its timing.
// Called by the national profile on devices without SM2 of their own.

import { concatBytes, hexOf, parseHex, utf8 } from '../bytes.ts'
import { sm3 } from './sm3.ts'

// The recommended curve. Source: GB/T 32918.5-2017.
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const A = P - 3n
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const G: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  z: 1n,
}

/** A point in Jacobian coordinates; z = 0 is the point at infinity. */
interface Point {
  readonly x: bigint
  readonly y: bigint
  readonly z: bigint
}

const INFINITY: Point = { x: 1n, y: 1n, z: 0n }

/** The signer's name inside the signature when nothing else is agreed. Source: GM/T 0009-2012 section 10. */
export const SM2_DEFAULT_ID = utf8('1234567812345678')

const mod = (value: bigint, by = P): bigint => ((value % by) + by) % by

function double({ x, y, z }: Point): Point {
  if (z === 0n || y === 0n) return INFINITY
  const yy = mod(y * y)
  const s = mod(4n * x * yy)
  const zz = mod(z * z)
  const m = mod(3n * x * x + A * zz * zz)
  const x3 = mod(m * m - 2n * s)
  return { x: x3, y: mod(m * (s - x3) - 8n * yy * yy), z: mod(2n * y * z) }
}

function add(p: Point, q: Point): Point {
  if (p.z === 0n) return q
  if (q.z === 0n) return p
  const [zp, zq] = [mod(p.z * p.z), mod(q.z * q.z)]
  const [u1, u2] = [mod(p.x * zq), mod(q.x * zp)]
  const [s1, s2] = [mod(p.y * zq * q.z), mod(q.y * zp * p.z)]
  if (u1 === u2) return s1 === s2 ? double(p) : INFINITY
  const [h, r] = [mod(u2 - u1), mod(s2 - s1)]
  const hh = mod(h * h)
  const hhh = mod(h * hh)
  const v = mod(u1 * hh)
  const x3 = mod(r * r - hhh - 2n * v)
  return { x: x3, y: mod(r * (v - x3) - s1 * hhh), z: mod(h * p.z * q.z) }
}

/** s·G + t·Q in one pass over the bits. */
function combine(s: bigint, t: bigint, q: Point): Point {
  const both = add(G, q)
  let sum = INFINITY
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum)
    const [inS, inT] = [(s >> bit) & 1n, (t >> bit) & 1n]
    if (inS && inT) sum = add(sum, both)
    else if (inS) sum = add(sum, G)
    else if (inT) sum = add(sum, q)
  }
  return sum
}

/** Affine x of a finite point: x / z², the inverse by Fermat's little theorem. */
function affineX({ x, z }: Point): bigint {
  let inverse = 1n
  for (let bit = 255n, exponent = P - 2n; bit >= 0n; bit--) {
    inverse = mod(inverse * inverse)
    if ((exponent >> bit) & 1n) inverse = mod(inverse * z)
  }
  return mod(x * inverse * inverse)
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${hexOf(bytes) || '0'}`)
const bytesOf = (value: bigint): Uint8Array => parseHex(value.toString(16).padStart(64, '0'))!

/** A public key of 65 bytes, 04 || x || y, or null unless it is a point of the curve. */
function readKey(key: Uint8Array): Point | null {
  if (key.length !== 65 || key[0] !== 4) return null
  const [x, y] = [numberOf(key.slice(1, 33)), numberOf(key.slice(33))]
  const isOnCurve = x < P && y < P && mod(y * y) === mod(x * x * x + A * x + B)
  return isOnCurve ? { x, y, z: 1n } : null
}

/** Z: the hash of the signer's id, the curve and the key, which goes in front of the message. */
export const sm2Z = (key: Uint8Array, id: Uint8Array): Uint8Array => {
  const bits = id.length * 8
  const curve = [A, B, G.x, G.y].map(bytesOf)
  return sm3(concatBytes(Uint8Array.of(bits >> 8, bits & 255), id, ...curve, key.slice(1)))
}

/**
 * Whether r || s (64 bytes) is the signature of the message by the key (65 bytes, 04 || x || y) under the id.
 * Source: GB/T 32918.2-2016 section 7.1. Cost: a few milliseconds.
 */
export function verifySm2(key: Uint8Array, message: Uint8Array, signature: Uint8Array, id = SM2_DEFAULT_ID): boolean {
  const point = readKey(key)
  if (point === null || signature.length !== 64) return false
  const [r, s] = [numberOf(signature.slice(0, 32)), numberOf(signature.slice(32))]
  if (r < 1n || r >= N || s < 1n || s >= N) return false
  const t = mod(r + s, N)
  if (t === 0n) return false
  const e = numberOf(sm3(concatBytes(sm2Z(key, id), message)))
  const sum = combine(s, t, point)
  return sum.z !== 0n && mod(e + affineX(sum), N) === r
}
