/* The office's own page in a real browser, script off: a whole wave from the
 * roster to the day of the results, trustees included; every bad input says
 * what is wrong and changes nothing; nobody else is let in. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
    chorus, chorusOk, populate, readCsv, root, scratch, serve, served,
} from "../system.mjs";
import { as, login } from "../http/client.mjs";
import { mailServer } from "../mail/mail.mjs";
import { launch } from "./chromium.mjs";
import { officeOf } from "./office.mjs";
import { patternOf, routes } from "./pages.mjs";

const PAGES = routes("src/office/routes.c");
const OUT = process.env.CHORUS_BROWSER_SCREENS; /* a folder, or none */
const AXE = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const base = scratch("office");
const dir = join(base, "institution");
let browser, looker, office, page, server;

/* Departments with programs of so many people, as a roster file. */
function roster(departments) {
    const lines = ["person,email,department,program_id,program,type"];
    for (const [department, programs] of Object.entries(departments))
        for (const [id, people] of Object.entries(programs))
            for (let i = 0; i < people; i++)
                lines.push(`${id}-${i},${id}-${i}@example.org,${department},` +
                    `${id},Program ${id},residency`);
    return lines.join("\n") + "\n";
}
const file = (name, text) => {
    writeFileSync(join(base, name), text);
    return join(base, name);
};

/* What the office answers to a request as anybody might send it. */
function ask(path, { method = "GET", headers = {}, body = "" } = {}) {
    const to = new URL(office.url);
    return new Promise((resolve, reject) => {
        const r = request({
            host: to.hostname, port: to.port, path, method,
            headers: { Host: to.host, "Content-Length": body.length, ...headers },
        }, (answer) => {
            let text = "";
            answer.on("data", (chunk) => { text += chunk; });
            answer.on("end", () => resolve(
                { status: answer.statusCode, headers: answer.headers, text }));
        });
        r.on("error", reject);
        r.end(body);
    });
}
const cookie = async () => (await page.context().cookies())
    .map((c) => `${c.name}=${c.value}`).join("; ");
const token = () => page.locator("input[name=csrf]").first().inputValue();

const go = (path) => page.goto(office.url + path);
const press = (name) => page.getByRole("button", { name, exact: true }).click();
const says = async (pattern, where = "main") =>
    assert.match(await page.locator(where).innerText(), pattern);

/* The page as it is now, in a browser with script (axe needs it), in both
 * themes, on a desk and on a phone. */
