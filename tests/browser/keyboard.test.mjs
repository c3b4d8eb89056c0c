/* Every role's whole journey by the keyboard alone, on a phone and on a desk,
 * with script and without; the focus can be seen at each step. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chorusOk, populate, rosterCsv, scratch, serve, served,
    smallRoster } from "../system.mjs";
import { champion, officeReader, subcommittee } from "./journeys.mjs";
import { chromiumDriver, keysOf } from "./keys.mjs";
import { wholeWave } from "./office-keys.mjs";
import { officeOf } from "./office.mjs";
import { PASSWORD, end, ready, visitor } from "./staffed.mjs";
import { DESK, PHONE } from "./walk.mjs";

let server;
before(async () => { server = await ready(); });
after(end);

/* Each on both sizes; script is off on the one and on on the other, with all
 * sizes both ways. */
const WAYS = [["a phone", PHONE, false], ["a desk", DESK, true],
    ...process.env.DEEP ? [["a phone", PHONE, true], ["a desk", DESK, false]] : []];

for (const [name, journey] of Object.entries({ champion, subcommittee,
    "office reader": officeReader }))
    for (const [size, viewport, javaScriptEnabled] of WAYS)
        test(`the ${name}’s journey by keys alone on ${size}, ` +
            `${javaScriptEnabled ? "with" : "without"} script`, async (t) => {
            const { context, page, faults } = await visitor(null,
                { viewport, javaScriptEnabled });
            t.after(() => context.close());
            const keys = keysOf(chromiumDriver(page, server.url));
            await journey(keys, PASSWORD, size.replaceAll(" ", "-"));
            assert.deepEqual(keys.wrong, []);
            assert.deepEqual(faults, []);
        });

/* The one half on a phone, the other on a desk; with all sizes the other way
 * round too. */
const SIZES = [["w1", PHONE, DESK],
    ...process.env.DEEP ? [["w2", DESK, PHONE]] : []];

test("the office conducts a wave by keys alone, on a phone and on a desk, without script",
    async (t) => {
        const dir = join(scratch("office-keys"), "institution");
        chorusOk(dir, ["init", dir, "--institution", "Harbor City GME"]);
        writeFileSync(join(dir, "chorus.conf"), "kdf = light\n");
        const roster = join(dir, "roster.csv");
        writeFileSync(roster, rosterCsv(smallRoster({ Medicine: { A: 40 },
            Surgery: { C: 9 } })));
        const office = await officeOf(dir);
        const doors = await serve(dir);
        const { context, page } = await visitor(null, { javaScriptEnabled: false });
        t.after(async () => {
            await context.close();
            await doors.stop();
            await office.stop();
        });
        const keys = keysOf(chromiumDriver(page, office.url));
        await page.goto(office.enter);
        await keys.follow("main a", "Begin");
        for (const [wave, first, then] of SIZES) {
            await page.setViewportSize(first);
            await wholeWave(keys, wave, { roster, base: doors.url,
                resize: () => page.setViewportSize(then),
                answer: async (invites) => {
                    await served(doors.url, wave);
                    populate(invites, ["--response", "60"]);
                } });
        }
        assert.deepEqual(keys.wrong, []);
        await keys.follow("button", "Let this browser out");
        await keys.says(/This browser is out/);
    });

/* Of each kind of control the first on a page. */
const KINDS = ["a[href]:not(.skip-link)", "button", "summary", "select",
    "textarea", "input[type=text]", "input[type=date]", "input[type=checkbox]",
    "input[type=radio]", "input[type=password]", "[tabindex='0']"];

/* What is around an element, as pixels. */
async function around(page, control) {
    const box = await control.evaluate((e) => {
        const { x, y, width, height } =
            (e.closest(".choice") ?? e).getBoundingClientRect();
        return { x, y, width, height };
    });
    const clip = { x: Math.max(0, box.x - 8), y: Math.max(0, box.y - 8),
        width: Math.min(box.width, 600) + 16, height: Math.min(box.height, 300) + 16 };
    return (await page.screenshot({ clip })).toString("base64");
}

test("the focus changes what is to be seen of each kind of control, in every theme",
    async (t) => {
        const { context, page } = await visitor("champion", { viewport: DESK });
        t.after(() => context.close());
        const seen = new Set(), wrong = [];
        for (const path of ["/plans/A", "/checklists/A", "/login"]) {
            if (path === "/login") await context.clearCookies();
            await page.goto(server.url + path);
            for (const kind of KINDS) {
                const control = page.locator(`body :is(${kind}):visible`).first();
                if (seen.has(kind) || !await control.count()) continue;
                seen.add(kind);
                for (const media of [{ colorScheme: "light" },
                    { colorScheme: "dark" }, { forcedColors: "active" }]) {
                    await page.emulateMedia({ forcedColors: "none", ...media });
                    await page.keyboard.press("Shift"); /* keys are in use */
                    await control.focus();
                    const on = await around(page, control);
                    await control.blur();
                    if (on === await around(page, control))
                        wrong.push(`${path} ${kind} ${JSON.stringify(media)}`);
                }
            }
        }
        assert.deepEqual(KINDS.filter((k) => !seen.has(k)), []);
        assert.deepEqual(wrong, []);
    });
