/* A person with a keyboard and nothing else: Tab, Shift and Tab, Enter, space,
 * arrows and letters, in whatever browser a driver speaks to. Wherever the
 * focus comes to, it must be seen: a ring around it, on the screen, with
 * nothing over it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";

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
        /* A key may take a moment to arrive. */
        sees: async (css) => {
            for (let i = 0; i < 500 && !await keys.has(css); i++) await pause();
            assert.equal(await keys.has(css), 1, css);
        },
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
        followBack: async (css, text) => {
            await keys.backTo(css, text);
            await driver.leave(() => driver.key("Enter"));
        },
        /* An option of a list, by as many arrows as it takes. */
        choose: async (css, value) => {
            await keys.tabTo(css);
            for (let i = 0; i < 40 && await keys.value(css) !== value; i++) {
                await driver.key("ArrowDown");
                await pause();
            }
            await keys.sees(`${css} option[value="${value}"]:checked`);
        },
        /* Within a group of choices, until one is chosen. */
        arrowTo: async (css) => {
            for (let i = 0; i < 10 && !await keys.has(css); i++) {
                await driver.key("ArrowDown");
                await pause();
            }
            await keys.sees(css);
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

/* Which page this is, once it is there; runs in the page. */
const where = () => [document.readyState, performance.timeOrigin];

const pause = () => new Promise((go) => setTimeout(go, 20));

/* Acts, and waits until another page is there. */
async function left(act, ask) {
    const [, before] = await ask();
    await act();
    for (let i = 0; i < 1000; i++) {
        /* Between two pages there is nobody to ask. */
        const [state, origin] = await ask().catch(() => null) ??
            ["", before];
        if (state === "complete" && origin !== before) return;
        await pause();
    }
    assert.fail(`no other page came after ${JSON.stringify(await ask())}`);
}

/** Playwright's page as a driver. */
export function chromiumDriver(page, base) {
    page.on("filechooser", () => {}); /* asked from now on, not of a person */
    return {
        key: (name) => page.keyboard.press(name),
        text: (what) => page.keyboard.type(what),
        run: (act, values) => page.evaluate(act, values),
        go: (where) => page.goto(base + where),
        url: async () => page.url(),
        see: (css) => page.locator(css).first().waitFor(),
        leave: (act) => left(act, () => page.evaluate(where)),
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
    return {
        key: fox.key,
        text: fox.text,
        run: (act, values) => fox.run(`return (${act})(arguments[0])`, values),
        go: (where) => fox.go(base + where),
        url: fox.url,
        see: fox.see,
        leave: (act) => left(act, () => fox.run(`return (${where})()`)),
        download: async (act) => {
            const before = readdirSync(fox.folder);
            await act();
            return fox.downloaded(before);
        },
    };
}
