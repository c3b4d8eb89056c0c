/* The trainee's screens, one function each: state in, elements out.
 *
 * `page` is the state and the verbs of survey.js; a screen reads the one and
 * calls the other, and keeps nothing itself. */
import { questionsOf } from "./answers.js";
import { fingerprint, passText, receiptText } from "./codes.js";
import { button, h, keepsake, list, more, notice, p, show } from "./dom.js";
import { answerWords, questionField } from "./questions.js";
import {
    currentLanguage, day, fileLanguage, moment, number, pick, wordList, words,
} from "./words.js";

const thumb = (...content) => h("div", { class: "thumb" }, content);

/* The language of the survey's texts, where it is not the page's. */
function foreign(survey) {
    const lang = fileLanguage(survey.languages);
    return lang === currentLanguage() ? undefined : lang;
}

/** Asks for a code, a link or a pass; `error` is a sentence or null. */
export function codeScreen(page, error) {
    const input = h("input", { id: "code", type: "text", class: "code-input",
        autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
        "aria-describedby": "code-hint code-error",
        "aria-invalid": error ? "true" : undefined });
    input.value = page.typed;
    const submit = (event) => {
        event.preventDefault();
        page.typed = input.value;
        page.enter(input.value);
    };
    show(words("code_title"), [
        page.reloaded && h("div", { class: "notice notice-note" },
            p(words("code_again"))),
        p(words("code_why")),
        h("form", { autocomplete: "off", novalidate: true, on: { submit } },
            h("div", { class: "field" },
                h("label", { for: "code" }, words("code_label")),
                h("span", { class: "hint", id: "code-hint" }, words("code_hint")),
                input,
                h("span", { id: "code-error", class: error && "field-error",
                    role: "alert" }, error)),
            thumb(h("button", { class: "button-primary" }, words("code_go"))))]
        .filter(Boolean));
    if (error) input.focus();
}

/** A fingerprint in groups that are easy to compare. */
export const fingerprintGroups = (text) => h("p", { class: "fingerprint" },
    text.split("-").map((g) => h("span", null, g)));

/** Shows the fingerprint when none came with the code. */
export const compareScreen = (page) =>
    show(words("compare_title"), [
        p(words("compare_why")),
        fingerprintGroups(fingerprint(page.wave.mh)),
        thumb(button("compare_no", page.refuseFingerprint),
            button("compare_yes", page.first, "primary"))]);

function promise(page) {
    const { manifest, group } = page.wave;
    const unit = manifest.groups[group - 1];
    const t = manifest.trustees;
    const joined = unit.programs.length;
    return h("ul", { class: "lines" },
        h("li", null, h("b", null, words("counted", { name: unit.name })),
            words("counted_n", { n: number(unit.roster) }),
            joined > 1 ? " " + words("counted_joined", { n: joined }) : null),
        h("li", null, h("b", null, words("shown")),
            words("shown_rule", manifest.rule), " ",
            words(unit.roster >> 1 < manifest.rule.k ? "shown_half_not" : "shown_half")),
        h("li", null, h("b", null, words("seen")), t ?
            words("seen_trustees", { t: t.threshold, n: t.sign_pk.length }) :
            words("seen_key")));
}

/* The way to the information sheet, on a page of its own so that no answer is
 * lost; waves of an older Chorus have none. */
const sheet = (key, part = "") => (document.body.dataset.info ?
    h("p", null, h("a", { target: "_blank",
        href: `${document.body.dataset.info}?lang=${currentLanguage()}${part}` },
        words(key))) : null);

/* The way to another time or place; not for who came with a pass. */
const later = (page) => (page.broughtPass ? null :
    more(words("later"), p(words("later_text")),
        button("take", page.takePass)));

/* For who is called away from a computer that others use. */
const quit = (page) =>
    h("p", { class: "quit" }, button("quit", page.quit, "quiet"));

/* What can be shown about me. */
function about(page) {
    const { manifest, group } = page.wave;
    const unit = manifest.groups[group - 1];
    const people = (of) => number(manifest.groups.filter(of)
        .reduce((n, g) => n + g.roster, 0));
    const { name, department } = unit;
    const { k } = manifest.rule;
    const some = Math.min(unit.roster, Math.max(k, Math.round(unit.roster * .6)));
    return [p(words("about_groups")), list([
        words("about_unit", { name, n: number(unit.roster) }),
        words("about_department", { name: department,
            n: people((g) => g.department === department) }),
        words("about_all", { name: manifest.institution, n: people(() => true) }),
    ]), p(words("about_together")),
    p(words("about_example", { k, n: number(some), all: number(unit.roster),
        scale: pick(page.survey.scales[0].title) })),
    p(words("about_who", { name })), p(words("about_never", manifest.rule))];
}

/** The first screen: three lines, the rest on tap. */
export function firstScreen(page) {
    const { manifest } = page.wave;
    const { survey } = page;
    const late = Date.now() > Date.parse(manifest.closes);
    const date = moment(manifest.closes);
    show(pick(survey.title), [
        late ? h("div", { class: "notice notice-note" },
            p(words("closed_maybe", { date }))) : null,
        survey.intro ? h("p", { lang: foreign(survey) }, pick(survey.intro)) : null,
        promise(page),
        p(words("costless") + " " + words("closes", { date }), "quiet"),
        more(words("not_mine"), p(words("not_mine_text")),
            sheet("not_mine_whom", "#contact")),
        more(words("about"), about(page)),
        later(page),
        more(words("how"), list(wordList("how_list"))),
        more(words("unpromised"), list(wordList("unpromised_list")),
            h("p", null, h("a", { target: "_blank",
                href: "/privacy?lang=" + currentLanguage() },
                words("privacy")))),
        sheet("sheet"), quit(page),
        thumb(button("start", () => page.go(1), "primary"))],
    null, foreign(survey));
}

