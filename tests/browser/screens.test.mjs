/* Every screen in light and dark, English and Spanish: axe-core finds nothing,
 * and a picture of each is put into build/screens, for people to look at. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import {
    DESK, PHONE, everyScreen, freshLink, launch, site, stop, tooSmall, tooWide,
    violations, visitor,
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

/* Both themes on the way: of the rules only that for colours can tell them
 * apart. */
for (const [locale, viewport, size] of [["en-US", PHONE, "phone"],
    ["es-MX", { width: 390, height: 844 }, "phone-es"], ["en-US", DESK, "desk"]])
    test(`axe-core finds nothing in both themes: ${size}`, async () => {
        const v = await visitor(browser, { locale, viewport });
        const found = [];
        await everyScreen(v.page, freshLink(), async (name) => {
            found.push(...(await tooSmall(v.page)).map((t) => `${name}: ${t}`));
            if (await v.page.locator("main h1").count() !== 1)
                found.push(`${name}: not one heading`);
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
        await everyScreen(v.page, freshLink(), async (screen) => {
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