const looked = new Set();
async function look(name) {
    looked.add(patternOf(PAGES, new URL(page.url()).pathname));
    const html = await page.content();
    await looker.unroute("**/*");
    await looker.route("**/*", (route) =>
        route.request().url().endsWith("/style.css") ? route.continue()
            : route.fulfill({ body: html, contentType: "text/html" }));
    await looker.goto(office.url + "/look");
    await looker.evaluate(AXE);
    for (const [colorScheme, width, height] of
        [["light", 1280, 900], ["dark", 390, 844]]) {
        await looker.emulateMedia({ colorScheme });
        await looker.setViewportSize({ width, height });
        const { violations } = await looker.evaluate(() =>
            window.axe.run({ resultTypes: ["violations"] }));
        assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html)]),
            [], `${name}, ${colorScheme}`);
        const wide = await looker.evaluate(() =>
            document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${name} is ${wide} px too wide at ${width}`);
        if (OUT)
            await looker.screenshot(
                { path: join(OUT, `office-${name}-${colorScheme}.png`), fullPage: true });
    }
}

const SIZES = { Medicine: { A: 40, B: 30, C: 4 }, Surgery: { E: 12, F: 9 } };

before(async () => {
    if (OUT)
        mkdirSync(OUT, { recursive: true });
    chorusOk(dir, ["init", dir, "--institution", "Harbor City GME"]);
    writeFileSync(join(dir, "chorus.conf"), "kdf = light\n");
    browser = await launch();
    office = await officeOf(dir);
    looker = await (await browser.newContext()).newPage();
    page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    page.setDefaultTimeout(120000); /* machines that test may be busy */
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await office?.stop("SIGTERM");
});

test("nobody is let in without the printed address", async () => {
    for (const path of ["/", "/roster", "/plan", "/sheet", "/open", "/open/plan",
        "/open/words", "/open/words/type", "/work", "/wave/w1", "/wave/w1/close",
        "/accounts", "/accounts?reset=x", "/upkeep", "/wave/w1/end",
        "/wave/w1/unlock", "/wave/w1/people", "/wave/w1/share/1", "/enter/0123456789abcdef"]) {
        const answer = await ask(path);
        assert.equal(answer.status, 403, path);
        assert.doesNotMatch(answer.text, /Harbor|name="csrf"/, path);
    }
});

test("the printed address lets one browser in, once", async () => {
    const answer = await page.goto(office.enter);
    assert.equal(answer.status(), 200);
    assert.match((await answer.allHeaders())["set-cookie"], /HttpOnly; SameSite=Strict$/);
    await page.getByRole("link", { name: "Begin" }).click();
    await says(/The roster is empty/);
    await look("empty");
    assert.equal((await ask(new URL(office.enter).pathname)).status, 403);
});

test("a foreign host, a foreign origin or no token gets nothing done", async () => {
    const headers = { Cookie: await cookie() };
    await go("/sheet");
    const form = `csrf=${await token()}`;
    const type = { "Content-Type": "application/x-www-form-urlencoded" };
    assert.equal((await ask("/", { headers })).status, 200);
    assert.equal((await ask("/", { headers })).headers["cache-control"], "no-store");
    for (const host of ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
        assert.equal((await ask("/", { headers: { ...headers, Host: host } })).status,
            421, host);
    for (const extra of [{ Origin: "http://evil.example" },
        { Origin: "http://127.0.0.1:1" }, { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" }])
        assert.equal((await ask("/leave", { method: "POST", body: form,
            headers: { ...headers, ...type, ...extra } })).status, 403,
        JSON.stringify(extra));
    for (const body of ["csrf=x", `csrf=${"A".repeat(43)}`])
        assert.equal((await ask("/leave", { method: "POST", body,
            headers: { ...headers, ...type } })).status, 403);
    assert.equal((await ask("/leave", { method: "POST", body: "",
        headers: { ...headers, ...type } })).status, 400);
    assert.equal((await ask("/roster/preview", { method: "POST", body: form,
        headers: { ...headers, ...type } })).status, 415);
    assert.equal((await ask("/", { headers })).status, 200, "still let in");
});

test("a roster with a wrong line is named, and nothing changes", async () => {
    await go("/roster");
    const good = roster(SIZES);
    for (const [text, what] of [
        [good.replace("A-7@example.org", "nonsense"), /Line 9 of the file that you chose: .*address/],
        [good.replace("program_id,program", "program_id,other"),
            /Line 1 of the file that you chose: no column program/],
        [good + good.split("\n")[1] + "\n", /Line 97 of the file that you chose: the same .* as on line 2\b/],
        ["", /The file that you chose: the file is empty/],
        [good.split("\n")[0] + "\n", /The file that you chose: nobody is on the roster/],
    ]) {
        await page.setInputFiles("#file", file("bad.csv", text));
        await press("Show what would change");
        await says(what);
        await says(/Nothing was changed/);
        await says(/Nobody is on it yet/);
    }
    await look("roster-wrong");
});

test("a roster is shown with what it changes before anything does", async () => {
    await page.setInputFiles("#file", file("first.csv", roster(SIZES)));
    await press("Show what would change");
    await says(/New\s+95/);
    assert.equal(JSON.parse(chorusOk(dir, ["roster", "show", "--json"])).length, 0);
    await press("Replace the roster");
    await says(/The roster was replaced/);
    await says(/People\s+95/);
    await go("/roster");
    await look("roster");
    await says(/People\s+95/);
    const second = roster({ ...SIZES, Surgery: { E: 12, F: 8, G: 1 } })
        .replace("A-0@example.org", "a-zero@example.org");
    await page.setInputFiles("#file", file("second.csv", second));
    await press("Show what would change");
    await says(/New\s+1\s+Gone\s+1\s+In another program\s+0\s+Another text\s+1/);
    await says(/F-8\s+gone/);
    await look("preview");
    /* Changed meanwhile by a command: what was seen is not what would be. */
    chorusOk(dir, ["roster", "import",
        file("third.csv", roster({ ...SIZES, Surgery: { E: 13, F: 9 } }))]);
    await press("Replace the roster");
    await says(/not the one any more that was compared/);
    await page.setInputFiles("#file", join(base, "first.csv"));
    await press("Show what would change");
    await page.getByRole("link", { name: "Leave it as it is" }).click();
    await says(/People\s+96/);
});

test("the plan says who is counted with whom", async () => {
    await go("/plan");
    await says(/counted together/);
    await says(/Never shown alone, with fewer than 8 people: C \(4\)/);
    await look("plan");
    await go("/plan?k=4");
    await says(/a whole number from 5 to 1000/);
    await go("/plan?min_group=2000");
    await says(/a whole number from 5 to 1000/);
});

const SHEET = {
    purpose: "To find out where work wears trainees out.",
    voluntary: "Answering is voluntary; nothing follows from it.",
    who_sees: "The subcommittee sees figures for groups.",
    results: "Within six weeks, at the house-staff council.",
    responsible: "Wellness subcommittee", contact: "GME office",
    email: "gme@example.org", phone: "", number: "QI-0001",
};

test("no wave is prepared without the information sheet", async () => {
    await go("/open");
    await says(/information sheet is missing/);
    await page.fill("#wave", "w1");
    await page.fill("#closes", "2099-12-15");
    await press("Show the plan");
    await says(/information sheet is missing: trainees must/);
    await go("/sheet");
    for (const [field, value] of Object.entries(SHEET))
        await page.fill(`#${field}`, value);
    await page.fill("#purpose", " ");
    await press("Save the sheet");
    await says(/does not say the purpose/);
    await page.fill("#purpose", SHEET.purpose);
    await page.fill("#email", "");
    await press("Save the sheet");
    await says(/e-mail address or a phone number/);
    await page.fill("#email", SHEET.email);
    await page.selectOption("#kind", "irb_exempt");
    await look("sheet");
    await press("Save the sheet");
    await says(/The sheet was saved/);
    const sheet = JSON.parse(readFileSync(join(dir, "information.json"), "utf8"));
    assert.equal(sheet.format, "chorus-information-v1");
    assert.deepEqual(sheet.purpose, { en: SHEET.purpose });
    assert.deepEqual(sheet.contact, { name: { en: "GME office" }, email: SHEET.email });
    assert.deepEqual(sheet.review, { kind: "irb_exempt", number: "QI-0001" });
    /* Another language that is there stays. */
    sheet.languages.push("es");
    for (const text of [sheet.purpose, sheet.voluntary, sheet.who_sees,
        sheet.results, sheet.responsible, sheet.contact.name])
        text.es = text.en;
    sheet.purpose.es = "Saber.";
    writeFileSync(join(dir, "information.json"), JSON.stringify(sheet));
    await press("Save the sheet");
    await says(/The sheet was saved/);
    assert.equal(JSON.parse(readFileSync(join(dir, "information.json"), "utf8"))
        .purpose.es, "Saber.");
});

