/* ristretto255 (RFC 9496) and X25519 (RFC 7748) on the Edwards arithmetic of
 * @noble/ed25519, the smallest audited one: the whole bundle has 32 KB.
 *
 * Formulas and names are those of the RFCs, section by section. Pinned by the
 * RFCs' vectors and, in the tests, point by point against @noble/curves. */
import * as ed from "@noble/ed25519";
import { sha512 } from "./bytes.js";

ed.etc.sha512Sync = (...parts) => sha512(ed.etc.concatBytes(...parts));

const { p: P, n: ORDER, d: D } = ed.CURVE;
const { mod } = ed.etc;
const SQRT_M1 =
    0x2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0n;
const SQRT_AD_MINUS_ONE =
    0x376931bf2b8348ac0f3cfcc931f5d1fdaf9d8e0c1b7854bd7e97f6a0497b2e1bn;
const INVSQRT_A_MINUS_D =
    0x786c8905cfaffca216c27b91fe01d8409d2f16175a4172be99c8fdaa805d40ean;

export { ORDER };

/** Signatures by Ed25519; verification is RFC 8032's, without ZIP 215. */
export const sign = ed.sign;
export const publicKey = ed.getPublicKey;
export const verify = (sig, message, pk) =>
    ed.verify(sig, message, pk, { zip215: false });

/** A number of little-endian bytes. */
export function fromLittle(bytes) {
    let n = 0n;
    for (let i = bytes.length - 1; i >= 0; i--)
        n = (n << 8n) | BigInt(bytes[i]);
    return n;
}

/** 32 little-endian bytes of a number. */
export const toLittle = (n) =>
    Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n));

function power(base, exponent) {
    let out = 1n;
    for (; exponent; exponent >>= 1n, base = mod(base * base))
        if (exponent & 1n) out = mod(out * base);
    return out;
}

const negative = (n) => (n & 1n) === 1n;
const absolute = (n) => (negative(n) ? mod(-n) : n);

/* SQRT_RATIO_M1, RFC 9496, 4.2 */
function sqrtRatio(u, v) {
    const v3 = mod(v * v * v);
    let r = mod(u * v3 * power(mod(u * v3 * v3 * v), (P - 5n) / 8n));
    const check = mod(v * r * r);
    const square = check === mod(u) || check === mod(-u);
    if (check === mod(-u) || check === mod(-u * SQRT_M1)) r = mod(r * SQRT_M1);
    return [square, absolute(r)];
}

/* MAP, RFC 9496, 4.3.4 */
function map(t) {
    const r = mod(SQRT_M1 * t * t);
    const u = mod((r + 1n) * (1n - D * D));
    const v = mod((-1n - r * D) * (r + D));
    let [square, s] = sqrtRatio(u, v);
    if (!square) s = mod(-absolute(mod(s * t)));
    const c = square ? -1n : r;
    const n = mod(c * (r - 1n) * (D - 1n) ** 2n - v);
    const w0 = mod(2n * s * v);
    const w1 = mod(n * SQRT_AD_MINUS_ONE);
    const w2 = mod(1n - s * s);
    const w3 = mod(1n + s * s);
    return new ed.Point(mod(w0 * w3), mod(w2 * w1), mod(w1 * w3), mod(w0 * w2));
}

/** A group element. Methods as in @noble/curves. */
export class Point {
    static BASE = new Point(ed.Point.BASE);
    static ZERO = new Point(ed.Point.ZERO);

    constructor(ep) {
        this.ep = ep;
    }

    /** Decode, 4.3.1: throws unless the 32 bytes are canonical. */
    static fromBytes(bytes) {
        const s = fromLittle(bytes);
        if (bytes.length !== 32 || s >= P || negative(s))
            throw Error("bad element");
        const ss = mod(s * s);
        const u1 = mod(1n - ss);
        const u2 = mod(1n + ss);
        const v = mod(-D * u1 * u1 - u2 * u2);
        const [square, i] = sqrtRatio(1n, mod(v * u2 * u2));
        const x = absolute(mod(2n * s * i * u2));
        const y = mod(u1 * i * mod(i * u2) * v);
        const t = mod(x * y);
        if (!square || negative(t) || y === 0n) throw Error("bad element");
        return new Point(new ed.Point(x, y, 1n, t));
    }

    /** The element of 64 uniform bytes, 4.3.4. */
    static fromUniform(bytes) {
        const half = (from) => map(mod(
            fromLittle(bytes.subarray(from, from + 32)) & ((1n << 255n) - 1n)));
        return new Point(half(0).add(half(32)));
    }

    /** Encode, 4.3.2. */
    toBytes() {
        const { ex: x0, ey: y0, ez: z0, et: t0 } = this.ep;
        const u1 = mod((z0 + y0) * (z0 - y0));
        const u2 = mod(x0 * y0);
        const [, i] = sqrtRatio(1n, mod(u1 * u2 * u2));
        const d1 = mod(i * u1);
        const d2 = mod(i * u2);
        const zInverse = mod(d1 * d2 * t0);
        const rotate = negative(mod(t0 * zInverse));
        const x = rotate ? mod(y0 * SQRT_M1) : x0;
        const y = rotate ? mod(x0 * SQRT_M1) : y0;
        const d = rotate ? mod(d1 * INVSQRT_A_MINUS_D) : d2;
        const signed = negative(mod(x * zInverse)) ? -y : y;
        return toLittle(absolute(mod(d * (z0 - signed))));
    }

    /** Whether this is the identity, by its encoding. */
    is0() {
        return this.toBytes().every((b) => b === 0);
    }

    add(other) {
        return new Point(this.ep.add(other.ep));
    }

    /** Times a secret scalar, 1 <= n < ORDER. */
    multiply(n) {
        return new Point(this.ep.multiply(n));
    }

    /** Times a public scalar, 0 <= n < ORDER. */
    multiplyUnsafe(n) {
        return new Point(this.ep.multiply(n, false));
    }
}

/** The inverse of a scalar that is not zero. */
export const inverse = (n) => ed.etc.invert(n, ORDER);

/** X25519 (RFC 7748, 5). Throws when the result is all zero. */
export function x25519(secret, u) {
    const clamped = secret.slice();
    clamped[0] &= 248;
    clamped[31] = (clamped[31] & 127) | 64;
    const k = fromLittle(clamped);
    clamped.fill(0);
    const x1 = mod(fromLittle(u) & ((1n << 255n) - 1n));
    let [x2, z2, x3, z3] = [1n, 0n, x1, 1n];
    for (let t = 254n; t >= 0n; t--) {
        const bit = (k >> t) & 1n;
        if (bit) [x2, x3, z2, z3] = [x3, x2, z3, z2];
        const a = mod(x2 + z2);
        const b = mod(x2 - z2);
        const [aa, bb] = [mod(a * a), mod(b * b)];
        const e = aa - bb;
        const da = mod((x3 - z3) * a);
        const cb = mod((x3 + z3) * b);
        x3 = mod((da + cb) ** 2n);
        z3 = mod(x1 * (da - cb) ** 2n);
        x2 = mod(aa * bb);
        z2 = mod(e * (aa + 121665n * e));
        if (bit) [x2, x3, z2, z3] = [x3, x2, z3, z2];
    }
    const out = mod(x2 * power(mod(z2), P - 2n));
    if (out === 0n) throw Error("key of low order");
    return toLittle(out);
}

/** The public key of an X25519 secret. */
export const x25519Base = (secret) => x25519(secret, toLittle(9n));
