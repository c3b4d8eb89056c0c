/* Strict JSON: what RFC 8259 allows, and no object that says a key twice.
 *
 * JSON.parse takes the last of two equal keys without a word, so two readers
 * could see two promises in one manifest. */
import { text } from "./bytes.js";

const TOKEN = /[\t\n\r ]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*")|([^{}[\],:"\t\n\r ]+)|$)/suy;

/* Walks the tokens of a text that JSON.parse has accepted: a string is a key
 * when it comes right after `{`, or after `,` inside an object. */
function refuseTwins(source) {
    const stack = [];
    let keyNext = false;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < source.length) {
        const [, mark, string] = TOKEN.exec(source);
        if (string !== undefined && keyNext) {
            const key = JSON.parse(string);
            const keys = stack[stack.length - 1];
            if (keys.has(key)) throw Error(`duplicate key "${key}"`);
            keys.add(key);
        }
        if (mark === "{") stack.push(new Set());
        else if (mark === "[") stack.push(null);
        else if (mark === "}" || mark === "]") stack.pop();
        keyNext = (mark === "{" || mark === ",") && !!stack[stack.length - 1];
    }
}

/** Reads UTF-8 JSON. Throws on bad UTF-8, bad JSON, or a key said twice. */
export function readJson(bytes) {
    const source = text(bytes);
    const value = JSON.parse(source);
    refuseTwins(source);
    return value;
}
