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
            `${javaScriptEnabled ? "with" : "without"} script`, async () => {
            const { context, page, faults } = await visitor(null,
                { viewport, javaScriptEnabled });
            const keys = keysOf(chromiumDriver(page, server.url));
            await journey(keys, PASSWORD, size.replaceAll(" ", "-"));
            assert.deepEqual(keys.wrong, []);
            assert.deepEqual(faults, []);
            await context.close();
        });

test("the office conducts a wave by keys alone, on a phone and on a desk, without script",
    async () => {
        const dir = join(scratch("office-keys"), "institution");
        chorusOk(dir, ["init", dir, "--institution", "Harbor City GME"]);
        writeFileSync(join(dir, "chorus.conf"), "kdf = light\n");
        const roster = join(dir, "roster.csv");
        writeFileSync(roster, rosterCsv(smallRoster({ Medicine: { A: 40, B: 30 },
            Surgery: { C: 12, D: 9 } })));
        const office = await officeOf(dir);
        const doors = await serve(dir);
        const { context, page } = await visitor(null, { javaScriptEnabled: false });
        const keys = keysOf(chromiumDriver(page, office.url));
        await page.goto(office.enter);
        await keys.follow("main a", "Begin");
        for (const [wave, viewport] of [["w1", PHONE], ["w2", DESK]]) {
            await page.setViewportSize(viewport);
            await wholeWave(keys, wave, { roster, base: doors.url,
                answer: async (invites) => {
                    await served(doors.url, wave);
                    populate(invites, ["--response", "60"]);
                } });
        }
        assert.deepEqual(keys.wrong, []);
        await keys.follow("button", "Let this browser out");
        await context.close();
        await doors.stop();
        assert.deepEqual(await office.stop(), { code: 0, signal: null });
    });
