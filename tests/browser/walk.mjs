/* A visitor with a browser and how the survey is walked through: what tests of
 * the trainee's pages share, whatever wave they have.
 *
 * Every context watches over itself: a request to another origin, a page error
 * or a refusal by the content security policy is kept in `faults`. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readCode } from "../qr.mjs";

export { launch } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url)
    .resolve("axe-core/axe.min.js"), "utf8");

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

/** A context and its page, with the watch over requests to others than `base`.
 * `bodies` are the POSTs, as [path, base64]. */
export async function visitorOf(base, browser, options = {}) {
    const context = await browser.newContext({ viewport: PHONE, locale: "en-US",
        ...options });
    context.setDefaultTimeout(10000);
    const page = await context.newPage();
    const faults = [];
    const bodies = [];
    page.on("request", (r) => {
        const url = new URL(r.url());
        if (!["data:", "blob:"].includes(url.protocol) &&
            url.origin !== new URL(base).origin)
            faults.push("request to " + url.origin);
        if (r.method() === "POST")
            bodies.push([url.pathname, r.postDataBuffer()?.toString("base64")]);
    });
    page.on("pageerror", (e) => faults.push(String(e)));
    page.on("console", (m) => {
        if (/Content Security Policy|violates/.test(m.text()))
            faults.push(m.text());
    });
    return { context, page, faults, bodies };
}

export const heading = (page) => page.locator("main h1").innerText();
export const click = (page, name) =>
    page.getByRole("button", { name, exact: true }).click();

/** Waits for a screen by its heading. */
export const at = (page, title) =>
    page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();

/** Opens a link and waits for the first screen. */
export async function open(page, link) {
    await page.goto(link);
    await page.getByRole("button", { name: "Start" }).waitFor();
}

/** Waits until the first page stands where the survey stood. Its address comes
 * earlier than the page, in a document that is empty and about to go. */
export async function left(page) {
    await page.waitForURL((url) => url.pathname === "/");
    await page.locator("main h1").waitFor();
}

/** How many sections the survey has, by its own progress line. */
export const sections = async (page) =>
    Number((await page.locator(".steps p").innerText()).match(/(\d+)\D*$/)[1]);

/** The same by the keyboard, which no screen keeps waiting: for journeys that
 * are not about how a finger gets there. */
export const press = (page, name) =>
    page.getByRole("button", { name, exact: true }).press("Enter");

/** Answers every question of the section by its first option. */
export async function answerSection(page) {
    for (const set of await page.locator("main fieldset").all())
        await set.locator("input").first().check();
}

/** From the first screen to the review; ANSWER fills a section in. */
export async function walk(page, next, answer) {
    await next(page, "Start");
    const n = await sections(page);
    for (let i = 1; i <= n; i++) {
        await page.getByText(`Section ${i} of ${n}`, { exact: true }).waitFor();
        await answer(page);
        await next(page, "Next");
    }
    await at(page, "What will be sealed");
}

/** Answers everything, as quickly as a page can. */
export const answerAll = (page) => walk(page, press, () =>
    page.evaluate(() => {
        for (const set of document.querySelectorAll("main fieldset"))
            set.querySelector("input").click();
    }));

/** Answers nothing. */
export const skipAll = (page) => walk(page, press, () => {});

/** What a reader of QR codes makes of a picture on the screen. */
export async function scanned(picture) {
    await picture.scrollIntoViewIfNeeded();
    const rows = await picture.evaluate((svg) => {
        const size = svg.viewBox.baseVal.width;
        const at = svg.viewBox.baseVal.x;
        const dark = svg.querySelector("path").getAttribute("d")
            .match(/M\d+ \d+/g).map((m) => m.slice(1).split(" ").map(Number));
        const all = Array.from({ length: size }, () => Array(size).fill(false));
        for (const [x, y] of dark) all[y - at][x - at] = true;
        return all;
    });
    return readCode(rows);
}

export const done = (page) => at(page, "Your ballot is stored");

