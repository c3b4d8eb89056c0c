/* Every page that chorusd has, by its own table of routes: axe-core finds
 * nothing in either theme or language; nothing is lost at 320 pixels or at
 * 200 %; nothing moves; the focus goes through it in order and is seen. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isPublic, pages, unlisted } from "./pages.mjs";
import { end, ready, visitor } from "./staffed.mjs";
import { DESK, PHONE, tooSmall, tooWide, violations } from "./walk.mjs";

const LIST = pages({ closed: "w1", open: "w2" });
const TABS = process.env.DEEP ? 400 : 12; /* of a page; the longest has 300 */
let server;
before(async () => { server = await ready(); });
after(end);

test("every address that answers with a page is on the list", () => {
    assert.deepEqual(unlisted(LIST), []);
    assert.deepEqual(unlisted(LIST.filter(([, path]) => path !== "/units")),
        ["/units"]);
});

const open = (page) => page.evaluate(() => {
    for (const d of document.querySelectorAll("main details")) d.open = true;
    for (const t of document.querySelectorAll(".fold input")) t.checked = true;
});

/* What of the page is wrong for people who set something in their browser. */
async function settings(page) {
    const wrong = [];
    for (const [width, height, name] of [[320, 568, "320 pixels"],
        [640, 450, "a desk at 200 %"], [DESK.width, DESK.height, "a desk"]]) {
        await page.setViewportSize({ width, height });
        if (await tooWide(page)) wrong.push(`too wide at ${name}`);
    }
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    wrong.push(...await page.evaluate(() => [
        ...document.getAnimations().map(() => "something moves"),
        ...[...document.querySelectorAll("main :is(.button, button)")]
            .filter((b) => getComputedStyle(b).borderTopStyle === "none")
            .map((b) => `no edge in forced colours: ${b.textContent}`)]));
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference" });
    return wrong;
}

/* Tab after Tab: forward in the document, drawn, and not below the header. */
async function focusOrder(page) {
    const wrong = await page.evaluate(() => {
        scrollTo(0, 0);
        const first = document.querySelector("a, button, input, summary");
        first.focus();
        globalThis.before = first;
        const over = document.querySelectorAll(":is(.site, .site-nav) :is(a, button, summary)");
        const shown = [...over].filter((e) => e.checkVisibility());
        return first.matches(".skip-link") || shown.length < 4 ? [] :
            ["no way over the navigation"];
    });
    for (let i = 0; i < TABS; i++) {
        await page.keyboard.press("Tab");
        const said = await page.evaluate(() => {
            const here = document.activeElement;
            if (here === globalThis.before) return []; /* a part of a date */
            if (here === document.body || here.matches(".skip-link")) return null;
            const fail = [];
            if (!(globalThis.before.compareDocumentPosition(here) &
                Node.DOCUMENT_POSITION_FOLLOWING)) fail.push("goes back");
            globalThis.before = here;
            const shown = here.closest(".choice") ?? here;
            const style = getComputedStyle(shown);
            if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
                fail.push("has no ring");
            const box = here.getBoundingClientRect();
            const bar = document.querySelector(".site").getBoundingClientRect();
            if (!here.closest(".site") && box.bottom < bar.bottom)
                fail.push("is below the header");
            return fail.map((f) => `${here.outerHTML.slice(0, 90)} ${f}`);
        });
        if (said === null) break;
        wrong.push(...said);
    }
    return wrong;
}

/* With all sizes: each theme with all rules, and on a phone. */
const VIEWS = process.env.DEEP ?
    [["light", DESK], ["dark", DESK], ["light", PHONE], ["dark", PHONE]]
        .map(([theme, size]) => [theme, size, undefined]) :
    [["light", PHONE, undefined], ["dark", PHONE, ["color-contrast"]]];

async function look(page, path) {
    const wrong = [];
    const answer = await page.goto(server.url + path);
    const wanted = path === "/no-such-page" ? 404 : path === "/w/w1" ? 410 : 200;
    if (answer.status() !== wanted) wrong.push(`status ${answer.status()}`);
    if (await page.locator("script[src]").count()) /* it draws this */
        await page.locator("#languages button").first().waitFor();
    await open(page);
    for (const [colorScheme, viewport, rules] of VIEWS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        wrong.push(...await violations(page, rules));
    }
    wrong.push(...await settings(page), ...await focusOrder(page));
    return wrong.map((w) => `${path}: ${w}`);
}

for (const who of new Set(LIST.map(([w]) => w)))
    for (const [locale, lang] of who ? [["en-US", "en"]] :
        [["en-US", "en"], ["es-MX", "es"]])
        test(`nothing is wrong with any page of ${who ?? "everyone"}, in ${lang}`,
            async () => {
                const { context, page, faults } = await visitor(who, { locale });
                const wrong = [];
                for (const [, path] of LIST.filter(([w]) => w === who))
                    wrong.push(...await look(page, path));
                assert.deepEqual(wrong, []);
                assert.deepEqual(faults, []);
                await context.close();
            });

/* Without script, as the choice must work without it. */
test("pages of everyone are in the language that is asked for, or the other, by a tap",
    async () => {
        const titles = { en: new Map(), es: new Map() };
        const read = async (page, path, lang) => {
            assert.equal(await page.getAttribute("html", "lang"), lang, path);
            titles[lang].set(path, (await page.title()).replace(/ · .*/, ""));
        };
        for (const [locale, lang, other] of [["en-US", "en", "es"], ["es-MX", "es", "en"]]) {
            const { context, page } = await visitor(null, { locale, javaScriptEnabled: false });
            for (const [, path] of LIST.filter(isPublic)) {
                await page.goto(server.url + path);
                await read(page, path, lang);
                const tongue = page.locator(".tongue, .languages a");
                assert.equal(await tongue.getAttribute("lang"), other, path);
                await page.goto(new URL(await tongue.getAttribute("href"), page.url()).href);
                await read(page, path, other);
            }
            await context.close();
        }
        for (const [path, title] of titles.en) {
            assert.notEqual(title, titles.es.get(path), `${path}: its title is translated`);
            for (const [there, said] of titles.en)
                assert.ok(there === path || said !== title, `${path} and ${there}: ${title}`);
        }
    });

test("what a thumb has to hit on a page of everyone is 44 pixels high", async () => {
    for (const [width, locale] of [[360, "en-US"], [390, "es-MX"]]) {
        const { context, page } = await visitor(null, { locale,
            viewport: { width, height: 800 } });
        const wrong = [];
        for (const [, path] of LIST.filter(isPublic)) {
            await page.goto(server.url + path);
            wrong.push(...(await tooSmall(page)).map((w) => `${path}: ${w}`));
            await page.locator(".support summary").press("Enter");
            assert.ok(await page.locator(".support .crisis a[href='tel:988']").isVisible(),
                `${path}: the crisis line is one tap away`);
            assert.equal(await page.locator(".support-sheet a").first()
                .getAttribute("href"), "tel:988", `${path}: and the first`);
            wrong.push(...(await tooSmall(page)).map((w) => `${path}: ${w}`));
        }
        assert.deepEqual([...new Set(wrong)], []);
        await context.close();
    }
});
