/* The two requests of the protocol, and what is checked of their answers.
 *
 * Pure: bytes in, bytes out. Every layout is that of src/PROTOCOL.md. */
import { hmac32, join, label, same, sha256, uint } from "./bytes.js";
import { inviteSeed } from "./codes.js";
import { publicKey, sign, verify } from "./ristretto.js";
import { POPRF, blindElement, element, finalize, tweakedKey } from "./token.js";

const VERSION = 1;

const info = (mh, group) => join(label("info"), mh, uint(group, 2));
const input = (nonce) => join(label("nonce"), nonce);

/** The body of POST /v1/issue, 163 bytes, signed by the invite's key. */
export function issueRequest(wave, code, nonce, blind) {
    const seed = inviteSeed(wave.waveId, code);
    const blinded = blindElement(POPRF, input(nonce), blind).toBytes();
    const body = join(wave.mh, uint(wave.group, 2),
        publicKey(seed), blinded);
    const sig = sign(join(label("issue"), body), seed);
    seed.fill(0);
    return { blinded, body: join(VERSION, body, sig) };
}

/** The token key of an issue answer, 64 bytes. Throws when the answer is
 * malformed or not proved against the manifest's key. */
export function issueAnswer(wave, nonce, blind, blinded, answer) {
    if (answer.length !== 97 || answer[0] !== VERSION)
        throw Error("malformed answer");
    const bound = info(wave.mh, wave.group);
    const [key] = finalize(POPRF, [input(nonce)], [blind], [element(blinded)],
        [element(answer.subarray(1, 33))], answer.subarray(33),
        tweakedKey(element(wave.poprfPk), bound), bound);
    return key;
}

/** The public name of a spent token. */
export const nullifierOf = (mh, nonce) =>
    sha256(join(label("nullifier"), mh, nonce));

/** The plaintext of a ballot, exactly `size` bytes. */
export function plaintext(mh, group, answers, size) {
    const out = new Uint8Array(size);
    out.set(join(VERSION, mh, uint(group, 2), uint(answers.length, 4), answers));
    return out;
}

/** The size of the plaintext for answers of `length` bytes. */
export const plainSize = (length) => 256 * Math.ceil((39 + length) / 256);

/** The body of POST /v1/redeem. */
export function redeemRequest(mh, group, nonce, tokenKey, sealed) {
    const tag = hmac32(tokenKey, join(label("redeem"), mh, uint(group, 2),
        nonce, sha256(sealed)));
    return join(VERSION, mh, uint(group, 2), nonce, tag, sealed);
}

/** Whether a receipt is signed by the wave's board key. */
export function receiptHolds(receipt, boardPk) {
    const signed = join(label("receipt"), receipt.mh, uint(receipt.group, 2),
        receipt.nullifier, receipt.sealedHash);
    try {
        return verify(receipt.sig, signed, boardPk);
    } catch {
        return false;
    }
}

/** The receipt in a redeem answer. Throws unless it names this very ballot
 * and is signed by the wave's board key. */
export function redeemAnswer(wave, nonce, sealed, answer) {
    const receipt = {
        mh: wave.mh, group: wave.group, nullifier: answer.slice(1, 33),
        sealedHash: answer.slice(33, 65), sig: answer.slice(65),
    };
    if (answer.length !== 129 || answer[0] !== VERSION ||
        !same(receipt.nullifier, nullifierOf(wave.mh, nonce)) ||
        !same(receipt.sealedHash, sha256(sealed)) ||
        !receiptHolds(receipt, wave.boardPk))
        throw Error("receipt does not hold");
    return receipt;
}