async function terms(values) {
    await go("/open");
    for (const [field, value] of Object.entries(values))
        if (field === "opens")
            await page.check(`input[value=${value}]`);
        else
            await page.fill(`#${field}`, value);
    await press("Show the plan");
}

test("terms that cannot be are refused with what is wrong", async () => {
    const good = { wave: "w1", closes: "2099-12-15", opens: "trustees" };
    for (const [wrong, what] of [
        [{ wave: "no blanks" }, /the name of the wave/],
        [{ closes: "2001-01-01" }, /in the past/],
        [{ trustees: "2", threshold: "3" }, /must come together/],
    ]) {
        await terms({ ...good, ...wrong });
        if (wrong.closes) { /* the browser says it first */
            assert.ok(await page.locator("#closes:out-of-range").count());
            await page.locator("#closes").evaluate((e) => e.removeAttribute("min"));
            await press("Show the plan");
        }
        await says(what);
    }
    await look("open-wrong");
    await go("/open/words");
    assert.match(page.url(), /\/open$/, "no words before a plan");
    assert.equal(chorusOk(dir, ["wave", "list"]).includes("w1"), false);
});

/* Draws the words of whoever is next and types them back. */
async function words({ name, wrong = false }) {
    if (name === 1)
        await look("words-before");
    await press("Show the words");
    const seven = await page.locator("ol.words li").allInnerTexts();
    assert.equal(seven.length, 7);
    if (name === 1)
        await look("words");
    await page.getByRole("link", { name: "They are written down" }).click();
    await go("/open/words/type");
    const text = await page.locator("body").innerText();
    assert.ok(!seven.every((word) => text.includes(word)), "shown once");
    if (wrong) {
        await page.fill("#words", seven.slice(1).join(" "));
        await page.locator("button.button-primary").click();
        await says(/not the words that were shown/);
        await look("words-wrong");
    }
    await page.fill("#words", `  ${seven.join(" ").toUpperCase()}`);
    await page.locator("button.button-primary").click();
    return seven.join(" ");
}