/** What the browser keeps for this origin: all of it must be nothing. */
export async function stored(page, context) {
    const inPage = await page.evaluate(async () => ({
        local: localStorage.length, session: sessionStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: globalThis.caches ? (await caches.keys()).length : 0,
        workers: navigator.serviceWorker ?
            (await navigator.serviceWorker.getRegistrations()).length : 0,
        cookie: document.cookie.length,
    }));
    return { ...inPage, cookies: (await context.cookies()).length };
}
export const NOTHING = { local: 0, session: 0, databases: 0, caches: 0,
    workers: 0, cookie: 0, cookies: 0 };

/** Violations axe-core finds on the present screen, as readable lines; of all
 * rules, or of those named. */
export async function violations(page, rules) {
    if (!await page.evaluate(() => "axe" in globalThis))
        await page.evaluate(axe);
    const { violations: found } = await page.evaluate((runOnly) =>
        axe.run(document, { runOnly, resultTypes: ["violations"] }),
    rules ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
        "best-practice"]);
    return found.map((v) => `${v.id}: ${v.help}: ` +
        v.nodes.slice(0, 3).map((n) => n.html).join(" | "));
}

/** Whether the page scrolls sideways at this width. */
export const tooWide = (page) => page.evaluate(() =>
    document.documentElement.scrollWidth > innerWidth);

/** What a thumb cannot hit, and what a phone would zoom in on. Lines of text may
 * hold links of a line's height. */
export const tooSmall = (page) => page.evaluate(() => [
    ...[...document.querySelectorAll(`button, summary, select, textarea, .button,
        input:not([type=hidden]):not(.choice input), .choice, .tongue, .languages a,
        a.site-name, .foot a, .resources a`)]
        .filter((e) => e.checkVisibility())
        .map((e) => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.height && Math.round(box.height) < 44)
        .map(([e, box]) => `${e.outerHTML.slice(0, 80)} is ${box.height} high`),
    ...[...document.querySelectorAll("input, textarea, select")]
        .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16)
        .map((e) => `${e.outerHTML.slice(0, 80)} has small text`)]);

const primary = (page) =>
    page.locator("main .button-primary").first().press("Enter");

/** Every screen of the survey once, errors included, with one link: LOOK is
 * told the name of each and looks. */
export async function everyScreen(page, link, look) {
    const [address, fragment] = link.split("#");
    const { origin } = new URL(address);
    const wave = address.split("/").pop();
    await page.goto(address);
    await page.locator("#code").waitFor();
    await look("code");
    await page.locator("#code").fill(fragment.slice(0, 20));
    await primary(page);
    await page.locator(".field-error").waitFor();
    await look("code-error");
    await page.locator("#code").fill(fragment.split(".")[0]);
    await primary(page);
    await page.locator(".fingerprint").waitFor();
    await look("compare");
    await primary(page);
    await page.locator(".lines").waitFor();
    await look("first");
    for (const d of await page.locator("main summary").all()) await d.click();
    await look("first-open");
    await page.locator(".support summary").click();
    await look("support");
    await page.keyboard.press("Escape");
    await primary(page);
    const n = await sections(page);
    for (let i = 1; i <= n; i++) {
        await page.locator(`[data-step="${i}"]`).waitFor();
        for (const set of await page.locator("main fieldset").all())
            if (i % 3) await set.locator("input").nth(i % 4).check();
        await look(`section-${i}`);
        await primary(page);
    }
    await page.locator(".review").first().waitFor();
    await page.locator("main summary").click();
    await look("review");
    await page.route("**/v1/redeem", (r) => r.abort());
    await primary(page);
    await page.locator(".notice-error").waitFor();
    await look("failed");
    await page.locator("main summary").click();
    await page.locator("main details button").press("Enter");
    await page.locator("#keep-pass").waitFor();
    await look("pass");
    await page.unroute("**/v1/redeem");
    await page.locator(".thumb button").first().press("Enter");
    await page.locator("main section .resources").waitFor();
    await page.locator("main summary").first().click();
    await look("done");
    await page.goto("about:blank");
    const wrong = fragment.replace(/.$/, (c) => (c === "0" ? "1" : "0"));
    await page.goto(`${address}#${wrong}`);
    await page.locator(".notice-error").waitFor();
    await look("stopped");
    await page.goto(`${origin}/receipt/${wave}`);
    await page.locator("#check-receipt").fill("chorus-receipt-v1.AAAA");
    await primary(page);
    await page.locator(".notice-error").waitFor();
    await look("receipt");
}
