/* Answers as a row of bytes: one fixed place for every question.
 *
 * Pure. An answer is kept as what the person chose: null (not answered), the
 * number of an option from 1, a sorted list of such numbers, a number, a text.
 * The layout is that of src/PROTOCOL.md, "Answers". */
import { utf8 } from "./bytes.js";

/** All questions of a survey, in the file's order. */
export const questionsOf = (survey) =>
    survey.sections.flatMap((s) => s.questions);

/** The options of a choice or multi question. */
export function optionsOf(survey, question) {
    const options = survey.options?.[question.options];
    if (!Array.isArray(options) || !options.length)
        throw Error(`question ${question.id} has no options`);
    return options;
}

const size = {
    choice(q, survey) {
        if (optionsOf(survey, q).length > 255) throw Error("too many options");
        return 1;
    },
    multi: (q, survey) => Math.ceil(optionsOf(survey, q).length / 8),
    number(q) {
        if (!(q.max >= q.min && q.max - q.min <= 1000)) throw Error("bad range");
        return 2;
    },
    text: (q) => 2 + q.max_bytes,
};

const write = {
    choice(out, at, value) {
        out[at] = value;
    },
    multi(out, at, value) {
        for (const i of value) out[at + ((i - 1) >> 3)] |= 1 << ((i - 1) & 7);
    },
    number(out, at, value, q) {
        out[at] = (value - q.min + 1) >> 8;
        out[at + 1] = (value - q.min + 1) & 255;
    },
    text(out, at, value) {
        const bytes = utf8(value);
        out[at] = bytes.length >> 8;
        out[at + 1] = bytes.length & 255;
        out.set(bytes, at + 2);
    },
};

/* Out of range here is a fault of this program, never of the person. */
const fits = {
    choice: (v, q, survey) => v >= 1 && v <= optionsOf(survey, q).length,
    multi: (v, q, survey) =>
        v.every((i) => i >= 1 && i <= optionsOf(survey, q).length),
    number: (v, q) => v >= q.min && v <= q.max,
    text: (v, q) => !v.includes("\0") && utf8(v).length <= q.max_bytes,
};

/** The bytes of a question's place. Throws on an unknown type. */
export function placeBytes(question, survey) {
    if (!Object.hasOwn(size, question.type))
        throw Error(`question ${question.id} has the unknown type ` +
            question.type);
    return size[question.type](question, survey);
}

/** The bytes of a whole row. */
export const rowBytes = (survey) =>
    questionsOf(survey).reduce((n, q) => n + placeBytes(q, survey), 0);

/** Writes the row. In: answers, a Map from question id; absent or null is not
 * answered. Throws RangeError when an answer does not fit its question. */
export function encodeAnswers(survey, answers) {
    const out = new Uint8Array(rowBytes(survey));
    let at = 0;
    for (const q of questionsOf(survey)) {
        const value = answers.get(q.id) ?? null;
        if (value !== null) {
            if (!fits[q.type](value, q, survey)) throw RangeError(q.id);
            write[q.type](out, at, value, q);
        }
        at += placeBytes(q, survey);
    }
    return out;
}
