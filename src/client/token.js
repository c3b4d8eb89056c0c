/* RFC 9497 on ristretto255-SHA512: the client's side of OPRF, VOPRF, POPRF.
 *
 * Written on group primitives only, so that every step can be read beside the
 * RFC. Pure: knows neither waves nor network. Chorus uses POPRF; the other two
 * modes are here because the RFC's vectors exercise the same code through them.
 *
 * Curve arithmetic on secrets (the blind) goes through `multiply`, on public
 * values through `multiplyUnsafe`. */
import { join, random, sha512, uint, utf8 } from "./bytes.js";
import { ORDER, Point, fromLittle, inverse, toLittle } from "./ristretto.js";

export const OPRF = 0;
export const VOPRF = 1;
export const POPRF = 2;

export { ORDER, toLittle as scalarBytes };

const framed = (bytes) => join(uint(bytes.length, 2), bytes);
const context = (mode) =>
    join(utf8("OPRFV1-"), mode, utf8("-ristretto255-SHA512"));

/** A group element of 32 untrusted bytes. Refuses the identity, bit 255 and
 * every encoding that is not canonical (RFC 9496, 4.3.1). */
export function element(bytes) {
    const point = Point.fromBytes(bytes);
    if (point.is0()) throw Error("identity element");
    return point;
}

/** A scalar of 32 little-endian untrusted bytes, below the group order. */
export function scalar(bytes) {
    const n = fromLittle(bytes);
    if (bytes.length !== 32 || n >= ORDER) throw Error("bad scalar");
    return n;
}

/** A scalar that is never zero, uniform to 2^-256. */
export function randomScalar() {
    const n = fromLittle(random(64)) % ORDER;
    return n || randomScalar();
}

/* expand_message_xmd with SHA-512 to 64 bytes (RFC 9380, 5.3.1): b_1. */
function expand(message, name, mode) {
    const dst = join(utf8(name), context(mode));
    const tail = join(dst, dst.length);
    const b0 = sha512(join(new Uint8Array(128), message, 0, 64, 0, tail));
    return sha512(join(b0, 1, tail));
}

/** HashToScalar; `dst` differs for DeriveKeyPair (RFC 9497, 3.2.1). */
export const hashToScalar = (message, mode, dst = "HashToScalar-") =>
    fromLittle(expand(message, dst, mode)) % ORDER;

/** HashToGroup. */
export const hashToGroup = (message, mode) =>
    Point.fromUniform(expand(message, "HashToGroup-", mode));

/** HashToScalar of the framed info: m of the POPRF. */
export const infoScalar = (info, mode = POPRF) =>
    hashToScalar(join(utf8("Info"), framed(info)), mode);

/** The key a POPRF evaluation is proved against: pk + m·G, computed from the
 * key that everybody shares and never from anything on the wire. */
export function tweakedKey(pk, info) {
    const m = infoScalar(info);
    const key = Point.BASE.multiplyUnsafe(m).add(pk);
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
        m = m.add(c.multiplyUnsafe(d));
        z = z.add(ds[i].multiplyUnsafe(d));
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
    const t2 = Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(c));
    const t3 = m.multiplyUnsafe(s).add(z.multiplyUnsafe(c));
    return challenge(mode, [key, m, z, t2, t3]) === c;
}

/** The 64-byte output for an input: unblinds and hashes.
 * `info` is for POPRF only. */
export function output(mode, input, blind, evaluated, info) {
    const n = evaluated.multiply(inverse(blind));
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
