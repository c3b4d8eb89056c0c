/* What `make screens` runs: a picture of every page of a demo institution, on a
 * phone and on a desk, light and dark, and a page that shows them all.
 *   node tests/browser/screens.mjs DEMO_DIR OUT
 * It works on a copy: the demo is as before. */
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync,
    writeFileSync } from "node:fs";
import path from "node:path";
import { chorusOk, readCsv, scratch, serve } from "../system.mjs";
import { mailServer } from "../mail/mail.mjs";
import { officeOf } from "./office.mjs";
import { pages, pictureName } from "./pages.mjs";
import { everyScreen, launch } from "./walk.mjs";

const [demo, out] = process.argv.slice(2);
const VIEWS = [["phone", { width: 390, height: 844 }],
    ["desk", { width: 1280, height: 900 }]];
const dir = path.join(scratch("screens"), "demo");
cpSync(demo, dir, { recursive: true,
    filter: (name) => !name.endsWith(".sock") });
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const [closed, open, winter] = readFileSync(path.join(dir, "WAVES.txt"), "utf8").split("\n");
const accounts = Object.fromEntries(readFileSync(path.join(dir, "ACCOUNTS.txt"),
    "utf8").trim().split("\n").map((line) => line.trim().split(/\s+/))
    .map(([name, password, role]) => [name, { password, role }]));
const names = { subcommittee: "committee", champion: "champion", office: "office" };
const browser = await launch();
const server = await serve(dir);

/* One picture in both themes, of the whole page or of what fits the screen. */
async function picture(page, name, size, fullPage) {
    for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ fullPage,
            path: path.join(out, `${name}-${size}-${colorScheme}.png`) });
    }
}

/* As it is printed: a picture of its sheets, one below the other. */
const PRINTED = /^\/(results|unit|wave|info|privacy)\/?[^/]*(\/[^/]*)?$/;
async function paper(page, name) {
    const file = path.join(out, `${name}.pdf`);
    await page.emulateMedia({ colorScheme: "light" });
    await page.pdf({ path: file, format: "Letter" });
    execFileSync("pdftoppm", ["-r", "60", "-png", file, file]);
    rmSync(file);
    const sheets = readdirSync(out).filter((n) => n.startsWith(`${name}.pdf-`)).sort();
    const html = sheets.map((n) => `<img src="data:image/png;base64,${
        readFileSync(path.join(out, n)).toString("base64")}">`).join("");
    const at = await browser.newPage({ viewport: { width: 1600, height: 700 } });
    await at.setContent(`<body style="margin:8px;background:#bbb;display:grid;gap:8px;
        grid-template-columns:repeat(3,1fr)">${html}`);
    await at.screenshot({ fullPage: true, path: path.join(out, `${name}-paper-light.png`) });
    await at.close();
    for (const n of sheets) rmSync(path.join(out, n));
}

/* What is refused: a wrong password, and what somebody may not see. */
async function refusals() {
    for (const [size, viewport] of VIEWS) {
        const { context, page } = await contextOf(null, { viewport });
        await page.goto(`${server.url}/login`);
        await page.fill("#name", "nobody");
        await page.fill("#password", "nothing that is right");
        await page.click("main .button-primary");
        await picture(page, "refused-login", size, true);
        await context.close();
        for (const [who, name, where] of [["champion", "refused-role", `/results/${closed}`],
            ["champion", "refused-unit", `/unit/P002/${closed}`]]) {
            const one = await contextOf(who, { viewport });
            await one.page.goto(server.url + where);
            await picture(one.page, name, size, true);
            await one.page.goto(`${server.url}/plans/P001`);
            await one.page.click("main .button-primary");
            await picture(one.page, "refused-plan", size, true);
            await one.context.close();
        }
    }
}

async function contextOf(who, options) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    if (who) {
        await page.goto(`${server.url}/login`);
        await page.fill("#name", names[who]);
        await page.fill("#password", accounts[names[who]].password);
        await page.click("main .button-primary");
    }
    return { context, page };
}

