/* A text as a QR code: ISO/IEC 18004, byte mode, level M, versions 1 to 20.
 *
 * Pure. The mask is always the first: readers take any of the eight, and what
 * is drawn here, base64url of keys and hashes, has no large plains to break. */
import { utf8 } from "./bytes.js";

/* Level M, by version: check bytes of a block, and blocks. */
const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28,
    28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const FORMAT = 0x5412; /* level M, mask 0, with its check bits */

/* In GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(x, y) {
    let z = 0;
    for (let i = 7; i >= 0; i--)
        z = (z << 1) ^ ((z >> 7) * 0x11d) ^ (((y >> i) & 1) * x);
    return z;
}

function generator(degree) {
    const g = Array(degree).fill(0);
    g[degree - 1] = 1;
    for (let root = 1, i = 0; i < degree; i++, root = multiply(root, 2))
        for (let j = 0; j < degree; j++)
            g[j] = multiply(g[j], root) ^ (g[j + 1] ?? 0);
    return g;
}

function checkBytes(data, g) {
    let out = g.map(() => 0);
    for (const b of data) {
        const factor = b ^ out[0];
        out = g.map((c, i) => multiply(c, factor) ^ (out[i + 1] ?? 0));
    }
    return out;
}

/* Where alignment patterns stand, on both axes. */
function alignments(version) {
    if (version === 1) return [];
    const n = Math.floor(version / 7) + 2;
    const step = Math.floor((version * 8 + n * 3 + 5) / (n * 4 - 4)) * 2;
    return [6, ...Array.from({ length: n - 1 },
        (_, i) => version * 4 + 10 - step * (n - 2 - i))];
}

/* All codewords that fit, data and checks. */
function capacity(version) {
    const n = alignments(version).length;
    const patterns = n ? (25 * n - 10) * n - 55 : 0;
    return ((16 * version + 128) * version + 64 - patterns -
        (version > 6 ? 36 : 0)) >> 3;
}

const room = (v) => capacity(v) - CHECKS[v - 1] * BLOCKS[v - 1];

/* The codewords of the data: head, bytes, filling. */
function dataWords(bytes, version) {
    const long = version > 9;
    const bits = [0x4, ...(long ? [bytes.length >> 12, (bytes.length >> 8) & 15] : []),
        (bytes.length >> 4) & 15, bytes.length & 15,
        ...Array.from(bytes, (b) => [b >> 4, b & 15]).flat(), 0];
    const words = [];
    for (let i = 0; i < bits.length; i += 2)
        words.push((bits[i] << 4) | bits[i + 1]);
    for (let pad = 0xec; words.length < room(version); pad ^= 0xec ^ 0x11)
        words.push(pad);
    return words;
}

/* Blocks with their checks, woven together. */
function woven(words, version) {
    const n = BLOCKS[version - 1];
    const g = generator(CHECKS[version - 1]);
    const short = Math.floor(words.length / n);
    const longer = words.length % n; /* as many blocks at the end have one more */
    const blocks = Array.from({ length: n }, (_, i) => {
        const at = i * short + Math.max(0, i - (n - longer));
        return words.slice(at, at + short + (i >= n - longer ? 1 : 0));
    });
    const checks = blocks.map((b) => checkBytes(b, g));
    const weave = (lists, length) => Array.from({ length }, (_, i) =>
        lists.map((l) => l[i])).flat().filter((w) => w !== undefined);
    return [...weave(blocks, short + 1), ...weave(checks, g.length)];
}

/* A field of undefined, with every pattern that is not data. */
function patterns(version) {
    const size = 17 + 4 * version;
    const m = Array.from({ length: size }, () => Array(size));
    const set = (x, y, dark) => {
        if (m[y] && x >= 0 && x < size) m[y][x] = dark;
    };
    const square = (x, y, r, dark) => {
        for (let i = -r; i <= r; i++)
            for (let j = -r; j <= r; j++)
                set(x + i, y + j, dark(Math.max(Math.abs(i), Math.abs(j))));
    };
    for (let i = 0; i < size; i++) m[6][i] = m[i][6] = i % 2 === 0;
    const at = alignments(version);
    const last = at.length - 1;
    at.forEach((x, i) => at.forEach((y, j) => {
        if (!(i === 0 && j === 0 || i === 0 && j === last || i === last && j === 0))
            square(x, y, 2, (d) => d !== 1);
    }));
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]])
        square(x, y, 4, (d) => d !== 2 && d !== 4);
    drawFormat(set, size);
    if (version > 6) drawVersion(set, size, version);
    return m;
}

function drawFormat(set, size) {
    for (let i = 0; i < 15; i++) {
        const dark = FORMAT >> i & 1;
        if (i < 8) set(8, i < 6 ? i : i + 1, dark);
        else set(i < 9 ? 7 : 14 - i, 8, dark);
        if (i < 8) set(size - 1 - i, 8, dark);
        else set(8, size - 15 + i, dark);
    }
    set(8, size - 8, 1);
}

function drawVersion(set, size, version) {
    let check = version;
    for (let i = 0; i < 12; i++) check = (check << 1) ^ ((check >> 11) * 0x1f25);
    for (let i = 0; i < 18; i++) {
        const dark = (version << 12 | check) >> i & 1;
        const x = size - 11 + i % 3;
        set(x, Math.floor(i / 3), dark);
        set(Math.floor(i / 3), x, dark);
    }
}

/** The code as rows of true and false, without the quiet zone around it.
 * Throws RangeError when the text is longer than 666 bytes. */
export function qrCode(text) {
    const bytes = utf8(text);
    let version = 1;
    while (room(version) < bytes.length + (version > 9 ? 3 : 2))
        if (++version > CHECKS.length) throw RangeError("too long for a code");
    const words = woven(dataWords(bytes, version), version);
    const m = patterns(version);
    const size = m.length;
    let i = 0;
    for (let right = size - 1; right > 0; right -= 2) {
        if (right === 6) right = 5;
        const up = (right + 1 & 2) === 0;
        for (let v = 0; v < size; v++)
            for (const x of [right, right - 1]) {
                const y = up ? size - 1 - v : v;
                if (m[y][x] !== undefined) continue;
                m[y][x] = (words[i >> 3] >> (7 - (i & 7)) & 1) ^ ((x + y + 1) & 1);
                i++;
            }
    }
    return m.map((row) => row.map(Boolean));
}