/* What is under way comes to its end: the page comes again by itself. */
async function done() {
    await page.waitForURL(/\/work/);
    while (await page.getByRole("link", { name: "Look again" }).count() > 0)
        await go("/work?still=1");
}

const trustees = [];
test("a wave is opened with trustees, each with words of their own", async () => {
    await terms({ wave: "w1", closes: "2099-12-15", opens: "trustees",
        trustees: "3", threshold: "2" });
    await says(/Opened by 2 of 3 trustees together/);
    await look("accept");
    /* Changed meanwhile: it must be looked at again. */
    chorusOk(dir, ["roster", "import", join(base, "first.csv")]);
    await press("Accept the plan");
    await says(/The roster changed meanwhile/);
    await press("Accept the plan");
    for (let i = 1; i <= 3; i++) {
        await says(new RegExp(`The words of trustee ${i}`));
        trustees.push({ words: await words({ name: i, wrong: i === 1 }) });
    }
    await done();
    await says(/w1 is open/);
    await look("opened");
    for (let i = 1; i <= 3; i++) {
        const download = page.waitForEvent("download");
        await page.getByRole("link", { name: `Share of trustee ${i}` }).click();
        trustees[i - 1].share = join(base, `share-${i}`);
        await (await download).saveAs(trustees[i - 1].share);
    }
    assert.equal(JSON.parse(chorusOk(dir, ["wave", "show", "w1", "--json"])).trustees.threshold, 2);
    await terms({ wave: "w1", closes: "2099-12-15", opens: "passphrase" });
    await says(/there is a wave w1 already/);
});

let invites;
test("invites are a file for the mail merge", async () => {
    server = await serve(dir);
    await served(server.url, "w1");
    await go("/wave/w1");
    await page.fill("#base", "nonsense");
    await press("Download the invites");
    await says(/where trainees reach the server: an address/);
    await page.fill("#base", server.url);
    const download = page.waitForEvent("download");
    await press("Download the invites");
    invites = join(base, "invites.csv");
    await (await download).saveAs(invites);
    assert.equal(readCsv(readFileSync(invites, "utf8")).length, 95);
    await go("/wave/w1");
    await says(/Medicine\s+74\s+0 to 9 %/);
});

test("a lost code is replaced, somebody who left is struck out, an address put right", async () => {
    await go("/wave/w1");
    await page.fill("#base", server.url);
    await press("People, mails and campaign");
    await says(/Announcement to all trainees/);
    await says(/Reminder 1/);
    await look("people");
    const before = readCsv(readFileSync(invites, "utf8"));
    const one = before.find((i) => i.person.startsWith("A-"));
    await page.fill("#lost", "nobody");
    await press("Make a new code");
    await says(/invite/);
    await page.fill("#left", "nobody");
    await press("Strike the invite out");
    await says(/invite/);
    await page.fill("#moved", "nobody");
    await page.fill("#email", "x@example.org");
    await press("Put it right");
    await says(/nobody on the roster/);
    /* Nobody has fetched a token yet: the crowd comes later. */
    await page.fill("#lost", one.person);
    await press("Make a new code");
    await says(new RegExp(`${one.person}\\s+Address\\s+${one.email}`));
    await says(/Counted in\s+Program A/);
    await look("sure");
    await page.getByRole("link", { name: "No, go back" }).click();
    await page.fill("#lost", one.person);
    await press("Make a new code");
    await press("Yes, make a new code");
    await says(/The old code is struck out/);
    const code = await page.locator("p.mono").innerText();
    assert.notEqual(code, one.code);
    await look("code");
    await page.fill("#left", "F-1");
    await press("Strike the invite out");
    await says(/This person cannot answer any more/);
    await press("Yes, strike the invite out");
    await says(/struck out and its code destroyed/);
    await page.fill("#moved", "F-2");
    await page.fill("#email", "f-two@example.org");
    await press("Put it right");
    await says(/The address is put right/);
    await page.fill("#moved", "F-3");
    await page.fill("#email", "F-4@example.org");
    await press("Put it right");
    await says(/somebody else has this address/);
    const download = page.waitForEvent("download");
    await press("Poster");
    const poster = join(base, "poster.pdf");
    await (await download).saveAs(poster);
    assert.equal(readFileSync(poster).subarray(0, 5).toString(), "%PDF-");
    await page.selectOption("#language", { label: "Español" });
    const spanish = page.waitForEvent("download");
    await press("Announcement");
    assert.match((await spanish).suggestedFilename(), /^w1-announcement-es\.txt$/);
    await (await spanish).saveAs(join(base, "announcement-es.txt"));
    assert.match(readFileSync(join(base, "announcement-es.txt"), "utf8"), /encuesta/);
    await page.selectOption("#language", "en");
    const letters = page.waitForEvent("download");
    await press("Letters");
    await (await letters).saveAs(join(base, "letters.pdf"));
    assert.deepEqual(readdirSync(join(dir, "office")).filter((n) => /pdf/.test(n)), []);
    const text = page.waitForEvent("download");
    await press("Announcement");
    await (await text).saveAs(join(base, "announcement.txt"));
    assert.match(readFileSync(join(base, "announcement.txt"), "utf8"), /Harbor City GME/);
});

