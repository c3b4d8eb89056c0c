/* What the pages promise, with a wave of its own: a ballot that the server
 * loses is found out, the page is light. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import {
    build, chorus, closeWave, institution, openWave, readCsv, root, serve, served,
} from "../system.mjs";
import { answerAll, at, done, launch, open, press, visitorOf } from "./walk.mjs";

const WAVE = "w";
/* The demo's roster: its units are a part of the page's weight. */
const office = institution(readCsv(readFileSync(
    path.join(root, "tests/data/roster.csv"), "utf8")));
let server, invites, browser;

const visitor = (options) => visitorOf(server.url, browser, options);

before(async () => {
    server = await serve(office.dir);
    ({ invites } = openWave(office, WAVE, server.url));
    await served(server.url, WAVE);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

test("words that are not the bundle's are refused, by the page and the office",
    async () => {
        const { context, page } = await visitor();
        await page.route("**/words", async (route) => {
            const response = await route.fetch();
            await route.fulfill({ response,
                body: (await response.text()).replace("Empezar", "Enviar") });
        });
        await page.goto(invites[0].link);
        await at(page, "This page stopped");
        await page.getByText(/page's code is not the one/).waitFor();
        await context.close();
        const client = path.join(build, "client");
        const wrong = path.join(office.base, "wrong");
        mkdirSync(wrong);
        copyFileSync(path.join(client, "survey.js"), path.join(wrong, "survey.js"));
        writeFileSync(path.join(wrong, "survey.words.json"), "{}");
        const run = chorus(office.dir, ["wave", "open", "v", "--survey",
            path.join(root, "surveys/gme-core.json"), "--closes", "+10d", "--yes",
            "--passphrase-file", office.passphraseFile,
            "--client", path.join(wrong, "survey.js")]);
        assert.equal(run.status, 1);
        assert.match(run.stderr, /not the words/);
    });

for (const [locale, start, support, sealed] of [
    ["en-US", "Start", "Support", /sealed in your browser before they are sent/],
    ["es-MX", "Empezar", "Ayuda", /se sellan en su navegador antes de enviarse/]]) {
    test(`the survey's page and all it loads are under 80 KB: ${locale}`, async () => {
        const { context, page } = await visitor({ locale });
        const loaded = [];
        page.on("response", (r) => loaded.push(r.body().then((b) =>
            [new URL(r.url()).pathname, gzipSync(b).length])));
        await page.goto(invites[0].link);
        await page.getByRole("button", { name: start, exact: true }).waitFor();
        const sizes = (await Promise.all(loaded)).filter(([p]) => p.length > 1);
        const total = sizes.reduce((n, [, size]) => n + size, 0);
        assert.deepEqual(sizes.map(([p]) => p.replace(/.*\//, "")).sort(),
            ["client.js", "manifest", "style.css", "survey", "w", "words"]);
        assert.ok(total < 80 * 1024, JSON.stringify([total, sizes]));
        console.log(`# ${locale}: ${total} bytes gzipped in ${sizes.length} answers`);
        await context.close();
    });

    test(`the page can be read before its script has come: ${locale}`, async () => {
        const { context, page } = await visitor({ locale });
        await page.route("**/client.js", () => {}); /* never answered */
        await page.goto(invites[0].link, { waitUntil: "commit" });
        await page.getByText(sealed).waitFor();
        await page.getByText(support, { exact: true }).click();
        assert.ok(await page.locator(".crisis a[href='tel:988']").isVisible());
        await context.close();
    });
}

test("the information sheet is one tap away, and says what binds it", async () => {
    const { context, page } = await visitor();
    await open(page, invites[0].link);
    const [sheet] = await Promise.all([context.waitForEvent("page"),
        page.locator("main > .screen > p a[href^='/info/']").click()]);
    await sheet.waitForLoadState();
    const info = JSON.parse(readFileSync(path.join(root,
        "surveys/information.json"), "utf8"));
    const said = await sheet.locator("main").innerText();
    for (const key of ["purpose", "voluntary", "who_sees", "results", "responsible"])
        assert.ok(said.includes(info[key].en), key);
    assert.ok(said.includes(info.review.number));
    assert.match(said, /no fingerprint covers it/);
    assert.equal(await sheet.locator("main a[href^='tel:']").first()
        .getAttribute("href"), "tel:2025550100");
    assert.equal(await (await fetch(`${server.url}/v1/waves/${WAVE}/information`))
        .text(), readFileSync(path.join(root, "surveys/information.json"), "utf8"));
    await context.close();
});

test("a ballot that the server lost is found out by its receipt", async () => {
    const file = path.join(office.dir, "server", `${WAVE}.ballots.db`);
    const before = path.join(office.base, "ballots.before");
    copyFileSync(file, before);
    const { context, page, bodies } = await visitor();
    await open(page, invites[1].link);
    await answerAll(page);
    await press(page, "Seal and send");
    await done(page);
    await page.getByText("Keep proof").click();
    const receipt = await page.locator("#keep-receipt").inputValue();
    await server.stop();
    copyFileSync(before, file); /* the disk of an hour ago */
    closeWave(office, WAVE);
    server = await serve(office.dir);
    bodies.length = 0;
    await page.goto(`${server.url}/receipt/${WAVE}`);
    await page.locator("#check-receipt").fill(receipt);
    await page.locator("form").first().getByRole("button").press("Enter");
    await page.getByText(/signed evidence of a lost ballot/).waitFor();
    assert.deepEqual(bodies, []);
    await context.close();
    const run = chorus(office.dir, ["board", "verify", WAVE, "--receipt", receipt]);
    assert.notEqual(run.status, 0, "the command line says so too");
});
