/* The pages of staff and of everyone in a real browser: a login works there
 * with and without script, axe-core finds nothing, nothing is wider than a
 * phone, and the policy is never broken. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
    chorusOk, closeWave, institution, openWave, populate, root, serve,
    smallRoster,
} from "../system.mjs";
import { launch } from "./chromium.mjs";

const OUT = process.env.CHORUS_BROWSER_SCREENS ?? "build/screens";
const AXE = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const PASSWORD = "a long enough password";
const PAGES = [
    [null, ["/", "/privacy", "/support", "/login", "/nope", "/w/w1", "/wave/w1"]],
    ["subcommittee", ["/results", "/results/w1",
        "/results/w1/groups", "/results/w1/compare", "/results/w1/trend?unit=A",
        "/results/w1/response", "/results/w1/sets?units=A&against=B",
        "/units", "/unit/A/w1", "/plans", "/checklists",
        "/initiatives", "/initiatives/new", "/initiatives/1"]],
    ["champion", ["/units", "/unit/A", "/unit/A/w1", "/plans/A", "/plans/A/1", "/checklists/A"]],
    ["office", ["/office"]],
];
let browser, server;

const until = async (path) => {
    while ((await fetch(server.url + path)).status !== 200)
        await new Promise((done) => setTimeout(done, 50));
};

/* Some plans, a checklist and an initiative, so that no page is empty. */
function staffWrites(site) {
    const file = join(site.base, "staff.csv");
    const keep = (what, ...lines) => {
        writeFileSync(file, lines.join("\n") + "\n");
        chorusOk(site.dir, [what, "import", file]);
    };
    keep("plan", "unit,area,what,owner,due,status,offer,evidence,helped,shared",
        "A,mentorship,Two mentors each,Dr. Lee,2020-05-01,running,mentor-training,A list,unknown,",
        "B,curriculum,Six sessions,Dr. Roe,2030-05-01,done,mindfulness,A schedule,yes,yes");
    keep("checklist", "program,area,state,evidence", "A,mentorship,in_place,Handbook",
        "A,curriculum,no,");
    keep("initiative", "title,lead,amount,mechanism,units,comparison,start,end,outcome,baseline",
        "Half days,Dr. Okafor,25000,Matching grant,A,B,2030-01-01,2030-12-31,cbi_work,w1");
}

before(async () => {
    mkdirSync(OUT, { recursive: true });
    const site = institution(smallRoster({
        Medicine: { A: 40, B: 30, C: 4, D: 5 }, Surgery: { E: 12, F: 9 },
    }));
    const file = join(site.base, "password");
    writeFileSync(file, PASSWORD + "\n");
    for (const args of [["champion", "--role", "champion", "--program", "A"],
        ["subcommittee", "--role", "subcommittee"], ["office", "--role", "office"]])
        chorusOk(site.dir, ["user", "add", ...args, "--password-file", file]);
    server = await serve(site.dir);
    const first = openWave(site, "w1", server.url);
    await until("/w/w1");
    populate(first.file, ["--response", "70"]);
    closeWave(site, "w1");
    chorusOk(site.dir, ["wave", "publish", "w1", "--from", "now"]);
    await until("/wave/w1");
    openWave(site, "w2", server.url);
    await until("/w/w2");
    staffWrites(site);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

/* A visitor, logged in as NAME (null: nobody), who notes what goes wrong. */
async function visitor(name, options) {
    const context = await browser.newContext(options);
    const wrong = [];
    context.on("page", (page) => {
        page.on("pageerror", (e) => wrong.push(String(e)));
        page.on("console", (m) => /Content.Security.Policy/.test(m.text()) &&
            wrong.push(m.text()));
        page.on("request", (r) => r.url().startsWith(server.url) ||
            r.url().startsWith("data:") || wrong.push(r.url()));
    });
    const page = await context.newPage();
    if (name) {
        await page.goto(`${server.url}/login`);
        await page.fill("#name", name);
        await page.fill("#password", PASSWORD);
        await page.click("button.button-primary");
        await page.waitForURL((u) => u.pathname !== "/login");
    }
    return { context, page, wrong };
}

async function violations(page) {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
        for (const d of document.querySelectorAll("main details")) d.open = true;
        const found = (await globalThis.axe.run(document)).violations;
        return found.map((v) => `${v.id}: ${v.nodes[0].html}`);
    });
}

for (const [size, width, colorScheme] of [["phone", 360, "dark"], ["desk", 1280, "light"]])
    test(`${size}, ${colorScheme}: nothing is wrong with any page`, async () => {
        for (const [name, paths] of PAGES) {
            const { context, page, wrong } = await visitor(name,
                { viewport: { width, height: 800 }, colorScheme });
            for (const path of paths) {
                await page.goto(server.url + path);
                const shot = `${name ?? "all"}${path.replaceAll("/", "-")}`;
                await page.screenshot({ fullPage: true,
                    path: join(OUT, `${shot}-${size}-${colorScheme}.png`) });
                assert.deepEqual(await violations(page), [], `${path} for ${name}`);
                const over = await page.evaluate(() =>
                    document.documentElement.scrollWidth - innerWidth);
                assert.ok(over <= 0, `${path} is ${over} pixels too wide`);
            }
            assert.deepEqual(wrong, []);
            await context.close();
        }
    });