test("shares that were not handed out yet are on the wave's page", async () => {
    await go("/wave/w1");
    await says(/2 of them, with their words, open the answers/);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Share of trustee 2" }).click();
    await (await download).saveAs(join(base, "share-again"));
    assert.deepEqual(readFileSync(join(base, "share-again")),
        readFileSync(trustees[1].share));
});

const first = "a first password", second = "another password";
test("accounts of staff are added, given a new password, and removed", async () => {
    const add = async (values) => {
        await go("/accounts");
        await page.fill("#name", values.name ?? "");
        await page.check(`input[value=${values.role ?? "champion"}]`);
        await page.fill("#programs", values.programs ?? "");
        await page.fill("#password", values.password ?? first);
        await page.fill("#again", values.again ?? values.password ?? first);
        await press("Add the account");
    };
    const accounts = () => JSON.parse(chorusOk(dir, ["user", "list", "--json"]));
    for (const [values, what] of [
        [{ name: "kim" }, /a champion needs a program/],
        [{ name: "kim", programs: "A, Z" }, /no program Z on the roster/],
        [{ name: "kim", role: "office", programs: "A" }, /only a champion has programs/],
        [{ name: "kim", programs: "A", again: "another one" }, /the two passwords differ/],
        [{ name: "kim", programs: "A", password: "short" }, /12/],
        [{ name: "k m", programs: "A" }, /name/],
    ]) {
        await add(values);
        await says(what);
        assert.equal(await page.inputValue("#name"), values.name, "what was typed stays");
        assert.equal(await page.inputValue("#password"), "");
        assert.deepEqual(accounts(), []);
    }
    await look("accounts-wrong");
    await add({ name: "kim", programs: " A,B ;C " });
    await says(/kim was added/);
    await add({ name: "lee", role: "subcommittee" });
    await add({ name: "kim", role: "office" });
    await says(/kim/, ".notice-error");
    assert.deepEqual(accounts().map((a) => [a.name, a.role, a.programs]),
        [["kim", "champion", "A B C"], ["lee", "subcommittee", ""]]);
    const { session } = await login(server.url, "kim", first);
    assert.equal((await as(server.url, session, "/units")).status, 200);
    await go("/accounts");
    await look("accounts");
    await page.getByRole("link", { name: "New password for kim" }).click();
    await look("accounts-reset");
    await page.fill("#password", second);
    await page.fill("#again", first);
    await press("Set the password");
    await says(/the two passwords differ/);
    await go("/accounts?reset=kim");
    await page.fill("#password", second);
    await page.fill("#again", second);
    await press("Set the password");
    await says(/kim has a new password/);
    assert.equal((await as(server.url, session, "/units")).status, 303);
    await login(server.url, "kim", second);
    await page.getByRole("link", { name: "Remove lee" }).click();
    await says(/Remove lee\?/);
    await look("accounts-remove");
    await page.getByRole("link", { name: "Leave it as it is" }).click();
    assert.equal(accounts().length, 2);
    await page.getByRole("link", { name: "Remove lee" }).click();
    await press("Remove the account");
    await says(/lee was removed/);
    assert.deepEqual(accounts().map((a) => a.name), ["kim"]);
    await go("/accounts?remove=nobody");
    await press("Remove the account");
    await says(/no account nobody/);
});