/* A plan of the champion's own, whatever its number is. */
async function planOf(unit) {
    const { context, page } = await contextOf("champion", {});
    await page.goto(`${server.url}/plans/${unit}`);
    const href = await page.locator(`main a[href^="/plans/${unit}/"]`).first()
        .getAttribute("href");
    await context.close();
    return href.split("/").pop();
}

const list = [...pages({ closed, open, unit: "P001", other: "P002",
    plan: await planOf("P001") }),
    [null, `/wave/${winter}`]];
for (const who of new Set(list.map(([w]) => w)))
    for (const [size, viewport] of VIEWS)
        for (const locale of who ? ["en-US"] : ["en-US", "es-MX"]) {
            const { context, page } = await contextOf(who, { viewport, locale });
            for (const [, where] of list.filter(([w]) => w === who)) {
                await page.goto(server.url + where);
                const name = pictureName(who, where) + (locale === "es-MX" ? "-es" : "");
                await picture(page, name, size, true);
                if (size === "desk" && PRINTED.test(where)) await paper(page, name);
            }
            await context.close();
        }

await refusals();

const invites = readCsv(readFileSync(path.join(dir, "office",
    `${open}.invites.csv`), "utf8")).reverse();
for (const [size, viewport] of VIEWS) {
    const { context, page } = await contextOf(null, { viewport, locale: "en-US" });
    const { code, fingerprint } = invites.pop();
    await everyScreen(page, `${server.url}/w/${open}#${code}.${fingerprint}`,
        (name) => picture(page, `survey-${name}`, size, false));
    await context.close();
}
await server.stop();

/* The office's own page, by its steps; the wave that it opens is in the copy. */
const office = await officeOf(dir);
const { context, page } = await contextOf(null, {});
await page.goto(office.enter);
const look = async (name) => {
    for (const [size, viewport] of VIEWS) {
        await page.setViewportSize(viewport);
        await picture(page, `chorus-office-${name}`, size, true);
    }
};
const press = (name) => page.getByRole("button", { name, exact: true }).click();
const to = (where) => page.goto(office.url + where);
const done = async () => {
    await page.waitForURL(/\/work/);
    while (await page.getByRole("link", { name: "Look again" }).count())
        await to("/work?still=1");
};
await look("entered");
for (const [name, where] of [["waves", "/"], ["roster", "/roster"],
    ["plan", "/plan"], ["sheet", "/sheet"], ["accounts", "/accounts"],
    ["upkeep", "/upkeep"], ["end", `/wave/${closed}/end`], ["open", "/open"],
    ["wave", `/wave/${open}`], ["wave-closed", `/wave/${closed}`],
    ["key", `/wave/${open}/unlock`], ["close", `/wave/${open}/close`]]) {
    await to(where);
    await look(name);
}
await to("/roster");
const roster = readFileSync("tests/data/roster.csv", "utf8").split("\n");
const give = async (name, lines) => {
    writeFileSync(path.join(dir, name), lines.join("\n"));
    await to("/roster");
    await page.setInputFiles("#file", path.join(dir, name));
    await press("Show what would change");
};
await give("wrong.csv", [roster[0], "T1,no address,A,P1,B"]);
await look("roster-refused");
await give("next.csv", [roster[0], ...roster.slice(5)]);
await look("preview");

/* People and mails of the wave that runs; mails go to a server of our own. */
const smtp = await mailServer();
appendFileSync(path.join(dir, "chorus.conf"), `\nkdf = light\nsmtp_host = 127.0.0.1\n` +
    `smtp_port = ${smtp.port}\nsmtp_security = none\n` +
    "mail_from = GME <wellbeing@example.org>\n");
await to(`/wave/${open}`);
await page.fill("#base", server.url);
await press("People, mails and campaign");
await look("people");
await page.fill("#lost", "nobody");
await press("Make a new code");
await look("code-refused");
const unused = readCsv(readFileSync(path.join(dir, "office",
    `${open}.invites.csv`), "utf8"));
for (const { person } of unused.reverse()) { /* the first whose code is unused */
    await page.fill("#lost", person);
    await press("Make a new code");
    if (!await page.getByRole("button", { name: "Yes, make a new code" }).count())
        continue;
    await look("code-sure");
    await press("Yes, make a new code");
    break;
}
await look("code");

