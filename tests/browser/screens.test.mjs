/* Every screen in light and dark, English and Spanish: axe-core finds nothing,
 * and a picture of each is put into build/screens, for people to look at. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import {
    DESK, PHONE, freshLink, launch, site, stop, tooWide, violations, visitor,
} from "./trainee.mjs";

const OUT = process.env.CHORUS_BROWSER_SCREENS ?? "build/screens";
let browser;
before(async () => {
    mkdirSync(OUT, { recursive: true });
    browser = await launch();
});
after(async () => {
    await browser.close();
    await stop();
});

const primary = (page) =>
    page.locator("main .button-primary").first().press("Enter");

async function pass(page, look) {
    const fragment = freshLink().split("#")[1];
    await page.goto(`${site.base}/w/${site.wave}`);
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
    const n = await page.locator("progress").first().getAttribute("max");
    for (let i = 1; i <= n; i++) {
        await page.locator(`progress[value="${i}"]`).waitFor();
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
    await page.goto(`${site.base}/w/${site.wave}#${wrong}`);
    await page.locator(".notice-error").waitFor();
    await look("stopped");
    await page.goto(`${site.base}/receipt/${site.wave}`);
    await page.locator("#check-receipt").fill("chorus-receipt-v1.AAAA");
    await primary(page);
    await page.locator(".notice-error").waitFor();
    await look("receipt");
}

/* Both themes on the way: of the rules only that for colours can tell them
 * apart. */
for (const [locale, viewport, size] of [["en-US", PHONE, "phone"],
    ["es-MX", PHONE, "phone-es"], ["en-US", DESK, "desk"]])
    test(`axe-core finds nothing in both themes: ${size}`, async () => {
        const v = await visitor(browser, { locale, viewport });
        const found = [];
        await pass(v.page, async (name) => {
            for (const [colorScheme, rules] of [["dark", ["color-contrast"]],
                ["light", undefined]]) {
                await v.page.emulateMedia({ colorScheme });
                const bad = await violations(v.page, rules);
                found.push(...bad.map((b) => `${name}, ${colorScheme}: ${b}`));
                await v.page.screenshot(
                    { path: `${OUT}/${name}-${size}-${colorScheme}.png` });
            }
        });
        await v.context.close();
        assert.deepEqual(found, []);
        assert.deepEqual(v.faults, []);
    });

/* The same walk for people who set something: no axe, but nothing may be lost
 * to the side, move, or be told apart by colours alone. */
for (const [name, options] of Object.entries({
    "at 320 pixels, in forced colours, without motion": { forcedColors: "active",
        reducedMotion: "reduce", viewport: { width: 320, height: 568 } },
    "at 200 % on a small desk": { viewport: { width: 640, height: 400 },
        deviceScaleFactor: 2 },
}))
    test(`every screen holds together ${name}`, async () => {
        const v = await visitor(browser, options);
        const wrong = [];
        await pass(v.page, async (screen) => {
            if (await tooWide(v.page)) wrong.push(`${screen} is too wide`);
            wrong.push(...await v.page.evaluate(() => [
                ...[...document.querySelectorAll("main input:checked")]
                    .filter((i) => !getComputedStyle(i).appearance ||
                        !i.getBoundingClientRect().width)
                    .map(() => "a choice without its mark"),
                ...document.getAnimations().map(() => "something moves")]));
        });
        await v.context.close();
        assert.deepEqual(wrong, []);
    });

for (const [locale, lang] of [["en-US", "en"], ["es-MX", "es"]])
    test(`the pages around the survey, in ${lang}`, async () => {
        const v = await visitor(browser, { locale });
        for (const path of ["/", "/privacy", "/support", `/info/${site.wave}`]) {
            await v.page.goto(site.base + path);
            assert.equal(await v.page.getAttribute("html", "lang"), lang, path);
            for (const d of await v.page.locator("main summary").all()) await d.click();
            assert.deepEqual(await violations(v.page), [], path);
            await v.page.emulateMedia({ colorScheme: "dark" });
            assert.deepEqual(await violations(v.page, ["color-contrast"]), [], path);
            await v.page.emulateMedia({ colorScheme: "light" });
            for (const width of [320, 640]) {
                await v.page.setViewportSize({ width, height: 640 });
                assert.equal(await tooWide(v.page), false, `${path} at ${width}`);
            }
            await v.page.setViewportSize(PHONE);
            await v.page.screenshot({ fullPage: true,
                path: `${OUT}/page${path.replaceAll("/", "-")}-${lang}.png` });
        }
        assert.deepEqual(v.faults, []);
        /* The other language is one tap away. */
        await v.page.goto(`${site.base}/privacy`);
        await v.page.locator(".tongue").click();
        assert.equal(await v.page.getAttribute("html", "lang"),
            lang === "en" ? "es" : "en");
        await v.context.close();
    });

test("axe-core finds nothing without JavaScript", async () => {
    const v = await visitor(browser, { javaScriptEnabled: false });
    await v.page.goto(`${site.base}/w/${site.wave}`);
    await v.page.screenshot({ path: `${OUT}/no-script-phone-light.png`,
        fullPage: true });
    await v.context.close();
    /* axe needs scripts: the same HTML, with the page's own code kept away */
    const w = await visitor(browser);
    await w.page.route("**/client.js", (r) => r.abort());
    await w.page.goto(`${site.base}/w/${site.wave}`);
    assert.deepEqual(await violations(w.page), []);
    await w.context.close();
});
