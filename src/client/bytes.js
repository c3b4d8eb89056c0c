/* Byte strings: joining, comparing, hashing, wiping.
 *
 * Knows nothing of the protocol. Strings that are compared here are public;
 * secrets are compared by nobody in the browser. */
import { sha256, sha512 } from "@noble/hashes/sha2";

export { sha256, sha512 };

const encoder = new TextEncoder();

/** The UTF-8 bytes of a text. */
export const utf8 = (text) => encoder.encode(text);

/** The text of UTF-8 bytes; throws when they are not UTF-8. */
export const text = (bytes) =>
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** One byte string of several; numbers are taken as single bytes. */
export function join(...parts) {
    const arrays = parts.map((p) => (typeof p === "number" ? [p] : p));
    const out = new Uint8Array(arrays.reduce((n, a) => n + a.length, 0));
    let at = 0;
    for (const a of arrays) {
        out.set(a, at);
        at += a.length;
    }
    return out;
}

/** An unsigned integer as `size` bytes, big-endian. */
export function uint(value, size) {
    const out = new Uint8Array(size);
    for (let i = size - 1; i >= 0; i--, value = Math.floor(value / 256))
        out[i] = value % 256;
    return out;
}

/** Whether two byte strings are the same. */
export const same = (a, b) =>
    a.length === b.length && a.every((x, i) => x === b[i]);

/** Lower-case hex. */
export const hex = (bytes) =>
    Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

/** Bytewise order of two byte strings, as Array.sort wants it. */
export function order(a, b) {
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
}

/** `label(x)` of the protocol: u8(length) || "chorus-v1:" || x. */
export function label(name) {
    const bytes = utf8("chorus-v1:" + name);
    return join(bytes.length, bytes);
}

/** The protocol's HMAC: 32 bytes of HMAC-SHA-512 under all 64 bytes of the
 * key (RFC 2104; a block is 128 bytes). */
export function hmac32(key, message) {
    const pad = (byte) => Uint8Array.from({ length: 128 },
        (_, i) => (key[i] ?? 0) ^ byte);
    const inner = sha512(join(pad(0x36), message));
    return sha512(join(pad(0x5c), inner)).slice(0, 32);
}

/** Fresh bytes from the browser's generator. */
export const random = (n) => crypto.getRandomValues(new Uint8Array(n));

/** Overwrites what is given; anything that is no byte string is ignored. */
export const wipe = (...secrets) =>
    secrets.forEach((s) => s instanceof Uint8Array && s.fill(0));
