/* The server's half of RFC 9497, and an opener of sealed ballots, for tests:
 * an opponent to the client's code, on @noble/curves, which the client's
 * bundle does not use. */
import { ristretto255, x25519 } from "@noble/curves/ed25519";
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa";
import { blake2b } from "@noble/hashes/blake2";
import { join, sha512, uint, utf8 } from "../../src/client/bytes.js";
import { OPRF, POPRF, challenge, hashToScalar, infoScalar, scalarBytes }
    from "../../src/client/token.js";

const { Point } = ristretto255;
const { ORDER } = Point.Fn;
const mod = (n) => ((n % ORDER) + ORDER) % ORDER;
const framed = (b) => join(uint(b.length, 2), b);

/** DeriveKeyPair (3.2.1): the secret scalar. */
export function deriveKey(seed, keyInfo, mode) {
    for (let counter = 0; counter < 256; counter++) {
        const sk = hashToScalar(join(seed, framed(keyInfo), counter), mode,
            "DeriveKeyPair");
        if (sk !== 0n) return sk;
    }
    throw Error("no key");
}

export const publicKey = (sk) => Point.BASE.multiply(sk);

function composites(mode, key, cs, ds) {
    const context = join(utf8("OPRFV1-"), mode, utf8("-ristretto255-SHA512"));
    const seed = sha512(join(framed(key.toBytes()),
        framed(join(utf8("Seed-"), context))));
    return cs.reduce(([m, z], c, i) => {
        const d = hashToScalar(join(framed(seed), uint(i, 2),
            framed(c.toBytes()), framed(ds[i].toBytes()), utf8("Composite")),
        mode);
        return [m.add(c.multiply(d)), z.add(ds[i].multiply(d))];
    }, [Point.ZERO, Point.ZERO]);
}

/** BlindEvaluate of a batch: { evaluated, proof } with the given random r. */
export function evaluate(mode, sk, blinded, r, info) {
    const t = mode === POPRF ? mod(sk + infoScalar(info)) : sk;
    const factor = mode === POPRF ? Point.Fn.inv(t) : t;
    const points = blinded.map((b) => Point.fromBytes(b.toBytes()));
    const evaluated = points.map((b) => b.multiply(factor));
    if (mode === OPRF) return { evaluated, proof: new Uint8Array() };
    const key = Point.BASE.multiply(t);
    const [cs, ds] = mode === POPRF ? [evaluated, points] : [points, evaluated];
    const [m, z] = composites(mode, key, cs, ds);
    const c = challenge(mode, [key, m, z, Point.BASE.multiply(r), m.multiply(r)]);
    return {
        evaluated,
        proof: join(scalarBytes(c), scalarBytes(mod(r - c * t))),
    };
}

/** Opens what seal.js sealed; throws when it does not open. */
export function open(sealed, pk, sk) {
    const words = (b) => new Uint32Array(b.slice().buffer);
    const ephemeral = sealed.slice(0, 32);
    const key = new Uint32Array(8);
    hsalsa(words(utf8("expand 32-byte k")),
        words(x25519.getSharedSecret(sk, ephemeral)), new Uint32Array(4), key);
    const nonce = blake2b(join(ephemeral, pk), { dkLen: 24 });
    return xsalsa20poly1305(new Uint8Array(key.buffer), nonce)
        .decrypt(sealed.slice(32));
}