/* A backup as the page gives it. */
async function backup(button, name) {
    await go("/upkeep");
    const download = page.waitForEvent("download");
    await press(button);
    assert.match((await download).suggestedFilename(), name);
    const to = join(base, (await download).suggestedFilename());
    await (await download).saveAs(to);
    assert.deepEqual(readdirSync(join(dir, "office")).filter((n) => /tar/.test(n)), []);
    return to;
}
const listed = (tar) => execFileSync("tar", ["tf", tar], { encoding: "utf8" });

test("the doctor's findings are the command's, and a backup is taken away", async () => {
    await go("/upkeep");
    const findings = JSON.parse(chorus(dir, ["doctor", "--json"]).stdout);
    const rows = (await page.locator("dl.findings > div").allInnerTexts())
        .map((text) => text.replace(/\s+/g, " "));
    assert.equal(rows.length, findings.length);
    const level = { wrong: "✗ Wrong", look: "? Look", ok: "✓ Good" };
    /* Wrong ones first; days and free room may differ by now. */
    const sorted = Object.keys(level).flatMap((l) => findings.filter((f) => f.level === l));
    for (const [i, f] of sorted.entries()) {
        assert.ok(rows[i].startsWith(`${level[f.level]}: ${f.check} `), rows[i]);
        assert.ok(rows[i].endsWith(f.advice), f.advice);
    }
    await look("upkeep-open");
    const ballots = await backup("Back up ballots and keys", /^chorus-.*-ballots\.tar$/);
    assert.match(listed(ballots), /w1\.ballots\.db/);
    assert.doesNotMatch(listed(ballots), /people\.db|invites\.db/);
    const people = await backup("Back up names and invites", /^chorus-.*-invites\.tar$/);
    assert.match(listed(people), /people\.db/);
    assert.doesNotMatch(listed(people), /ballots\.db/);
});

test("mails go out after a yes, to nobody twice, and whom they do not reach is named", async () => {
    const putRight = async (person, email) => {
        await go("/wave/w1/people");
        await page.fill("#moved", person);
        await page.fill("#email", email);
        await press("Put it right");
        await says(/The address is put right/);
    };
    await go("/wave/w1/people");
    await press("Mail the invites");
    await says(/mail_from|smtp_host/);
    const smtp = await mailServer();
    writeFileSync(join(dir, "chorus.conf"), ["kdf = light",
        "smtp_host = 127.0.0.1", `smtp_port = ${smtp.port}`,
        "smtp_security = none", "mail_from = GME <wellbeing@example.org>", ""]
        .join("\n"));
    const sent = () => smtp.envelopes().map((e) => e.to[0]);
    /* One address is refused, one put off, at one the line is cut. */
    await putRight("F-3", "refuse-3@example.org");
    await putRight("F-4", "later-4@example.org");
    await putRight("F-5", "cut-5@example.org");
    await go("/wave/w1/people");
    await press("Mail the invites");
    await says(/Nothing is sent yet/);
    await says(/Get one now\s+94/);
    assert.equal(sent().length, 0);
    await look("mail");
    await press("Send them");
    await done();
    await says(/91 people have this mail/);
    await says(/Put off by the mail server\s*1\s*Address refused\s*1\s*Unsure whether it arrived\s*1/);
    await look("mailed");
    await press("See whom it did not reach");
    await says(/Get one now\s+1\s+Have it\s+91\s/);
    await says(/F-3\s+refuse-3@example\.org\s+Refused by the mail server \(550\)/);
    await says(/F-5\s+cut-5@example\.org\s+Unsure/);
    assert.doesNotMatch(await page.locator("table").innerText(), /later-4|F-1\b/);
    await look("refused");

    await putRight("F-3", "f-three@example.org");
    await putRight("F-4", "f-four@example.org");
    await go("/wave/w1/people");
    await press("Mail the invites");
    await says(/Get one now\s+2/);
    await press("Send them");
    await done();
    await says(/93 people have this mail/);
    const got = sent();
    assert.equal(got.length, 94); // with that of the cut line
    assert.equal(new Set(got).size, 94);
    for (const address of ["f-two", "f-three", "f-four", "cut-5"])
        assert.ok(got.includes(`${address}@example.org`), address);
    assert.ok(!got.some((to) => /^(F-1|refuse-3|later-4)@/.test(to)));
    await go("/wave/w1/people");
    await press("Mail the invites");
    await says(/There is nobody to write to/);
    smtp.stop();
});

