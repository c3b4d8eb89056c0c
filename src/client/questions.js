/* Questions as native controls, and answers as words.
 *
 * `answers` is a Map from question id to what answers.js writes; a control
 * changes it at once, so that no screen has to be read back. */
import { optionsOf } from "./answers.js";
import { utf8 } from "./bytes.js";
import { h } from "./dom.js";
import { currentLanguage, number, pick, words } from "./words.js";

const SELECT_FROM = 11; /* values of a number before it becomes a select */

/* `lang` marks words of the page among those of a survey in another. */
function row(type, name, checked, label, change, kind, lang) {
    const input = h("input", { type, name, checked, on: { change } });
    return h("label", { class: "choice" + (kind ? " choice-" + kind : "") },
        input, h("span", { lang }, label));
}

/* Radio rows: [value, label] pairs, and a row to skip that weighs the same. */
function radios(q, answers, pairs) {
    const now = answers.get(q.id) ?? null;
    const choose = (value) => () => answers.set(q.id, value);
    return [
        ...pairs.map(([value, label]) =>
            row("radio", q.id, value === now, label, choose(value))),
        row("radio", q.id, answers.has(q.id) && now === null, words("skip"),
            choose(null), "skip", currentLanguage()),
    ];
}

const range = (q) =>
    Array.from({ length: q.max - q.min + 1 }, (_, i) => q.min + i);

const optionPairs = (survey, q) =>
    optionsOf(survey, q).map((o, i) => [i + 1, pick(o.label)]);

const control = {
    choice: (q, answers, survey) => radios(q, answers, optionPairs(survey, q)),

    multi(q, answers, survey) {
        const now = new Set(answers.get(q.id) ?? []);
        const flip = (i) => (event) => {
            if (event.target.checked) now.add(i);
            else now.delete(i);
            answers.set(q.id, now.size ? [...now].sort((a, b) => a - b) : null);
        };
        return [h("span", { class: "hint", lang: currentLanguage() },
            words("multi_hint")),
            ...optionPairs(survey, q).map(([i, label]) =>
                row("checkbox", q.id, now.has(i), label, flip(i)))];
    },

    number(q, answers) {
        const values = range(q);
        if (values.length < SELECT_FROM)
            return radios(q, answers, values.map((v) => [v, number(v)]));
        const choose = (event) => answers.set(q.id,
            event.target.value === "" ? null : Number(event.target.value));
        return [h("select", { "aria-label": pick(q.text), class: "short",
            autocomplete: "off", on: { change: choose } },
        h("option", { value: "" }, words("skip_select")),
        values.map((v) => h("option",
            { value: v, selected: answers.get(q.id) === v }, number(v))))];
    },

    text(q, answers) {
        const left = h("span", { class: "hint", role: "status" });
        const area = h("textarea", { "aria-label": pick(q.text),
            autocomplete: "off", rows: 4 });
        const count = () => {
            while (utf8(area.value).length > q.max_bytes)
                area.value = Array.from(area.value).slice(0, -1).join("");
            left.textContent = words("bytes_left",
                { n: number(q.max_bytes - utf8(area.value).length) });
            answers.set(q.id, area.value.replaceAll("\0", "") || null);
        };
        area.value = answers.get(q.id) ?? "";
        area.addEventListener("input", count);
        if (answers.get(q.id)) count();
        return [area, left];
    },
};

/** A question's fieldset. `lang` marks a text that is not in the page's
 * language, for screen readers. */
export const questionField = (q, answers, survey, lang) =>
    h("fieldset", { lang }, h("legend", null, pick(q.text)),
        control[q.type](q, answers, survey));

/** An answer in words, null when the question was skipped. */
export function answerWords(q, answers, survey) {
    const value = answers.get(q.id) ?? null;
    if (value === null) return null;
    const label = (i) => pick(optionsOf(survey, q)[i - 1].label);
    return { choice: label, multi: (v) => v.map(label).join(" · "),
        number, text: (v) => v }[q.type](value);
}
