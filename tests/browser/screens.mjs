/* What `make screens` runs: a picture of every page of a demo institution, on a
 * phone and on a desk, light and dark, and a page that shows them all.
 *   node tests/browser/screens.mjs DEMO_DIR OUT
 * It works on a copy: the demo is as before. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync }
    from "node:fs";
import path from "node:path";
import { readCsv, scratch, serve } from "../system.mjs";
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

const list = [...pages({ closed, open, unit: "P001", other: "P002" }),
    [null, `/wave/${winter}`]];
for (const who of new Set(list.map(([w]) => w)))
    for (const [size, viewport] of VIEWS)
        for (const locale of who ? ["en-US"] : ["en-US", "es-MX"]) {
            const { context, page } = await contextOf(who, { viewport, locale });
            for (const [, where] of list.filter(([w]) => w === who)) {
                await page.goto(server.url + where);
                await picture(page, pictureName(who, where) +
                    (locale === "es-MX" ? "-es" : ""), size, true);
            }
            await context.close();
        }

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
await look("entered");
for (const [name, where] of [["waves", "/"], ["roster", "/roster"],
    ["plan", "/plan"], ["sheet", "/sheet"], ["accounts", "/accounts"],
    ["upkeep", "/upkeep"], ["end", `/wave/${closed}/end`], ["open", "/open"],
    ["wave", `/wave/${open}`], ["wave-closed", `/wave/${closed}`],
    ["key", `/wave/${open}/unlock`], ["close", `/wave/${open}/close`]]) {
    await page.goto(office.url + where);
    await look(name);
}
await page.goto(`${office.url}/roster`);
const roster = readFileSync("tests/data/roster.csv", "utf8").split("\n");
writeFileSync(path.join(dir, "next.csv"),
    [roster[0], ...roster.slice(5)].join("\n"));
await page.setInputFiles("#file", path.join(dir, "next.csv"));
await press("Show what would change");
await look("preview");
await page.goto(`${office.url}/wave/${open}`);
await page.fill("#base", server.url);
await press("People, mails and campaign");
await look("people");
await page.goto(`${office.url}/open`);
await page.fill("#wave", "another");
await page.fill("#closes", "2099-12-15");
await page.check("input[value=trustees]");
await press("Show the plan");
await look("accept");
await press("Accept the plan");
await look("words-before");
await press("Show the words");
await look("words");
await page.goto(`${office.url}/open/words/type`);
await look("words-type");
await page.goto(`${office.url}/work`);
await look("work");
await page.goto(`${office.url}/nothing-here`);
await look("failed");
await page.goto(office.url);
await press("Let this browser out");
await look("left");
await office.stop();
await browser.close();

/* An index that needs nothing but the folder. */
const shots = readdirSync(out).filter((n) => n.endsWith(".png")).sort();
const groups = shots.reduce((all, n) => {
    const key = n.replace(/-(phone|desk)-(light|dark)\.png$/, "");
    return all.set(key, [...(all.get(key) ?? []), n]);
}, new Map());
writeFileSync(path.join(out, "index.html"), `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every page of Chorus</title>
<style>body{font:16px system-ui;margin:2rem;background:#ddd}
div{display:flex;gap:1rem;align-items:start;overflow-x:auto}img{height:30rem}</style>
<h1>Every page of Chorus</h1>
${[...groups].map(([name, files]) => `<h2>${name}</h2><div>${files.map((f) =>
        `<a href="${f}"><img loading="lazy" src="${f}" alt="${f}"></a>`).join("")}</div>`)
        .join("\n")}
</html>
`);
console.log(`${shots.length} pictures of ${groups.size} pages: ${out}/index.html`);