test("participation is shown in bands of departments", async () => {
    const download = (await go("/wave/w1"), page.waitForEvent("download"));
    await press("Download the invites");
    await (await download).saveAs(invites);
    assert.equal(readCsv(readFileSync(invites, "utf8")).length, 94);
    populate(invites, ["--response", "80"]);
    await go("/wave/w1");
    await says(/Medicine\s+74\s+[5-9]0 to \d+ %/);
    await look("wave");
});

const bring = async (who) => {
    for (const [i, t] of who.entries()) {
        await page.setInputFiles(`#share${i + 1}`, t.share);
        await page.fill(`#words${i + 1}`, t.words);
    }
};

test("the key is tested, and no answer is opened", async () => {
    await go("/wave/w1/unlock");
    await press("Test the key");
    await says(/choose the file of a share/);
    await bring([trustees[2]]);
    await press("Test the key");
    await says(/The share of trustee 3 opens/);
    await says(/2 shares are needed for the key itself/);
    await bring([trustees[0], { ...trustees[1], words: trustees[0].words }]);
    await press("Test the key");
    await says(/The share of trustee 1 opens/);
    await says(/Does not open/);
    await bring([{ share: file("noshare", "nonsense\n"), words: "a b c" }]);
    await press("Test the key");
    await says(/Does not open/);
    await bring(trustees.slice(1));
    await press("Test the key");
    await says(/The key opens/);
    await look("unlock");
});

test("a wave is closed by its trustees, once", async () => {
    const isOpen = () => assert.equal(JSON.parse(
        chorusOk(dir, ["wave", "show", "w1", "--json"])).state, "open");
    await go("/wave/w1/close");
    await look("close");
    await bring(trustees.slice(0, 2));
    await press("Close and count");
    await says(/it still takes answers; tick that it closes early/);
    await bring(trustees.slice(0, 1));
    await page.check("input[name=early]");
    await press("Close and count");
    await says(/2 of 3 are needed/);
    await bring([trustees[0], { ...trustees[1], words: "seven other words" }]);
    await page.check("input[name=early]");
    await press("Close and count");
    await done();
    await says(/trustee 2/);
    await look("close-wrong");
    isOpen();
    await page.getByRole("link", { name: "Go back" }).click();
    await page.getByRole("link", { name: "Close the wave" }).click();
    await bring(trustees.slice(0, 2));
    await page.check("input[name=early]");
    await press("Close and count");
    await done();
    await says(/w1 is closed: \d+ ballots were counted, 0 spoiled/);
    await look("closed");
    chorusOk(dir, ["release", "verify", "w1"]);
    for (const path of ["/wave/w1/close", "/wave/w1/unlock"]) {
        await go(path);
        await says(/w1 is closed/);
    }
});

test("the results are for everybody from the day that is set", async () => {
    await go("/wave/w1");
    await says(/The results are for staff only/);
    await page.check("input[value=date]");
    await press("Save the day");
    await says(/the day is missing, or no day/);
    await page.check("input[value=date]");
    await page.fill("#from", "2001-01-15");
    await press("Save the day");
    await says(/for everybody from 15 January 2001/);
    await look("published");
    await served(server.url, "w1", "release");
    await page.check("input[value=never]");
    await press("Save the day");
    await says(/The results are for staff only/);
});

test("one passphrase opens and closes a wave too", async () => {
    writeFileSync(join(dir, "chorus.conf"), "kdf = light\npurge_days = 0\n");
    const now = new Date();
    const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    await terms({ wave: "w2", closes: today, opens: "passphrase" });
    await says(/whoever has it can open every answer alone/);
    await says(/The units are the same: every trend goes on/);
    await press("Accept the plan");
    const seven = await words({ name: "alone" });
    await done();
    await says(/w2 is open/);
    await go("/wave/w2/unlock");
    await page.fill("#words1", "seven words of somebody else who is not here");
    await press("Test the key");
    await says(/passphrase/);
    await page.fill("#words1", seven);
    await press("Test the key");
    await says(/The key opens/);
    await go("/wave/w2/close");
    await page.fill("#words1", seven);
    await page.check("input[name=early]");
    await press("Close and count");
    await done();
    await says(/w2 is closed: 0 ballots/);
});

