/* Languages are files. Two made-up ones are put into a folder of their own: one
 * whole, one with gaps. Everything that a trainee or the public meets is walked
 * through in the first; what the second lacks stands in English, and says so. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync }
    from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { chorusOk, closeWave, institution, openWave, populate, root, serve,
    served, smallRoster } from "../system.mjs";
import { everyScreen, launch, open, press, visitorOf } from "./walk.mjs";

const site = institution(smallRoster({ Medicine: { A: 40 } }),
    { name: "Lakeside University Hospital" });
const templates = path.join(site.base, "templates");
const words = path.join(site.base, "words");
const client = path.join(site.base, "client");
let server, browser, links, built;

const json = (file) => JSON.parse(readFileSync(file, "utf8"));
/* Every text of the value in brackets; a survey's too. */
const bracket = (value) => (typeof value === "string" ? `[${value}]` :
    Array.isArray(value) ? value.map(bracket) : Object.fromEntries(
        Object.entries(value).map(([k, v]) => [k, bracket(v)])));
const build = () => spawnSync(path.join(root, "scripts/build-client"),
    [client, words], { encoding: "utf8" });

/* Esperanto by its code: Spanish templates with their headings, paragraphs and
 * entries in brackets. Only files are written. */
function wholeLanguage() {
    cpSync(path.join(templates, "es"), path.join(templates, "eo"), { recursive: true });
    for (const name of readdirSync(path.join(templates, "eo"))) {
        const file = path.join(templates, "eo", name);
        writeFileSync(file, readFileSync(file, "utf8")
            .replace('lang="es"', 'lang="eo"').replace("Español", "Esperanto")
            .replace(/(<(h1|h2|title|dt|p|summary|button)\b[^<>]*>)([^]*?)(<\/\2>)/g,
                "$1[$3]$4"));
    }
    writeFileSync(path.join(templates, "calendar.eo.txt"),
        "Months: 1a 2a 3a 4a 5a 6a 7a 8a 9a 10a 11a 12a\n" +
        "Date: la {{DAY}}-a de la {{MONTH}} {{YEAR}}\n");
    const toy = bracket(json(path.join(words, "en.json")));
    toy.start.language = "Esperanto";
    toy.start.locale = "eo";
    writeFileSync(path.join(words, "eo.json"), JSON.stringify(toy));
}

/* Interlingua: no page about privacy, none that needs reading.tpl, no calendar,
 * and three sentences. */
function languageWithGaps() {
    cpSync(path.join(templates, "es"), path.join(templates, "ia"), { recursive: true });
    for (const name of ["privacy.tpl", "reading.tpl"])
        rmSync(path.join(templates, "ia", name));
    for (const name of ["head.tpl", "language.txt"]) {
        const file = path.join(templates, "ia", name);
        writeFileSync(file, readFileSync(file, "utf8")
            .replace('lang="es"', 'lang="ia"').replace("Español", "Interlingua"));
    }
    writeFileSync(path.join(words, "ia.json"), JSON.stringify({
        start: { language: "Interlingua", support: "Adjuta" },
        survey: { start: "Comenciar" } }));
}

/* The survey in the first of them, too. */
function translated() {
    const add = (value) => {
        if (value === null || typeof value !== "object") return value;
        if (!Array.isArray(value) && typeof value.en === "string")
            return { ...value, eo: `[${value.en}]` };
        return Array.isArray(value) ? value.map(add) : Object.fromEntries(
            Object.entries(value).map(([k, v]) => [k, add(v)]));
    };
    const survey = add(json(path.join(root, "surveys/gme-core.json")));
    survey.languages.push("eo");
    const file = path.join(site.base, "survey.json");
    writeFileSync(file, JSON.stringify(survey));
    return file;
}