/* How far one is: the bar counts questions, as sections differ in length, and
 * those that are behind. */
function steps(text, step, value, max) {
    return h("div", { class: "steps", "data-step": step }, p(text),
        h("progress", { max, value, "aria-label": text }));
}

/** One section of the survey, counted from 1. */
export function sectionScreen(page, i) {
    const { survey, answers } = page;
    const section = survey.sections[i - 1];
    const behind = survey.sections.slice(0, i - 1);
    const lang = foreign(survey);
    const submit = (event) => {
        event.preventDefault();
        page.go(i + 1);
    };
    show(pick(section.title), h("form", { autocomplete: "off", on: { submit } },
        section.intro ? h("p", { lang }, pick(section.intro)) : null,
        section.questions.map((q) => questionField(q, answers, survey, lang)),
        quit(page),
        thumb(button("back", () => page.go(i - 1)),
            h("button", { class: "button-primary" }, words("next")))),
    steps(words("step", { i, n: survey.sections.length }), i,
        questionsOf({ sections: behind }).length, questionsOf(survey).length),
    lang);
}

function reviewed(page, section, i) {
    const { survey, answers } = page;
    const what = pick(section.title);
    return [
        h("div", { class: "review-head" },
            h("h2", { lang: foreign(survey) }, what),
            h("button", { type: "button", class: "button-quiet",
                "aria-label": words("change_what", { what }),
                on: { click: () => page.go(i + 1) } }, words("change"))),
        h("dl", { class: "review" }, section.questions.map((q) => {
            const answer = answerWords(q, answers, survey);
            return h("div", null, h("dt", { lang: foreign(survey) }, pick(q.text)),
                answer === null ? h("dd", { class: "skipped" }, words("skipped")) :
                    h("dd", { lang: foreign(survey) }, answer));
        }))];
}

/** What will be sealed; from here the ballot goes out. */
export function reviewScreen(page) {
    const { survey, answers } = page;
    const all = questionsOf(survey);
    const n = all.filter((q) => (answers.get(q.id) ?? null) !== null).length;
    show(words("review_title"), [
        p(words("review_count", { n, all: all.length }) + " " +
            words("review_why")),
        survey.sections.map((s, i) => reviewed(page, s, i)),
        later(page), quit(page),
        thumb(button("back", () => page.go(survey.sections.length)),
            button("send", page.send, "primary"))],
    steps(words("steps_done", { n: survey.sections.length }),
        survey.sections.length + 1, all.length, all.length));
}

/** While the ballot is on its way. Out: a function that tells the step. */
export function sendingScreen() {
    const status = h("p", { role: "status", class: "working" });
    show(words("sending_title"), status);
    return (step) => { status.textContent = words("doing_" + step); };
}

/** A failed try: what happened, what is kept, what to do. */
export const failedScreen = (page, sentence) =>
    show(words("failed_title"), [
        notice("error", p(sentence),
            p(words(page.delivery.tokenKey ? "kept" : "kept_issue"))),
        page.delivery.tokenKey ? later(page) : null,
        thumb(page.delivery.sealed ? null : button("back", page.review),
            button("retry", page.retry, "primary"))]);

/** A refusal: nothing can go on from here as it is. */
export const stopScreen = (title, sentences, ...rest) =>
    show(words(title), [notice("error",
        sentences.map((s) => typeof s === "string" ? p(s) : s)), rest]);

const resources = () =>
    document.querySelector(".support .resources")?.cloneNode(true) ?? null;

/** The ballot is stored. */
export function doneScreen(page) {
    const { manifest } = page.wave;
    const purge = day(manifest.purge);
    const receipt = receiptText(page.delivery.receipt);
    show(words("done_title"), [
        p(words("done_text")),
        more(words("proof"), p(words("proof_text", { purge })),
            keepsake("receipt", receipt, `chorus-receipt-${manifest.wave}.txt`,
                receipt)),
        h("h2", null, words("next_title")),
        list(wordList("next_list", { closes: moment(manifest.closes), purge,
            results: `${location.origin}/wave/${manifest.wave}` })),
        sheet("next_when", "#results"),
        p(words("done_shared"), "quiet small"),
        h("section", { class: "card" }, resources()),
        thumb(button("finish", page.finish, "primary"))]);
}

/** The token as a text to carry away. */
export function passScreen(page) {
    const { manifest } = page.wave;
    const pass = passText(page.delivery.pass);
    show(words("pass_title"), [
        p(words("pass_why", { date: moment(manifest.closes) })),
        keepsake("pass", pass, `chorus-pass-${manifest.wave}.txt`,
            `${location.origin}${location.pathname}#${pass}`),
        p(words("pass_used"), "quiet"),
        thumb(page.answers.size ?
            button("pass_stay", page.delivery.sealed ? page.send : page.review) :
            button("pass_here", page.first),
            button("finish", page.finish, "primary"))]);
}