test("a hold puts the end of single answers off, with its reason, wherever the wave is", async () => {
    await go("/wave/w1/end");
    await says(/Destroy them\s+Not now: w1 is purged on 14 January 2100/);
    assert.equal(await page.getByRole("button", { name: "Destroy the answers" }).count(), 0);
    await go("/wave/w2");
    await page.getByRole("link", { name: "Destroy them, or put it off" }).click();
    await look("end");
    await page.fill("#reason", " ");
    await press("Put it on hold");
    await says(/reason|line/, ".notice-error");
    await page.fill("#reason", "Letter of counsel, 3 May");
    await press("Put it on hold");
    await says(/On hold since .*Letter of counsel, 3 May/);
    await says(/Not while it is on hold/);
    assert.equal(await page.getByRole("button", { name: "Destroy the answers" }).count(), 0);
    await look("held");
    await go("/wave/w2");
    await says(/On hold since .*Letter of counsel, 3 May/);
    await look("wave-held");
    assert.match(chorusOk(dir, ["wave", "show", "w2"]), /Letter of counsel, 3 May/);
    assert.match(chorus(dir, ["purge", "w2", "--yes"]).stderr, /held/);
    await page.getByRole("link", { name: "End the hold" }).click();
    await page.fill("#reason", "Counsel wrote that it is over");
    await press("End the hold");
    await says(/Put it off/);
    await go("/wave/w2");
    assert.doesNotMatch(await page.locator("main").innerText(), /On hold/);
});

test("on its day the answers are destroyed, once the wave's name is typed", async () => {
    const files = () => readdirSync(join(dir, "server")).concat(readdirSync(join(dir, "office")))
        .filter((name) => /^w2\./.test(name));
    assert.ok(files().length >= 3);
    await go("/wave/w2/end");
    await page.fill("#name", "w1");
    await press("Destroy the answers");
    await says(/type the name of the wave, w2/);
    assert.ok(files().length >= 3);
    await page.fill("#name", "w2");
    await press("Destroy the answers");
    await done();
    await says(/The single answers of w2 are destroyed/);
    await look("purged");
    assert.deepEqual(files(), []);
    await page.getByRole("link", { name: "The end of w2" }).click();
    await says(/They are destroyed\./);
    await look("ended");
    chorusOk(dir, ["release", "verify", "w2"]);
    /* No wave is open: one backup has all of it, and makes the folder again. */
    const whole = await backup("Make a backup", /^chorus-.*-whole\.tar$/);
    await look("upkeep");
    chorusOk(dir, ["restore", whole, join(base, "again")]);
    chorusOk(join(base, "again"), ["release", "verify", "w1"]);
});

test("everything can be reached and sent with the keyboard alone", async () => {
    await go("/roster");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); /* over the navigation */
    for (let i = 0; i < 12; i++) {
        await page.keyboard.press("Tab");
        if (await page.locator("#file:focus").count() === 1)
            break;
    }
    assert.equal(await page.locator("#file:focus").count(), 1);
    await go("/plan");
    await page.locator("#k").focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("6");
    await page.keyboard.press("Enter");
    await page.waitForURL(/k=6/);
    await says(/have the 6 answers that a figure needs/);
});

test("every page of the office was looked at", () => {
    const files = ["/enter/{}", "/style.css", "/wave/{}/share/{}"];
    assert.deepEqual(PAGES.filter((p) => !looked.has(p) && !files.includes(p)), []);
});

test("a browser that was let out, or a page that ended, leaves nothing", async () => {
    const headers = { Cookie: await cookie() };
    await go("/");
    await press("Let this browser out");
    await says(/serves nobody any more/);
    assert.equal((await ask("/", { headers })).status, 403);
    const { code, signal } = await office.stop();
    assert.deepEqual([code, signal], [0, null]);
    assert.doesNotMatch(office.said(), /example\.org|Program|A-1/);
    for (const where of ["0.0.0.0:0", "192.0.2.1:0", "example.org:80"])
        assert.equal(chorus(dir, ["office", "--listen", where]).status, 2, where);
});
