/* An independent reader of QR codes. */
import { createRequire } from "node:module";

const jsQR = createRequire(import.meta.url)("jsqr");
const SCALE = 3; /* pixels of a module */

/** The text of a code, given as rows of true and false with its quiet zone;
 * null when it cannot be read. */
export function readCode(rows) {
    const width = rows.length * SCALE;
    const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
    for (let y = 0; y < width; y++)
        for (let x = 0; x < width; x++)
            if (rows[Math.floor(y / SCALE)][Math.floor(x / SCALE)])
                pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    return jsQR(pixels, width, width)?.data ?? null;
}