before(async () => {
    cpSync(path.join(root, "templates"), templates, { recursive: true });
    cpSync(path.join(root, "src/client/words"), words, { recursive: true });
    mkdirSync(client);
    wholeLanguage();
    languageWithGaps();
    built = build();
    assert.equal(built.status, 0, built.stderr);
    server = await serve(site.dir, ["--templates", templates, "--client", client]);
    const args = ["--client", path.join(client, "survey.js")];
    const survey = translated();
    const first = openWave(site, "w1", server.url, { args, survey });
    await served(server.url, "w1");
    populate(first.file, ["--response", "80"]);
    closeWave(site, "w1");
    chorusOk(site.dir, ["wave", "publish", "w1", "--from", "now"]);
    await served(server.url, "w1", "release");
    links = openWave(site, "w2", server.url, { args, survey }).invites.map((i) => i.link);
    await served(server.url, "w2");
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

const visitor = (options) => visitorOf(server.url, browser, options);
const PAGES = ["/", "/privacy", "/support", "/info/w2", "/receipt/w1", "/w/w1",
    "/wave/w1", "/login", "/no-such-page"];
const headings = (page) => page.locator("main :is(h1, h2), main dt, main p")
    .evaluateAll((all) => all.filter((e) => !e.closest(".resources"))
        .map((e) => e.innerText.trim()).filter(Boolean));

test("a third language is files and no code: every page", async () => {
    const { context, page, faults } = await visitor({ locale: "eo" });
    for (const where of PAGES) {
        await page.goto(server.url + where);
        if (await page.locator("script[src]").count())
            await page.locator("#languages button").first().waitFor();
        assert.equal(await page.getAttribute("html", "lang"), "eo", where);
        assert.match(await page.title(), /^\[/, where);
        for (const said of await headings(page)) assert.match(said, /^\[[^]*\]$/, where);
        assert.match(await page.locator(".support summary").innerText(), /^\[/, where);
        const others = await page.locator(".tongue, #languages button").allInnerTexts();
        for (const name of ["English", "Español"])
            assert.ok(others.includes(name), `${where}: ${others}`);
    }
    await page.goto(`${server.url}/wave/w1`);
    assert.match(await page.locator("main p").first().innerText(),
        /la \d+-a de la \d+a 20\d\d/, "days are in its manner");
    const rows = await page.locator("main tbody th[scope=row]").allTextContents();
    assert.ok(rows.length > 12);
    for (const title of rows) assert.match(title, /^\[/, "titles are the survey's");
    assert.deepEqual(faults, []);
    await context.close();
});

test("a third language is files and no code: every screen of the survey", async () => {
    const { context, page, faults } = await visitor({ locale: "eo" });
    const seen = [];
    await everyScreen(page, links.pop(), async (name) => {
        assert.equal(await page.getAttribute("html", "lang"), "eo", name);
        for (const said of await page.locator("main h1, main legend, main .thumb button")
            .allInnerTexts()) assert.match(said, /^\[[^]*\]$/, name);
        seen.push(name);
    });
    assert.ok(seen.includes("done") && seen.includes("stopped"));
    assert.deepEqual(faults, []);
    await context.close();
});

test("what a language lacks stands in English, whole pages and single sentences",
    async () => {
        assert.match(built.stdout, /ia\.json lacks \d+ sentences, which stand in English: start\.\w+/);
        assert.doesNotMatch(built.stdout, /(eo|es)\.json lacks/);
        const { context, page, faults } = await visitor({ locale: "ia" });
        for (const where of PAGES.filter((p) => !/receipt/.test(p))) {
            await page.goto(server.url + where);
            const gap = ["/privacy", "/wave/w1"].includes(where);
            assert.equal(await page.getAttribute("html", "lang"), gap ? "en" : "ia",
                `${where}: a page is of one language`);
        }
        /* A page that has it is again in the language that was asked for. */
        await page.goto(`${server.url}/privacy?lang=ia`);
        await page.locator(".foot a[href^='/support']").click();
        assert.equal(await page.getAttribute("html", "lang"), "ia");
        await page.goto(`${server.url}/info/w2`);
        assert.match(await page.locator("main").innerText(), /20\d\d-\d\d-\d\d, \d\d:\d\d/,
            "days are digits without a calendar");
        assert.equal(await page.locator("main dd[lang='en']").count(), 5,
            "what the office wrote is marked as English");
        await page.goto(links.at(-1));
        await page.getByRole("button", { name: "Comenciar" }).waitFor();
        assert.equal(await page.locator(".support summary").innerText(), "Adjuta");
        assert.equal(await page.getAttribute("main h1", "lang"), "en");
        await press(page, "Comenciar");
        await page.getByText(/^Section 1 of/).waitFor();
        assert.equal(await page.getAttribute("main fieldset", "lang"), "en");
        assert.deepEqual(faults, []);
        await context.close();
    });

test("a language that is damaged is refused by its name", () => {
    const file = path.join(words, "ia.json");
    const whole = readFileSync(file, "utf8");
    for (const [part, says] of [
        [{ survey: { strat: "x" } }, /ia\.json: survey\.strat is no sentence/],
        [{ survey: { how_list: "x" } }, /ia\.json: survey\.how_list must be a list/],
        [{ survey: { step: "{i} de {m}" } }, /ia\.json: survey\.step has \{m\}/],
        [{ start: { language: "Interlingua", locale: "in the manner of Rome" } },
            /ia\.json: start\.locale is no tag/],
        [{ start: {} }, /ia\.json: start\.language, its own name, is missing/]]) {
        writeFileSync(file, JSON.stringify({ ...JSON.parse(whole), ...part }));
        const run = build();
        assert.equal(run.status, 1);
        assert.match(run.stderr, says);
    }
    writeFileSync(file, whole);
});

test("a language once chosen is kept by every link, and by nothing else", async () => {
    const { context, page } = await visitor({ locale: "es-MX" });
    const lang = () => page.getAttribute("html", "lang");
    await page.goto(server.url);
    assert.equal(await lang(), "es");
    await page.getByRole("link", { name: "English" }).click();
    for (const [click, at] of [[".foot a[href^='/privacy']", "/privacy"],
        [".foot a[href^='/login']", "/login"], [".site-name", "/"],
        ["main a[href^='/wave/']", "/wave/w1"], ["main a[href^='/receipt/']", "/receipt/w1"],
        [".site-name", "/"], ["main a[href^='/w/']", "/w/w2"]]) {
        await page.locator(click).first().press("Enter");
        await page.waitForURL(`**${at}?lang=en`);
        assert.equal(await lang(), "en", at);
    }
    await page.getByRole("button", { name: "Go on" }).waitFor();
    assert.deepEqual((await context.cookies()).map((c) => c.name), ["login"],
        "but for the token of the login's form");
    await page.goto(server.url);
    assert.equal(await lang(), "es", "nothing is remembered");
    await page.goto(`${server.url}/login?lang=en`);
    await page.fill("#name", "nobody");
    await page.fill("#password", "nothing");
    await page.click("main .button-primary");
    await page.getByRole("alert").waitFor();
    assert.equal(await lang(), "en", "a refused login too");
    await context.close();
});

const errors = {
    400: ["POST", "/login", { body: "name=a", type: "application/x-www-form-urlencoded" }],
    403: ["POST", "/login", { body: "name=a&password=b&csrf=c",
        type: "application/x-www-form-urlencoded" }],
    404: ["GET", "/wave/none"],
    405: ["POST", "/privacy", { body: "" }],
    413: ["POST", "/login", { body: "x".repeat(9000),
        type: "application/x-www-form-urlencoded" }],
    415: ["POST", "/login", { body: "{}", type: "application/json" }],
};
for (const [status, [method, where, { body, type } = {}]] of Object.entries(errors))
    test(`a page of error ${status} is in the reader's language, with support and a way on`,
        async () => {
            const titles = new Set();
            for (const language of ["en", "es", "eo"])
                for (const [address, headers] of [[where, { "Accept-Language": `${language}-XX,en;q=0.1` }],
                    [`${where}?lang=${language}`, { "Accept-Language": "de" }]]) {
                    const answer = await fetch(server.url + address, { method, body,
                        headers: { ...headers, ...type && { "Content-Type": type } } });
                    const html = await answer.text();
                    assert.equal(answer.status, Number(status));
                    assert.match(html, RegExp(`<html lang="${language}">`));
                    assert.match(html, /href="tel:988"/);
                    assert.equal(html.match(/<h1>/g).length, 1);
                    titles.add(html.match(/<title>(.*) ·/)[1]);
                }
            assert.equal(titles.size, 3, [...titles].join());
        });

test("the survey can be walked in the language that the address asks for", async () => {
    const { context, page } = await visitor({ locale: "en-US" });
    const [address, code] = links.at(-1).split("#");
    await page.goto(`${address}?lang=es#${code}`);
    await page.getByRole("button", { name: "Empezar" }).waitFor();
    assert.equal(page.url(), `${address}?lang=es`, "and no code is left in it");
    assert.match(await page.title(), /^¿Cómo le va en su formación\? · Lakeside/);
    assert.equal(await page.locator("main h1").innerText(),
        "¿Cómo le va en su formación?");
    await page.getByRole("button", { name: "English" }).click();
    assert.match(await page.title(), /^How is your training treating you\? · Lakeside/);
    await context.close();
    const other = await visitor();
    await open(other.page, links.at(-1));
    await other.context.close();
});
