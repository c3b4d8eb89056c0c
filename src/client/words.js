/* The page's words: which language, filled-in sentences, dates in words.
 *
 * The languages are the files of words/; the build gathers what a bundle needs
 * at once, and what the survey's page fetches (scripts/build-client). */
import languages, { packedHash } from "words:bundle";
import { hex, sha256, text } from "./bytes.js";

let lang = "en";

/** The codes of the languages there are. */
export const languageCodes = Object.keys(languages);

/** Takes in the words that were fetched. Throws, with `why`, unless they are
 * the ones that this bundle was built with: its hash is in the manifest. */
export function takeWords(bytes) {
    if (hex(sha256(bytes)) !== packedHash)
        throw Object.assign(Error("the page's words have another hash than its " +
            "code says"), { why: "client_other" });
    for (const [code, more] of Object.entries(JSON.parse(text(bytes))))
        Object.assign(languages[code], more);
}

/** A language's own name. */
export const languageName = (code) => languages[code].language;

export const currentLanguage = () => lang;

/** Chooses a language, and puts its words where the server wrote the page's
 * fixed parts in English (data-word), or in all languages (.texts). */
export function useLanguage(code) {
    lang = code;
    document.documentElement.lang = code;
    for (const e of document.querySelectorAll("[data-word]"))
        e.textContent = words(e.dataset.word);
    for (const { children } of document.querySelectorAll(".texts"))
        for (const e of children)
            e.hidden = e !== ([...children].find((c) => c.lang === code) ?? children[0]);
}

/** The language to begin in, found as the server finds it: what the address asks
 * for (?lang=es), else the first of the browser's that there is, else English. */
export const startLanguage = () =>
    [new URLSearchParams(location.search).get("lang") ?? "",
        ...navigator.languages ?? [navigator.language]]
        .flatMap((l) => [l, l.split("-")[0]].map((asked) => languageCodes
            .find((code) => code.toLowerCase() === asked.toLowerCase())))
        .find(Boolean) ?? "en";

/* Of a language that lacks a sentence, the English one. */
const said = (key) => languages[lang][key] ?? languages.en[key];
const fill = (sentence, values) =>
    sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A sentence, with {name} filled in. */
export const words = (key, values = {}) => fill(said(key), values);

/** A list of sentences. */
export const wordList = (key, values = {}) =>
    said(key).map((sentence) => fill(sentence, values));

/** Which of a file's languages is shown: the page's, else the file's first. */
export const fileLanguage = (codes) => (codes.includes(lang) ? lang : codes[0]);

/** A file's text in that language; `texts` is { code: text }. */
export const pick = (texts) => texts[fileLanguage(Object.keys(texts))];

/* How a language writes days and numbers here: as the letter and the server's
 * own pages do, 13 December 2026, 18:46. */
const manner = () => languages[lang].locale ?? lang;

/** A moment of the manifest in words, as clocks at the institution show it. */
export function moment(rfc3339) {
    const [, date, sign, h, m] =
        rfc3339.match(/^(.{19})(?:Z|([+-])(\d\d):(\d\d))$/);
    const offset = sign ? `UTC${sign}${+h}${+m ? ":" + m : ""}` : "UTC";
    return new Intl.DateTimeFormat(manner(), { weekday: "long", day: "numeric",
        month: "long", year: "numeric", hour: "numeric", minute: "2-digit",
        hourCycle: "h23", timeZone: "UTC" })
        .format(new Date(date + "Z")) + ` (${offset})`;
}

/** A day of the manifest in words. */
export const day = (date) =>
    new Intl.DateTimeFormat(manner(), { dateStyle: "long", timeZone: "UTC" })
        .format(new Date(date + "T00:00:00Z"));

/** A whole number in words' figures. */
export const number = (n) => new Intl.NumberFormat(manner()).format(n);
