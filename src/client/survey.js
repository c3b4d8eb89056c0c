/* The trainee's page: from a link to a stored ballot.
 *
 * Everything lives in this module's `page` and nowhere else: no storage, no
 * cookie, nothing in the address or the history but the number of a screen.
 * The invite is used up only by "Seal and send" and "Take a pass". */
import { encodeAnswers } from "./answers.js";
import { getManifest, getSurvey, getWords } from "./api.js";
import { same } from "./bytes.js";
import { CodeError, fingerprint, fingerprintFits, inviteGroup, inviteOrPass }
    from "./codes.js";
import { Delivery } from "./delivery.js";
import { button, h, skipLink } from "./dom.js";
import { checkBundle, readManifest, readSurvey } from "./manifest.js";
import * as screens from "./screens.js";
import {
    currentLanguage, languageCodes, languageName, moment, pick, startLanguage,
    takeWords, useLanguage, words,
} from "./words.js";

const script = document.currentScript;
const waveName = document.body.dataset.wave;

/* Entries of the history that this page made before the present one. */
let depth = history.state?.n ?? 0;

const page = {
    wave: null, survey: null, answers: new Map(), delivery: null,
    typed: "", reloaded: false, broughtPass: false, brought: null,
    busy: false, locked: false,
    go, first, review, send, retry, takePass, finish, quit, enter,
    refuseFingerprint,
};

let again = () => {}; /* draws the present screen once more */

function draw(screen, ...rest) {
    again = () => screen(page, ...rest);
    again();
}

/* Screens that stop: what was said, never what was sent. */
function stop(title, sentences, ...buttons) {
    again = () => screens.stopScreen(title, sentences(),
        buttons.map(([key, act]) => button(key, act)));
    again();
}

/* A fragment is taken out of the address before anything else happens. */
function takeFragment() {
    const text = location.hash.slice(1);
    if (location.href.includes("#"))
        history.replaceState(history.state, "",
            location.pathname + location.search);
    return text === "main" ? "" : text; /* the way over the header, no script */
}

async function load() {
    const [manifest, fetched] = await Promise.all(
        [getManifest(waveName), getWords(waveName)]);
    const wave = readManifest(manifest, waveName);
    checkBundle(script.integrity, wave.manifest);
    takeWords(fetched);
    page.survey = readSurvey(await getSurvey(waveName), wave.manifest);
    page.wave = wave;
    entitle();
}

/* The name of the page, in its language: the same on every screen, as browsers
 * keep it in their list of visited pages. */
function entitle() {
    if (page.wave)
        document.title = pick(page.survey.title) + " · " +
            page.wave.manifest.institution;
}

function loadFailed(e) {
    if (e.why)
        stop("stop_title", () => [words(e.why), words("stop_nothing"),
            words("stop_tell", { d: e.message })]);
    else if (e.status === 404)
        stop("stop_title", () => [words("stop_gone")]);
    else
        stop("stop_title", () => [
            e.status === undefined ? words("err_fault", { d: e.message }) :
                words("err_offline"), words("stop_load")],
        ["retry", () => begin(page.brought)]);
}

/* Starts with what was brought: text of a link or a form, or nothing. */
async function begin(text) {
    page.brought = text;
    try {
        if (!page.wave) await load();
    } catch (e) {
        return loadFailed(e);
    }
    if (text) enter(text);
    else draw(screens.codeScreen, null);
}

/* The wave's hash that a pass or a link came with. */
function promiseFits({ pass, fingerprint: linked }) {
    return pass ? same(pass.mh, page.wave.mh) :
        linked === null || fingerprintFits(linked, page.wave.mh);
}

function enter(text) {
    let brought, group;
    try {
        if (!text.trim()) throw new CodeError("code_empty");
        brought = inviteOrPass(text);
        if (!promiseFits(brought))
            return refuseFingerprint(null, brought);
        group = brought.pass?.group ?? inviteGroup(brought.code);
        if (!page.wave.manifest.groups[group - 1])
            throw new CodeError("code_group");
    } catch (e) {
        if (!e.why) throw e;
        page.typed = text;
        return draw((p) => screens.codeScreen(p, words(e.why, { d: e.detail })));
    }
    forget();
    page.typed = page.brought = "";
    page.reloaded = false;
    page.broughtPass = !!brought.pass;
    page.wave.group = group;
    page.delivery = new Delivery(page.wave, brought, (step) => page.tell(step));
    if (brought.fingerprint === null) draw(screens.compareScreen);
    else first();
}

function refuseFingerprint(event, brought) {
    const shown = fingerprint(page.wave.mh), linked = brought?.fingerprint;
    forget();
    stop("stop_title", () => [
        words(brought?.pass ? "stop_pass" : "stop_fingerprint"),
        words("stop_nothing"),
        ...linked ? [words("stop_linked"), screens.fingerprintGroups(linked)] : [],
        words("stop_shown"), screens.fingerprintGroups(shown)]);
}

/* The screens in a row: 0 first, 1..n sections, n + 1 review. The history
 * holds the number alone and how deep it is, so that a phone's back button goes
 * one screen back. */
function draws(at) {
    const last = page.survey.sections.length;
    if (at <= 0) draw(screens.firstScreen);
    else if (at <= last) draw(screens.sectionScreen, at);
    else draw(screens.reviewScreen);
}