/* Two more waves of a few people: trustees, opening, mails, closing. */
await give("few.csv", [roster[0], ...roster.slice(1, 46)]);
await press("Replace the roster");
await look("replaced");
const openIt = async (wave, opens, looks) => {
    await to("/open");
    await page.fill("#wave", wave);
    await page.fill("#closes", "2099-12-15");
    await page.check(`input[value=${opens}]`);
    await press("Show the plan");
    if (looks) await look("accept");
    await press("Accept the plan");
    const all = [];
    for (let i = 0; await page.getByRole("button", { name: "Show the words" }).count(); i++) {
        if (looks && i === 0) await look("words-before");
        await press("Show the words");
        if (looks && i === 0) await look("words");
        all.push((await page.locator("ol.words li").allInnerTexts()).join(" "));
        await to("/open/words/type");
        if (looks && i === 0) await look("words-type");
        await page.fill("#words", all[i]);
        await page.locator("button.button-primary").click();
    }
    await done();
    return all;
};
await openIt("trustees", "trustees", true);
await look("opened");
await to("/wave/trustees/close");
await look("close-trustees");
const [words] = await openIt("short", "passphrase", false);
await look("opened-passphrase");
await to("/wave/short");
await page.fill("#base", server.url);
await press("People, mails and campaign");
await press("Mail the invites");
await look("mail");
await press("Send them");
await done();
await look("mailed");
await to("/wave/short/unlock");
await page.fill("#words1", "seven words of somebody else who is not here");
await press("Test the key");
await look("key-wrong");
await page.fill("#words1", words);
await press("Test the key");
await look("key-opens");
await to("/wave/short/close");
await page.fill("#words1", words);
await page.check("input[name=early]");
await press("Close and count");
await done();
await look("closed");
await to("/wave/short");
await page.check("input[value=date]");
await page.fill("#from", "2031-01-15");
await press("Save the day");
await look("published");
chorusOk(dir, ["hold", "short", "on", "--reason", "The committee asked for a second count"]);
await to("/");
await look("waves-held");
await to("/wave/short");
await look("wave-held");
await to("/work");
await look("work");
await to("/nothing-here");
await look("failed");
await to("/");
await press("Let this browser out");
await look("left");
smtp.stop();
await office.stop();
await browser.close();

/* An index that needs nothing but the folder: every page once, small, in the
 * view that is chosen; a click leads to it in its full size. */
const shots = readdirSync(out).filter((n) => n.endsWith(".png")).sort();
const groups = shots.reduce((all, n) => {
    const key = n.replace(/-(phone|desk|paper)-(light|dark)\.png$/, "");
    return all.set(key, [...(all.get(key) ?? []), n]);
}, new Map());
writeFileSync(path.join(out, "index.html"), `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every page of Chorus</title>
<style>body{font:15px system-ui;margin:1rem;background:#ddd;color:#111}
nav{position:sticky;top:0;background:#ddd;padding:.5rem 0}label{margin-right:1rem}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem}
h2{font-size:1rem;margin:.2rem 0;overflow-wrap:anywhere}a{display:none}
img{width:100%;max-height:24rem;object-fit:cover;object-position:top;border:1px solid #999}
${["phone-light", "phone-dark", "desk-light", "desk-dark"].map((v) =>
        `body:has(#${v}:checked) .${v}`).join(",")},.paper-light{display:block}</style>
<h1>Every page of Chorus</h1>
<nav>${["phone-light", "phone-dark", "desk-light", "desk-dark"].map((v, i) =>
        `<label><input type="radio" name="v" id="${v}"${i === 2 ? " checked" : ""}> ${v.replace("-", ", ")}</label>`)
        .join("")}</nav>
<main>${[...groups].map(([name, files]) => `<div><h2>${name}</h2>${files.map((f) =>
        `<a class="${/(phone|desk|paper)-(light|dark)/.exec(f)[0]}" href="${f}">` +
        `<img loading="lazy" src="${f}" alt="${f}"></a>`).join("")}</div>`)
        .join("\n")}</main>
</html>
`);
console.log(`${shots.length} pictures of ${groups.size} pages: ${out}/index.html`);
