/* Texts that people carry: invite codes, fingerprints, receipts, passes.
 *
 * Knows encodings and their check symbols; knows no network and no page. A
 * refusal is a CodeError whose `why` the page turns into words. */
import { join, label, sha256, uint } from "./bytes.js";
import { publicKey } from "./ristretto.js";

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const RECEIPT = "chorus-receipt-v1.";
const PASS = "chorus-pass-v1.";

/** Why a text was refused: `why` is a key of the page's words, `detail` what
 * the sentence names (a symbol, a group). */
export class CodeError extends Error {
    constructor(why, detail) {
        super(why);
        this.why = why;
        this.detail = detail;
    }
}

function pack(bytes, bits, alphabet) {
    let out = "";
    let held = 0;
    let n = 0;
    for (const b of bytes) {
        held = (held << 8) | b;
        for (n += 8; n >= bits; held &= (1 << n) - 1) {
            n -= bits;
            out += alphabet[held >> n];
        }
    }
    return n ? out + alphabet[held << (bits - n)] : out;
}

/* The bits left over must be zero and less than a symbol: one text a value. */
function unpack(text, bits, alphabet) {
    const out = [];
    let held = 0;
    let n = 0;
    for (const symbol of text) {
        const value = alphabet.indexOf(symbol);
        if (value < 0) throw new CodeError("code_symbol", symbol);
        held = (held << bits) | value;
        n += bits;
        if (n >= 8) {
            n -= 8;
            out.push(held >> n);
            held &= (1 << n) - 1;
        }
    }
    if (n >= bits || held) throw new CodeError("code_padding");
    return Uint8Array.from(out);
}

/** base64url without padding. */
export const b64u = (bytes) => pack(bytes, 6, BASE64);

/** Reads canonical base64url of exactly `size` bytes. */
export function b64uRead(text, size) {
    if (typeof text !== "string") throw new CodeError("code_symbol", "");
    const out = unpack(text, 6, BASE64);
    if (out.length !== size) throw new CodeError("code_length");
    return out;
}

/** Crockford's base32, most significant bit first. */
export const base32 = (bytes) => pack(bytes, 5, BASE32);

const plain = (text) =>
    text.replace(/[\s\u2010-\u2015-]/g, "").toUpperCase()
        .replace(/[IL]/g, "1").replace(/O/g, "0");

const grouped = (text, size) =>
    text.match(new RegExp(`.{1,${size}}`, "g")).join("-");

/** The first 20 bytes of a manifest's hash, for people to compare. */
export const fingerprint = (mh) => grouped(base32(mh.slice(0, 20)), 8);

/** Whether a typed or linked fingerprint is that of `mh`. */
export const fingerprintFits = (typed, mh) =>
    plain(typed) === base32(mh.slice(0, 20));

const checkByte = (code) => sha256(join(label("check"), code))[0];

/** An invite code as text, 4 groups of 7. */
export const inviteText = (code) =>
    grouped(base32(join(code, checkByte(code))), 7);

/** Reads an invite code as people type it. Out: 16 bytes. Throws CodeError:
 * a strange symbol, a group that is too short or too long, a wrong check. */
export function inviteRead(typed) {
    const symbols = plain(typed);
    for (const s of symbols)
        if (!BASE32.includes(s)) throw new CodeError("code_symbol", s);
    if (symbols.length !== 28) {
        const groups = typed.trim().split(/[\s\u2010-\u2015-]+/);
        const bad = groups.length === 4 &&
            groups.findIndex((g) => g.length !== 7);
        if (bad !== false && bad >= 0)
            throw new CodeError(groups[bad].length < 7 ? "code_group_short" :
                "code_group_long", bad + 1);
        throw new CodeError(symbols.length < 28 ? "code_short" : "code_long",
            symbols.length);
    }
    let bytes;
    try {
        bytes = unpack(symbols, 5, BASE32);
    } catch {
        throw new CodeError("code_check");
    }
    const code = bytes.slice(0, 16);
    if (checkByte(code) !== bytes[16]) throw new CodeError("code_check");
    return code;
}

/** The group a code was made for. */
export const inviteGroup = (code) => (code[0] << 8) | code[1];

/** The Ed25519 seed of an invite; the server knows its public half only. */
export const inviteSeed = (waveId, code) =>
    sha256(join(label("invite"), waveId, code));

/** The public key of an invite. */
export const invitePk = (waveId, code) =>
    publicKey(inviteSeed(waveId, code));

/** What the board lists of a used invite. */
export const usedHash = (pk) => sha256(join(label("used"), pk));

function carried(prefix, size, text, why) {
    const t = text.trim();
    if (!t.startsWith(prefix)) throw new CodeError(why);
    try {
        return b64uRead(t.slice(prefix.length), size);
    } catch {
        throw new CodeError(why);
    }
}

/** A receipt as text. In: mh, group, and the redeem answer's three fields. */
export const receiptText = (r) =>
    RECEIPT + b64u(join(r.mh, uint(r.group, 2), r.nullifier, r.sealedHash, r.sig));

/** Reads a receipt; CodeError "receipt_text" when it is none. */
export function receiptRead(text) {
    const b = carried(RECEIPT, 162, text, "receipt_text");
    return {
        mh: b.slice(0, 32), group: (b[32] << 8) | b[33],
        nullifier: b.slice(34, 66), sealedHash: b.slice(66, 98),
        sig: b.slice(98),
    };
}

/** A pass as text: a token to be redeemed later or elsewhere. */
export const passText = (p) =>
    PASS + b64u(join(p.mh, uint(p.group, 2), p.nonce, p.tokenKey));

/** Reads a pass; CodeError "pass_text" when it is none. */
export function passRead(text) {
    const b = carried(PASS, 130, text, "pass_text");
    return {
        mh: b.slice(0, 32), group: (b[32] << 8) | b[33],
        nonce: b.slice(34, 66), tokenKey: b.slice(66),
    };
}

/** What somebody brought: the fragment of a link, or what was typed or pasted.
 * Out: { pass } or { code, fingerprint } (fingerprint null when typed). */
export function inviteOrPass(text) {
    const brought = text.includes("#") ? text.slice(text.indexOf("#") + 1) : text;
    const t = brought.trim();
    if (t.startsWith(PASS)) return { pass: passRead(t) };
    const dot = t.indexOf(".");
    return dot < 0 ? { code: inviteRead(t), fingerprint: null } :
        { code: inviteRead(t.slice(0, dot)), fingerprint: t.slice(dot + 1) };
}