test("without script a champion logs in, reads and logs out", async () => {
    const { context, page } = await visitor("champion", { javaScriptEnabled: false });
    await page.click("main a[href='/unit/A']");
    await page.click("main h2 a[href='/unit/A/w1']");
    assert.match(await page.textContent("h1"), /Program A/);
    assert.equal(await page.locator("svg.chart").count(), 4); // the rest, and three outcomes
    assert.ok(await page.locator("tbody tr").count() > 20);
    const [download] = await Promise.all([page.waitForEvent("download"),
        page.click("a[href='/unit/A/w1.csv']")]);
    assert.equal(download.suggestedFilename(), "w1-unit-A.csv");
    await page.click(".logout button");
    assert.equal(new URL(page.url()).pathname, "/login");
    await page.goto(`${server.url}/unit/A/w1`);
    assert.equal(new URL(page.url()).pathname, "/login");
    await context.close();
});

test("at 320 pixels no page of the results is wider than the screen", async () => {
    const { context, page } = await visitor("subcommittee",
        { viewport: { width: 320, height: 640 } });
    for (const path of ["", "/groups", "/compare", "/trend", "/response",
        "/sets?units=A&against=B"]) {
        await page.goto(`${server.url}/results/w1${path}`);
        await page.evaluate(() => {
            for (const d of document.querySelectorAll("main details")) d.open = true;
        });
        const over = await page.evaluate(() =>
            document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${path} is ${over} pixels too wide`);
    }
    await context.close();
});

test("units are chosen with the keyboard alone, without script", async () => {
    const { context, page } = await visitor("subcommittee", { javaScriptEnabled: false });
    const focus = page.locator(":focus");
    const tabTo = async (wanted) => {
        for (let i = 0; i < 60; i++) {
            await page.keyboard.press("Tab");
            if (await focus.count() && await focus.evaluate((e, css) => e.matches(css), wanted))
                return;
        }
        assert.fail(`${wanted} cannot be reached`);
    };
    await page.goto(`${server.url}/results/w1`);
    await tabTo(".parts a[href$='/sets']");
    await Promise.all([page.waitForURL("**/sets"), page.keyboard.press("Enter")]);
    await tabTo("input[name='a-A']");
    await page.keyboard.press("Space");
    await tabTo("input[name='b-B']");
    await page.keyboard.press("Space");
    await tabTo("button[type=submit]");
    await Promise.all([page.waitForURL("**/sets?*"), page.keyboard.press("Enter")]);
    assert.match(await page.textContent("#difference"), /chosen units less those/);
    assert.ok(await page.isChecked("input[name='a-A']"));
    assert.equal(await page.locator("svg.chart").count(), 3);
    await context.close();
});

test("without script a champion keeps a plan and a checklist, and a refusal loses nothing", async () => {
    const { context, page } = await visitor("champion", { javaScriptEnabled: false });
    await page.goto(`${server.url}/plans/A`);
    await page.selectOption("#f-area", "curriculum");
    await page.selectOption("#f-offer", "narrative-medicine");
    await page.fill("#f-what", "Line one\nLine two");
    await page.fill("#f-due", "2031-01-31");
    await page.check("#f-shared");
    await page.click("main .button-primary");
    assert.match(await page.textContent("[role=alert]"), /Nothing was kept yet[^]*Owner: This is needed/);
    assert.equal(await page.getAttribute("#f-owner", "aria-invalid"), "true");
    assert.equal(await page.inputValue("#f-what"), "Line one\nLine two");
    assert.equal(await page.inputValue("#f-due"), "2031-01-31");
    assert.equal(await page.inputValue("#f-offer"), "narrative-medicine");
    assert.ok(await page.isChecked("#f-shared"));
    await page.click("[role=alert] a");
    await page.fill("#f-owner", "Dr. Rivera");
    await page.click("main .button-primary");
    assert.match(await page.textContent("main"), /Line one\s+Line two[^]*Dr\. Rivera[^]*31 January 2031/);
    await page.goto(`${server.url}/checklists/A`);
    await page.check("[name=monitoring][value=partly]");
    await page.click("main .button-primary");
    assert.match(await page.textContent("#e-monitoring"), /Say where it can be seen/);
    assert.ok(await page.isChecked("[name=monitoring][value=partly]"));
    await page.fill("#t-monitoring", "Minutes of May");
    await page.click("main .button-primary");
    assert.match(await page.textContent("table"), /Partly\s*Minutes of May/);
    await context.close();
});

test("a wrong password is told where it was typed, and the name has to be typed again", async () => {
    const { context, page } = await visitor(null, {});
    await page.goto(`${server.url}/login`);
    await page.fill("#name", "office");
    await page.fill("#password", "something else");
    await page.click("button.button-primary");
    assert.match(await page.textContent("[role=alert]"), /not\s+right/);
    assert.equal(await page.inputValue("#name"), "");
    await page.fill("#name", "office");
    await page.fill("#password", PASSWORD);
    await page.click("button.button-primary");
    await page.waitForURL("**/office");
    await context.close();
});
