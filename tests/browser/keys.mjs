/* A person with a keyboard and nothing else: Tab, Shift and Tab, Enter, space,
 * arrows and letters, in whatever browser a driver speaks to. Wherever the
 * focus comes to, it must be seen: a ring around it, on the screen, with
 * nothing over it. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";

/* Where the focus is, for a person who looks; runs in the page. */
function focused({ css, text }) {
    const here = document.activeElement;
    if (!here || here === document.body || here === document.documentElement)
        return { wrong: [], matches: false };
    const shown = here.closest(".choice") ?? here;
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    const wrong = [];
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
        wrong.push("has no ring");
    if (box.width < 1 || box.height < 1 || box.bottom <= 0 || box.right <= 0 ||
        box.top >= innerHeight || box.left >= innerWidth)
        wrong.push("is not on the screen");
    else {
        const inside = (at, most) => Math.min(Math.max(at, 1), most - 2);
        const x = inside(box.left + box.width / 2, innerWidth);
        const over = [box.top + 4, box.top + box.height / 2, box.bottom - 4]
            .map((y) => document.elementFromPoint(x, inside(y, innerHeight)));
        if (!over.some((e) => e && (shown.contains(e) || e.contains(shown))))
            wrong.push("is covered");
    }
    const words = `${location.pathname} ${here.outerHTML.slice(0, 80)}`;
    return { wrong: wrong.map((w) => `${words} ${w}`),
        matches: here.matches(css) && (!text || here.textContent.trim() === text) };
}

/** What a person does. DRIVER: key(name), text(what), run(act, values) within the
 * page, url(), see(css), download(act), folder. */
export function keysOf(driver) {
    const wrong = [];
    const look = async (css, text) => {
        const seen = await driver.run(focused, { css, text });
        wrong.push(...seen.wrong);
        return seen;
    };
    /* Until the focus is where it should be, forward or back. */
    async function reach(key, css, text, most = 400) {
        for (let i = 0; i < most; i++) {
            await driver.key(key);
            if ((await look(css, text)).matches) return;
        }
        assert.fail(`${text ?? ""} ${css} cannot be reached with ${key}`);
    }
    const keys = {
        wrong,
        key: driver.key,
        text: driver.text,
        see: driver.see,
        url: driver.url,
        go: driver.go,
        tabTo: (css, text) => reach("Tab", css, text),
        backTo: (css, text) => reach("Shift+Tab", css, text),
        says: async (pattern) => assert.match(await driver.run(
            () => document.querySelector("main").innerText), pattern),
        has: (css) => driver.run((at) => document.querySelectorAll(at).length, css),
        value: (css) => driver.run((at) => document.querySelector(at).value, css),
        texts: (css) => driver.run((at) => [...document.querySelectorAll(at)]
            .map((e) => e.textContent.trim()), css),
        /* To a field, and what is written there before is written over. */
        write: async (css, what) => {
            await keys.tabTo(css);
            await driver.key("ControlOrMeta+A");
            await driver.text(what);
        },
        /* To a link or button, which leads to another page. */
        follow: async (css, text) => {
            await keys.tabTo(css, text);
            await driver.leave(() => driver.key("Enter"));
        },
        /* An option of a list, by as many arrows as it takes. */
        choose: async (css, value) => {
            await keys.tabTo(css);
            for (let i = 0; i < 40 && await keys.value(css) !== value; i++)
                await driver.key("ArrowDown");
            assert.equal(await keys.value(css), value);
        },
        /* Within a group of choices, until one is chosen. */
        arrowTo: async (css) => {
            for (let i = 0; i < 10 && !await keys.has(css); i++)
                await driver.key("ArrowDown");
            assert.equal(await keys.has(css), 1, css);
        },
        /* A file that Enter brings down; its path. */
        bring: async (css) => {
            await keys.tabTo(css);
            const file = await driver.download(() => driver.key("Enter"));
            assert.ok(existsSync(file));
            return file;
        },
        /* What a button answers with, as a file; a file for a field. */
        take: () => driver.download(() => driver.key("Enter")),
        give: (file) => driver.give(file),
        signIn: async (name, password) => {
            await driver.go("/login");
            await keys.write("#name", "somebody");
            await keys.tabTo("#password");
            await keys.backTo("#name");
            await driver.key("ControlOrMeta+A");
            await driver.text(name);
            await keys.write("#password", password);
            await driver.leave(() => driver.key("Enter"));
        },
        signOut: async () => {
            await keys.follow(".logout button");
            await driver.see("#password");
            assert.match(await driver.url(), /\/login$/);
        },
    };
    return keys;
}

/** Playwright's page as a driver. */
export function chromiumDriver(page, base) {
    return {
        key: (name) => page.keyboard.press(name),
        text: (what) => page.keyboard.type(what),
        run: (act, values) => page.evaluate(act, values),
        go: (where) => page.goto(base + where),
        url: async () => page.url(),
        see: (css) => page.locator(css).first().waitFor(),
        leave: async (act) => {
            const left = page.waitForEvent("framenavigated");
            await act();
            await left;
            await page.waitForLoadState();
        },
        give: async (file) => {
            const asks = page.waitForEvent("filechooser");
            await page.keyboard.press("Enter");
            await (await asks).setFiles(file);
        },
        download: async (act) => {
            const arrives = page.waitForEvent("download");
            await act();
            return (await arrives).path();
        },
    };
}

/** Firefox as a driver. */
export function firefoxDriver(fox, base) {
    const loaded = async (before) => {
        for (;;) {
            const [state, origin] = await fox.run(
                "return [document.readyState, performance.timeOrigin]");
            if (state === "complete" && origin !== before) return;
        }
    };
    return {
        key: fox.key,
        text: fox.text,
        run: (act, values) => fox.run(`return (${act})(arguments[0])`, values),
        go: (where) => fox.go(base + where),
        url: fox.url,
        see: fox.see,
        leave: async (act) => {
            const before = await fox.run("return performance.timeOrigin");
            await act();
            await loaded(before);
        },
        download: async (act) => {
            const name = await fox.run(
                "return document.activeElement.getAttribute('download') || ''");
            await act();
            return path.join(fox.folder, await fox.downloaded(name));
        },
    };
}
