/* QR codes: what an independent reader makes of them, at both ends of every
 * version. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { qrCode } from "../../src/client/qr.js";
import { readCode } from "../qr.mjs";

/* The longest text of each version, level M, byte mode: ISO/IEC 18004 table 7. */
const LONGEST = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331,
    362, 412, 450, 504, 560, 624, 666];

const quiet = (rows) => {
    const none = Array(rows.length + 8).fill(false);
    const side = Array(4).fill(false);
    return [...Array(4).fill(none), ...rows.map((r) => [...side, ...r, ...side]),
        ...Array(4).fill(none)];
};
const text = (n) => Array.from({ length: n }, (_, i) =>
    "ABCdef-_019.#/:"[(i * i + 7 * i + n) % 15]).join("");

test("every version is as large as it must be, and says its text", () => {
    LONGEST.forEach((longest, i) => {
        for (const n of [i ? LONGEST[i - 1] + 1 : 1, longest]) {
            const rows = qrCode(text(n));
            assert.equal(rows.length, 17 + 4 * (i + 1), `${n} bytes`);
            assert.equal(readCode(quiet(rows)), text(n));
        }
    });
});

test("a text that fits no version is refused", () => {
    assert.throws(() => qrCode(text(667)), RangeError);
});

test("bytes beyond ASCII are kept", () => {
    assert.equal(readCode(quiet(qrCode("¿Año?"))), "¿Año?");
});
