/* The pages of staff in a real browser: what each role does there, by hand, by
 * keyboard, without script. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, end, ready, visitor } from "./staffed.mjs";
import { violations } from "./walk.mjs";

let server;
before(async () => { server = await ready(); });
after(end);

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

test("long parts wait for a tick on a phone, without script, and are there on a desk and on paper", async () => {
    const { context, page } = await visitor("subcommittee", { javaScriptEnabled: false });
    for (const [where, long] of [["/unit/A/w1", "[aria-label='Every scale']"],
        ["/unit/A/w1", ".reading"], ["/results/w1/compare", "details"]]) {
        await page.goto(server.url + where);
        const first = page.locator(`.fold + ${long} :is(td, li)`).first();
        const tick = page.locator(`.fold:has(+ ${long}) input`);
        await page.setViewportSize({ width: 390, height: 844 });
        assert.ok(!await first.isVisible(), `${where} ${long} on a phone`);
        await tick.check();
        assert.ok(await first.isVisible(), `${where} ${long}, ticked`);
        await tick.uncheck();
        await page.emulateMedia({ media: "print" });
        assert.ok(await first.isVisible(), `${where} ${long} on paper`);
        await page.emulateMedia({ media: "screen" });
        await page.setViewportSize({ width: 1280, height: 900 });
        assert.ok(await first.isVisible(), `${where} ${long} on a desk`);
        assert.ok(!await tick.isVisible(), `${where} nothing to tick on a desk`);
    }
    await page.goto(`${server.url}/wave/w1`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator("main details summary").last().click();
    assert.ok(await page.locator(".reading li").last().isVisible(), "no fold in a fold");
    assert.equal(await page.locator(".fold").last().isVisible(), false);
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
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.inputValue("#name"), "");
    await page.fill("#name", "office");
    await page.fill("#password", PASSWORD);
    await page.click("button.button-primary");
    await page.waitForURL("**/office");
    await context.close();
});