function go(at) {
    history.pushState({ at, n: ++depth }, "");
    draws(at);
}

function first() {
    page.locked = false;
    history.replaceState({ at: 0, n: depth }, "");
    draws(0);
}

function review() {
    page.locked = false;
    draws(page.survey.sections.length + 1);
}

/* One at a time: a second click while the first works does nothing. */
async function work(act, done) {
    if (page.busy) return;
    page.busy = page.locked = true;
    page.work = [act, done];
    let said, tell;
    again = () => {
        tell = screens.sendingScreen();
        if (said) tell(said);
    };
    page.tell = (step) => tell(said = step);
    again();
    try {
        await act();
        done();
    } catch (e) {
        failed(e);
    } finally {
        page.busy = false;
    }
}

function retry() {
    work(...page.work);
}

function send() {
    work(() => page.delivery.send(encodeAnswers(page.survey, page.answers)),
        () => {
            page.answers.clear();
            page.delivery.wipe();
            draw(screens.doneScreen);
        });
}

function takePass() {
    work(() => page.delivery.fetchToken(), () => {
        page.passShown = true;
        draw(screens.passScreen);
    });
}

function spent() {
    page.delivery.issuing = null;
    stop("stop_spent_title", () => [words("stop_spent"),
        words("stop_spent_other")], ["stop_enter_pass", () => {
        page.typed = "";
        draw(screens.codeScreen, null);
    }]);
}

/* Refusals that no retry can change. */
function refused({ step, status }) {
    const date = () => ({ date: moment(page.wave.manifest.closes) });
    if (status === 410)
        stop("stop_closed_title", () => [words("stop_closed", date())]);
    else if (status === 409 && step === "issue")
        spent();
    else if (status === 409)
        stop("stop_redeemed_title", () => [words("stop_redeemed")]);
    else if (status === 403 && step === "issue")
        stop("stop_title", () => [words("stop_unlisted"), words("stop_nothing")]);
    else
        return false;
    page.answers.clear();
    page.ended = true;
    return true;
}

function sentence(e) {
    if (e.fault) return words("err_" + e.fault);
    if (e.status === 0) return words("err_offline");
    if (e.status === 429) return words("err_wait", { n: e.waitSec || 10 });
    if (e.status === 503) return words("err_busy");
    return e.status ? words("err_other", { n: e.status }) :
        words("err_fault", { d: e.message });
}

function failed(e) {
    if (!refused(e)) draw((p) => screens.failedScreen(p, sentence(e)));
}

/* Whether leaving would lose something that was not sent. */
function unsent() {
    if (page.ended || page.delivery?.receipt) return false;
    return page.passShown ? page.busy : page.delivery?.pending ||
        [...page.answers.values()].some((v) => v !== null);
}

function forget() {
    page.answers.clear();
    page.delivery?.wipe();
    page.delivery = null;
    page.busy = page.locked = page.passShown = page.ended = false;
}

function finish() {
    /* A pass that nobody kept is a lost vote. */
    if (page.passShown && !page.delivery.receipt && !confirm(words("pass_leave")))
        return;
    forget();
    page.ended = true;
    document.querySelector("main").replaceChildren();
    addEventListener("popstate", leave, { once: true });
    if (depth) history.go(-depth);
    setTimeout(leave, depth ? 500 : 0); /* browsers keep 50 entries, no more */
}

function quit() {
    if (!unsent() || confirm(words("leave"))) finish();
}

/* The first page takes the place of all entries of this one: the first of them
 * is renamed, and a new one behind it cuts the others off. */
function leave() {
    if (page.left) return;
    page.left = true;
    history.replaceState(null, "", "/");
    history.pushState(null, "", "/");
    location.replace("/");
}

function languageSwitch() {
    const others = languageCodes.filter((code) => code !== currentLanguage());
    document.getElementById("languages").replaceChildren(...others.map((code) =>
        h("button", { type: "button", lang: code,
            on: { click: () => speak(code) } }, languageName(code))));
}

function speak(code) {
    useLanguage(code);
    entitle();
    languageSwitch();
    again();
}

addEventListener("popstate", (event) => {
    depth = event.state?.n ?? depth;
    if (!location.hash && page.delivery && !page.locked && event.state)
        draws(event.state.at);
});
addEventListener("hashchange", () => {
    depth++;
    const text = takeFragment();
    if (!text || page.busy) return;
    if (!unsent() || confirm(words("leave"))) begin(text);
});
addEventListener("keydown", (event) => {
    if (event.key === "Escape")
        document.querySelector(".support").removeAttribute("open");
});
addEventListener("beforeunload", (event) => {
    /* returnValue: what browsers before 2023 look at. */
    if (!unsent()) return;
    event.preventDefault();
    event.returnValue = true;
});

/* A browser may keep a page that was left, to show it again: to whoever sits
 * down next, too. What it keeps is empty, and begins anew. */
addEventListener("pagehide", (event) => {
    if (!event.persisted) return;
    forget();
    document.querySelector("main").replaceChildren();
});
addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
});

const fragment = takeFragment();
page.reloaded = !fragment && history.state?.at !== undefined;
useLanguage(startLanguage());
skipLink();
languageSwitch();
begin(fragment);
