/* The other make of browser: a trainee's whole journey and a page of each role
 * in Debian's Firefox, office included. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FIREFOX, firefox } from "./firefox.mjs";
import { champion, officeReader, subcommittee } from "./journeys.mjs";
import { firefoxDriver, keysOf } from "./keys.mjs";
import { officeOf } from "./office.mjs";
import { PASSWORD, end, ready } from "./staffed.mjs";

let fox, why, server;
before(async () => {
    try {
        fox = await firefox();
        why = fox ? "" : `${FIREFOX} is not installed`;
    } catch (error) {
        why = error.message;
    }
    if (fox) server = await ready({ withBrowser: false });
});
after(async () => {
    await fox?.quit();
    if (server) await end();
});
const inFirefox = (name, act) => test(name, async (t) => {
    if (!fox) return t.skip(why);
    return act();
});

/* Whether the page is whole: its style is there, and nothing is beside it. */
async function holds(where) {
    const [over, styled] = await fox.run(`return [
        document.documentElement.scrollWidth - innerWidth,
        getComputedStyle(document.querySelector("main")).flexGrow]`);
    assert.ok(over <= 0, `${where} is ${over} pixels too wide`);
    assert.equal(styled, "1", `${where} has its style`);
}

inFirefox("a link leads to a stored ballot, and nothing stays behind", async () => {
    await fox.size(480, 800);
    const [address, secret] = server.links[0].split("#");
    await fox.go(`${address}#${secret}`);
    await fox.press("Start");
    await fox.see(".steps p");
    const n = Number((await fox.run(
        "return document.querySelector('.steps p').innerText")).match(/\d+$/)[0]);
    for (let i = 1; i <= n; i++) {
        await fox.see(`[data-step="${i}"]`);
        await holds(`section ${i}`);
        /* The first by hand, the others by what a hand would cause. */
        if (i === 1)
            for (const id of [1, 2])
                await fox.tap(`main fieldset:nth-of-type(${id}) .choice:nth-of-type(2)`);
        else await fox.run(`for (const set of document.querySelectorAll("main fieldset"))
            set.querySelector("input").click();`);
        if (i === 1)
            assert.equal(await fox.run(
                "return document.querySelectorAll('main input:checked').length"), 2);
        if (i === 2) { /* back, and nothing is lost */
            await fox.press("Back");
            await fox.see("[data-step=\"1\"]");
            assert.equal(await fox.run(
                "return document.querySelectorAll('main input:checked').length"), 2);
            await fox.press("Next");
            await fox.see("[data-step=\"2\"]");
        }
        await fox.press("Next");
    }
    await fox.at("What will be sealed");
    await fox.press("Seal and send");
    await fox.at("Your ballot is stored");
    assert.equal(await fox.url(), address, "no code is left in the address");
    assert.match(await fox.run("return document.querySelector('#keep-receipt').value"),
        /^chorus-receipt-v1\.[A-Za-z0-9_-]{216}$/);
    assert.deepEqual(await fox.run(
        "return [localStorage.length, sessionStorage.length, document.cookie]"),
    [0, 0, ""]);
    await fox.press("Finish and clear this page");
    await fox.see("main a[href='/privacy']");
    assert.equal(await fox.url(), `${server.url}/`);
});

for (const [name, journey, width, height] of [["champion", champion, 480, 800],
    ["subcommittee", subcommittee, 1280, 900], ["office", officeReader, 480, 800]])
    inFirefox(`the ${name}’s journey by keys alone`, async () => {
        await fox.forget();
        await fox.size(width, height);
        const keys = keysOf(firefoxDriver(fox, server.url));
        await journey(keys, PASSWORD, "firefox");
        assert.deepEqual(keys.wrong, []);
    });

inFirefox("the pages of staff hold on a phone and a desk", async () => {
    await fox.forget();
    const keys = keysOf(firefoxDriver(fox, server.url));
    await keys.signIn("subcommittee", PASSWORD);
    for (const path of ["/unit/A/w1", "/results/w1", "/results/w1/compare"]) {
        await fox.go(server.url + path);
        for (const [width, height] of [[480, 800], [1280, 900]]) {
            await fox.size(width, height);
            await holds(`${path} at ${width}`);
        }
        assert.ok(await fox.run(`return [...document.querySelectorAll("svg.chart")]
            .every((c) => c.getBoundingClientRect().height > 20)`));
    }
    await keys.signOut();
});

inFirefox("the office's own page lets this browser in, and out", async () => {
    const office = await officeOf(server.dir);
    await fox.go(office.enter);
    await fox.tap("main a");
    await fox.at("Waves");
    await holds("the office's page");
    await fox.go(`${office.url}/plan`);
    await fox.at("Plan");
    await holds("the plan");
    await fox.press("Let this browser out");
    await fox.at("This browser is out");
    assert.deepEqual(await office.stop(), { code: 0, signal: null });
});
