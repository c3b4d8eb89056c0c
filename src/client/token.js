/* RFC 9497 on ristretto255-SHA512: the client's side of OPRF, VOPRF, POPRF.
 *
 * Written on group primitives only, so that every step can be read beside the
 * RFC. Pure: knows neither waves nor network. Chorus uses POPRF; the other two
 * modes are here because the RFC's vectors exercise the same code through them.
 *
 * Curve arithmetic on secrets (the blind) goes through `multiply`, on public
 * values through `multiplyUnsafe`. */
import { ristretto255 } from "@noble/curves/ed25519";
import { expand_message_xmd } from "@noble/curves/abstract/hash-to-curve";
import { join, random, same, sha512, uint, utf8 } from "./bytes.js";

export const OPRF = 0;
export const VOPRF = 1;
export const POPRF = 2;

const { Point } = ristretto255;
export const ORDER = Point.Fn.ORDER;

const framed = (bytes) => join(uint(bytes.length, 2), bytes);
const context = (mode) =>
    join(utf8("OPRFV1-"), mode, utf8("-ristretto255-SHA512"));

function fromLittleEndian(bytes) {
    let n = 0n;
    for (let i = bytes.length - 1; i >= 0; i--)
        n = (n << 8n) | BigInt(bytes[i]);
    return n;
}

/** A group element of 32 untrusted bytes. Refuses the identity, bit 255 and
 * every encoding that is not canonical (RFC 9496, 4.3.1). */
export function element(bytes) {
    if (bytes.length !== 32 || bytes[31] & 0x80) throw Error("bad element");
    const point = Point.fromBytes(bytes);
    if (point.is0()) throw Error("identity element");
    return point;
}

/** A scalar of 32 little-endian untrusted bytes, below the group order. */
export function scalar(bytes) {
    const n = fromLittleEndian(bytes);
    if (bytes.length !== 32 || n >= ORDER) throw Error("bad scalar");
    return n;
}

/** 32 little-endian bytes of a scalar. */
export const scalarBytes = (n) =>
    Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n));

/** A scalar that is never zero, uniform to 2^-256. */
export function randomScalar() {
    const n = fromLittleEndian(random(64)) % ORDER;
    return n || randomScalar();
}

const expand = (message, dst, mode) =>
    expand_message_xmd(message, join(utf8(dst), context(mode)), 64, sha512);

/** HashToScalar; `dst` differs for DeriveKeyPair (RFC 9497, 3.2.1). */
export const hashToScalar = (message, mode, dst = "HashToScalar-") =>
    fromLittleEndian(expand(message, dst, mode)) % ORDER;

/** HashToGroup. */
export const hashToGroup = (message, mode) =>
    Point.hashToCurve(expand(message, "HashToGroup-", mode));

const times = (point, n) =>
    n === 0n ? Point.ZERO : point.multiplyUnsafe(n);

/** HashToScalar of the framed info: m of the POPRF. */
export const infoScalar = (info, mode = POPRF) =>
    hashToScalar(join(utf8("Info"), framed(info)), mode);

/** The key a POPRF evaluation is proved against: pk + m·G, computed from the
 * key that everybody shares and never from anything on the wire. */
export function tweakedKey(pk, info) {
    const m = infoScalar(info);
    const key = times(Point.BASE, m).add(pk);
    if (key.is0()) throw Error("invalid info");
    return key;
}

/** Blind: the element that is sent. `blind` is a secret scalar, not zero. */
export function blindElement(mode, input, blind) {
    const point = hashToGroup(input, mode);
    if (point.is0()) throw Error("invalid input");
    return point.multiply(blind);
}

function composites(mode, key, cs, ds) {
    const dst = join(utf8("Seed-"), context(mode));
    const seed = sha512(join(framed(key.toBytes()), framed(dst)));
    let m = Point.ZERO;
    let z = Point.ZERO;
    cs.forEach((c, i) => {
        const d = hashToScalar(
            join(framed(seed), uint(i, 2), framed(c.toBytes()),
                framed(ds[i].toBytes()), utf8("Composite")), mode);
        m = m.add(times(c, d));
        z = z.add(times(ds[i], d));
    });
    return [m, z];
}

/** The challenge of a DLEQ proof over its five elements (RFC 9497, 2.2). */
export const challenge = (mode, points) =>
    hashToScalar(
        join(...points.map((p) => framed(p.toBytes())), utf8("Challenge")),
        mode);

/** Whether log_G(key) == log_c(d) for all pairs, by the proof c || s.
 * A malformed proof is a wrong one. */
export function proofHolds(mode, key, cs, ds, proof) {
    if (proof.length !== 64) return false;
    let c, s;
    try {
        c = scalar(proof.subarray(0, 32));
        s = scalar(proof.subarray(32));
    } catch {
        return false;
    }
    const [m, z] = composites(mode, key, cs, ds);
    const t2 = times(Point.BASE, s).add(times(key, c));
    const t3 = times(m, s).add(times(z, c));
    return challenge(mode, [key, m, z, t2, t3]) === c;
}

/** The 64-byte output for an input: unblinds and hashes.
 * `info` is for POPRF only. */
export function output(mode, input, blind, evaluated, info) {
    const n = evaluated.multiply(Point.Fn.inv(blind));
    return sha512(join(framed(input), mode === POPRF ? framed(info) : [],
        framed(n.toBytes()), utf8("Finalize")));
}

/** Finalize of the whole batch: throws unless the proof holds.
 * In:  blinds, blinded and evaluated elements in the same order; `key` the
 *      public key (VOPRF) or the tweaked key (POPRF).
 * Out: one output an input. */
export function finalize(mode, inputs, blinds, blinded, evaluated, proof,
    key, info) {
    const [cs, ds] = mode === POPRF ? [evaluated, blinded] : [blinded, evaluated];
    if (mode !== OPRF && !proofHolds(mode, key, cs, ds, proof))
        throw Error("proof does not hold");
    return inputs.map((input, i) =>
        output(mode, input, blinds[i], evaluated[i], info));
}

/** Whether two elements are the same. */
export const sameElement = (a, b) => same(a.toBytes(), b.toBytes());
