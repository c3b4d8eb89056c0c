/* Anonymous sealing: libsodium's crypto_box_seal, sealing half only.
 *
 * sealed = ephemeral_pk || tag || ciphertext, nonce = BLAKE2b-192(ephemeral_pk
 * || pk). There is no code here that opens. */
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa";
import { blake2b } from "@noble/hashes/blake2";
import { join, random, utf8, wipe } from "./bytes.js";
import { x25519, x25519Base } from "./ristretto.js";

const SIGMA = "expand 32-byte k";
const words = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Uint32Array.from({ length: bytes.length / 4 },
        (_, i) => view.getUint32(4 * i, true));
};

function sharedKey(secret, pk) {
    const point = x25519(secret, pk);
    const out = new Uint32Array(8);
    hsalsa(words(utf8(SIGMA)), words(point), new Uint32Array(4), out);
    const key = new Uint8Array(32);
    const view = new DataView(key.buffer);
    out.forEach((w, i) => view.setUint32(4 * i, w, true));
    wipe(point);
    return key;
}

/** Seals a ballot to the wave's key.
 * In:  plaintext; pk, 32 bytes; secret, the ephemeral key (tests only).
 * Out: plaintext.length + 48 bytes. Throws on a key of low order. */
export function seal(plaintext, pk, secret = random(32)) {
    const ephemeral = x25519Base(secret);
    const nonce = blake2b(join(ephemeral, pk), { dkLen: 24 });
    const key = sharedKey(secret, pk);
    const box = xsalsa20poly1305(key, nonce).encrypt(plaintext);
    wipe(key, secret);
    return join(ephemeral, box);
}
