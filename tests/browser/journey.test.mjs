/* The trainee's journey in headless Chromium, against a real chorusd: every
 * way to a stored ballot, every refusal, and the board at the end. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
    NOTHING, answerAll, answerSection, at, click, close, done, freshLink,
    freshLinkIn, heading, launch, left, open, press, scanned, sections, site, skipAll,
    stop, stored, tooWide, visitor, walk,
} from "./trainee.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => {
    await browser.close();
    await stop();
});

const receipts = [];
const api = (name) => `${site.base}/v1/waves/${site.wave}/${name}`;

/* A journey of its own context; the watch must have seen nothing. */
function journey(name, act, options) {
    test(name, async () => {
        const v = await visitor(browser, options);
        try {
            await act(v.page, v);
            assert.deepEqual(v.faults, []);
        } finally {
            await v.context.close();
        }
    });
}

const split = (link) => {
    const [code, print] = link.split("#")[1].split(".");
    return { page: link.split("#")[0], code, print };
};

/* Changes bytes of an answer on its way to the page. */
const bend = (page, url, change) => page.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.body()) });
});

journey("a link leads to a stored ballot, and nothing stays behind",
    async (page, { context, bodies }) => {
        const link = freshLink();
        await open(page, link);
        assert.equal(page.url(), link.split("#")[0], "the fragment is removed");
        const lines = await page.locator(".lines li").allInnerTexts();
        assert.equal(lines.length, 3);
        await page.getByText("What can be shown about me").click();
        assert.deepEqual((await page.locator("details[open] li").allInnerTexts())
            .map((l) => l.match(/\d+ people$/)?.[0]),
        [lines[0].match(/\d+ people/)[0],
            ...(/P001/.test(lines[0]) ? ["64 people"] : ["22 people"]),
            "86 people"]);
        const [, roster] = lines[0].match(/^You are counted in .+\n(\d+) people/);
        assert.ok(lines[1].endsWith(Math.floor(roster / 2) >= 5 ?
            "If half of you answer, that is enough for averages." :
            "If half of you answer, that is not enough."), lines[1]);
        await walk(page, click, answerSection); /* by pointer, every tap of it */
        assert.deepEqual(bodies, [], "nothing is sent before Seal and send");
        await click(page, "Seal and send");
        await done(page);
        assert.deepEqual(bodies.map(([path]) => path),
            ["/v1/issue", "/v1/redeem"]);
        assert.equal(page.url(), link.split("#")[0]);
        const next = await page.locator("main > .screen > ul li").allInnerTexts();
        assert.equal(next.length, 4, "what happens next");
        assert.ok(next[2].includes(`${site.base}/wave/${site.wave}`));
        await page.getByText("Keep proof").click();
        const receipt = await page.getByLabel("Your receipt", { exact: true })
            .inputValue();
        assert.equal(await scanned(page.getByRole("img", { name: /receipt/ })),
            receipt, "the code says what the text says");
        assert.match(receipt, /^chorus-receipt-v1\.[A-Za-z0-9_-]{216}$/);
        receipts.push({ receipt, link });
        assert.deepEqual(await stored(page, context), NOTHING);
        await click(page, "Finish and clear this page");
        await left(page);
        assert.deepEqual(await stored(page, context), NOTHING);
        for (const go of ["goBack", "goForward"]) {
            await page[go]();
            assert.equal(page.url(), `${site.base}/`, "no entry of it is left");
            assert.equal(await page.locator("main textarea").count(), 0);
        }
    });

journey("a group of eight is told that half of it is not enough",
    async (page) => {
        await open(page, freshLinkIn("P011"));
        const lines = await page.locator(".lines li").allInnerTexts();
        assert.match(lines[0], /8 people are on its roster/);
        assert.match(lines[1], /If half of you answer, that is not enough\.$/);
    });

journey("two ballots of the same answers share no byte string",
    async (page, { bodies }) => {
        for (let i = 0; i < 2; i++) {
            await page.goto("about:blank");
            await open(page, freshLink());
            await answerAll(page);
            await press(page, "Seal and send");
            await done(page);
        }
        const redeemed = bodies.filter(([path]) => path === "/v1/redeem")
            .map(([, body]) => Buffer.from(body, "base64").subarray(35));
        assert.equal(redeemed.length, 2);
        for (let i = 0; i + 16 <= redeemed[0].length; i += 16)
            assert.ok(!redeemed[1].includes(redeemed[0].subarray(i, i + 16)));
    });

journey("a code typed by hand leads there too, after the fingerprint",
    async (page) => {
        const { page: address, code, print } = split(freshLink());
        await page.goto(address);
        await at(page, "Your code");
        await page.getByLabel("Code, link or pass")
            .fill(code.toLowerCase().replace(/-/g, " "));
        await page.keyboard.press("Enter");
        await at(page, "Compare the fingerprint");
        assert.equal((await page.locator(".fingerprint span").allInnerTexts())
            .join("-"), print);
        await press(page, "It is the same");
        await answerAll(page);
        await press(page, "Seal and send");
        await done(page);
    });

journey("a mistyped code is explained, and nothing is sent",
    async (page, { bodies }) => {
        const { page: address, code } = split(freshLink());
        await page.goto(address);
        const field = page.getByLabel("Code, link or pass");
        const cases = [
            ["", /Enter your code first/],
            [code.slice(0, -2), /Group 4 of 4 is too short/],
            [code.replace("-", "U-"), /“U” is never part/],
            [code.replace(/.$/, (c) => (c === "G" ? "H" : "G")), /mistyped|damaged/],
            [code.slice(0, 15), /28 letters and digits; this has 14/],
        ];
        for (const [typed, says] of cases) {
            await field.fill(typed);
            await press(page, "Go on");
            await page.getByText(says).waitFor();
            assert.equal(await field.getAttribute("aria-invalid"), "true");
            assert.equal(await field.inputValue(), typed, "what was typed stays");
        }
        assert.deepEqual(bodies, []);
    });

journey("a fingerprint that differs stops a typed code", async (page) => {
    const { page: address, code } = split(freshLink());
    await page.goto(address);
    await page.getByLabel("Code, link or pass").fill(code);
    await press(page, "Go on");
    await press(page, "It differs");
    await at(page, "This page stopped");
    await page.getByText(/another promise/).waitFor();
});

journey("the keyboard alone is enough", async (page) => {
    await open(page, freshLink());
    const press = (key) => page.keyboard.press(key);
    /* Tab until the focused control is the wanted one. */
    const reach = async (name) => {
        for (let i = 0; i < 120; i++) {
            await press("Tab");
            const here = await page.evaluate(() =>
                document.activeElement?.textContent.trim());
            if (here === name) return;
        }
        assert.fail(`Tab never reached ${name}`);
    };
    await reach("Start");
    await press("Enter");
    const n = await sections(page);
    for (let i = 1; i <= n; i++) {
        await page.getByText(`Section ${i} of ${n}`, { exact: true }).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.tagName),
            "H1", "focus is on the new heading");
        const sets = await page.locator("main fieldset").count();
        for (let q = 0; q < sets; q++) {
            do {
                await press("Tab");
            } while (!await page.evaluate(() =>
                document.activeElement.matches("main input, main select")));
            await press("Space");
            await press("ArrowDown");
        }
        assert.equal(await page.locator("main input:checked").count(), sets);
        await press("Enter");
    }
    await at(page, "What will be sealed");
    await reach("Seal and send");
    await press("Enter");
    await done(page);
});

journey("the way over the header is first, and no entry of the history",
    async (page) => {
        for (const link of [freshLink(), `${site.base}/receipt/${site.wave}`]) {
            await page.goto(link);
            await page.locator("#languages button").waitFor();
            await page.locator("main h1").waitFor();
            const before = await page.evaluate(() => history.length);
            const skip = page.getByRole("link", { name: "Skip to the content" });
            assert.ok(await skip.evaluate((e) =>
                e === document.querySelector("a, button, input, summary")));
            await skip.focus();
            const box = await skip.boundingBox();
            assert.ok(box.x >= 0 && box.y >= 0, "it is seen");
            await page.keyboard.press("Enter");
            assert.ok(await page.evaluate(() =>
                document.activeElement.matches("main, main h1")));
            if (link.includes("/receipt/")) continue;
            assert.equal(page.url(), link.split("#")[0]);
            assert.equal(await page.evaluate(() => history.length), before);
        }
    });

journey("every change of screen puts the focus on the new heading",
    async (page) => {
        const focused = async (title) => {
            await at(page, title);
            assert.equal(await page.evaluate(() =>
                document.activeElement.matches("main h1") &&
                document.activeElement.innerText), title);
        };
        const { page: address, code } = split(freshLink());
        await page.goto(address);
        await focused("Your code");
        await page.getByLabel("Code, link or pass").fill(code);
        await press(page, "Go on");
        await focused("Compare the fingerprint");
        await press(page, "It is the same");
        await focused("How is your training treating you?");
        await press(page, "Start");
        await focused("Your work");
        await page.goBack();
        await focused("How is your training treating you?");
        await skipAll(page);
        await focused("What will be sealed");
        await page.getByRole("button", { name: "Change: Your work" }).press("Enter");
        await focused("Your work");
        await page.goBack();
        await page.route("**/v1/issue", (r) => r.abort());
        await press(page, "Seal and send");
        await focused("Not sent yet");
        assert.equal(await page.locator("main [role=alert]").count(), 1, "and it is said");
        await page.unroute("**/v1/issue");
        await press(page, "Try again");
        await focused("Your ballot is stored");
    });

journey("the bar counts the questions that are behind, and the text the sections",
    async (page) => {
        await open(page, freshLink());
        await press(page, "Start");
        const n = await sections(page);
        let behind = 0;
        const bar = page.locator("main progress");
        const all = Number(await bar.getAttribute("max"));
        for (let i = 1; i <= n; i++) {
            await page.getByText(`Section ${i} of ${n}`, { exact: true }).waitFor();
            assert.equal(Number(await bar.getAttribute("value")), behind);
            behind += await page.locator("main fieldset").count();
            await press(page, "Next");
        }
        await at(page, "What will be sealed");
        assert.equal(behind, all);
        assert.equal(Number(await bar.getAttribute("value")), all);
        await page.getByText(`All ${n} sections are behind you. Nothing was sent yet.`)
            .waitFor();
    });

journey("a page that the browser kept to show it again is empty and begins anew",
    async (page, { bodies }) => {
        await open(page, freshLink());
        await press(page, "Start");
        await answerSection(page);
        const kept = await page.evaluate(() => {
            dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
            return document.querySelector("main").childElementCount;
        });
        assert.equal(kept, 0);
        await page.evaluate(() =>
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
        await at(page, "Your code");
        assert.equal(await page.locator("#code").inputValue(), "");
        await page.goBack();
        assert.equal(await page.locator("main input:checked").count(), 0);
        assert.deepEqual(bodies, []);
    });

journey("who is called away clears the page from any screen, by two taps",
    async (page, { context, bodies }) => {
        for (const screen of ["first", "section", "review"]) {
            await page.goto("about:blank");
            await open(page, freshLinkIn("P001"));
            if (screen === "section") {
                await press(page, "Start");
                await answerSection(page);
            }
            if (screen === "review") await answerAll(page);
            let asked = 0;
            page.once("dialog", (d) => { asked++; d.accept(); });
            await click(page, "Leave and clear this page");
            await left(page);
            assert.equal(asked, screen === "first" ? 0 : 1, screen);
            page.removeAllListeners("dialog");
            assert.deepEqual(await stored(page, context), NOTHING);
            if (screen === "first") continue;
            await page.goBack();
            assert.equal(await page.locator("main input").count(), 0, screen);
        }
        assert.deepEqual(bodies, []);
    });

journey("a pass can be taken before anything is answered, or not",
    async (page, { bodies }) => {
        await open(page, freshLink());
        await page.getByText("Answer later or elsewhere").click();
        await press(page, "Take a pass");
        await at(page, "Your pass");
        assert.deepEqual(bodies.map(([p]) => p), ["/v1/issue"]);
        await press(page, "Or answer here");
        await page.getByRole("button", { name: "Start" }).waitFor();
        await answerAll(page);
        await press(page, "Seal and send");
        await done(page);
        assert.deepEqual(bodies.map(([p]) => p), ["/v1/issue", "/v1/redeem"]);
    });

journey("who is in the wrong program is told whom to tell", async (page, { context }) => {
    await open(page, freshLink());
    await page.getByText("This is not my program").click();
    await page.getByText(/Tell the office before you answer/).waitFor();
    const [info] = await Promise.all([context.waitForEvent("page"),
        page.getByRole("link", { name: "Whom to tell: name, e-mail, phone" }).press("Enter")]);
    await info.waitForLoadState();
    assert.match(info.url(), /#contact$/);
    assert.match(await info.locator("#contact + dd").innerText(), /@/);
});

journey("every question can be skipped, and a choice taken back",
    async (page) => {
        await open(page, freshLink());
        await press(page, "Start");
        const set = page.locator("main fieldset").first();
        await set.locator("input").first().check();
        await set.getByLabel("Skip").check();
        const n = await sections(page);
        for (let i = 1; i <= n; i++) await press(page, "Next");
        await page.getByText(/^0 of \d+ questions answered/).waitFor();
        await press(page, "Seal and send");
        await done(page);
    });

journey("answers survive every way back and forth but a reload",
    async (page, { bodies }) => {
        await open(page, freshLink());
        await press(page, "Start");
        await answerSection(page);
        const chosen = await page.locator("main input:checked").count();
        await press(page, "Next");
        await page.goBack();
        await page.getByText(/^Section 1 of/).waitFor();
        assert.equal(await page.locator("main input:checked").count(), chosen);
        await page.goBack();
        await page.getByRole("button", { name: "Start" }).waitFor();
        await page.goForward();
        await page.getByText(/^Section 1 of/).waitFor();
        assert.equal(await page.locator("main input:checked").count(), chosen);
        await click(page, "Español");
        await page.getByText(/^Sección 1 de/).waitFor();
        assert.equal(await page.locator("main input:checked").count(), chosen);
        assert.doesNotMatch(JSON.stringify(await page.evaluate(() =>
            history.state)), /[^{}"atn,:\d]/);
        let asked = 0;
        page.on("dialog", (d) => { asked++; d.accept(); });
        await page.reload();
        assert.equal(asked, 1, "leaving unsent answers is asked about");
        await page.getByText(/Al recargar|A reload forgets/).waitFor();
        assert.deepEqual(bodies, []);
    });

test("a tab killed on any screen costs nothing but the answers", async () => {
    const link = freshLink();
    const stops = ["first", "section 1", "section 2", "last section", "review"];
    for (const stop of stops) {
        const { context, page, bodies } = await visitor(browser);
        await open(page, link);
        if (stop !== "first") await press(page, "Start");
        if (stop === "section 2") await press(page, "Next");
        if (stop === "last section" || stop === "review") {
            const n = await sections(page);
            for (let i = stop === "review" ? 0 : 1; i < n; i++)
                await press(page, "Next");
        }
        assert.deepEqual(bodies, [], stop);
        await context.close();
    }
    const { context, page } = await visitor(browser);
    await open(page, link);
    await answerAll(page);
    await press(page, "Seal and send");
    await done(page);
    await context.close();
});

for (const path of ["issue", "redeem"]) {
    journey(`a send that fails at ${path} is tried again with the same bytes`,
        async (page, { bodies }) => {
            await open(page, freshLink());
            await answerAll(page);
            await page.route(`**/v1/${path}`, (r) => r.abort());
            await press(page, "Seal and send");
            await at(page, "Not sent yet");
            await page.getByText("The server could not be reached.").waitFor();
            await page.unroute(`**/v1/${path}`);
            await press(page, "Try again");
            await done(page);
            const sent = bodies.filter(([p]) => p === `/v1/${path}`);
            assert.equal(sent.length, 2);
            assert.equal(sent[0][1], sent[1][1]);
        });

    journey(`a lost answer of ${path} is fetched again`, async (page) => {
        await open(page, freshLink());
        await answerAll(page);
        await page.route(`**/v1/${path}`, async (route) => {
            await route.fetch(); /* the server has heard it */
            await route.abort();
        });
        await press(page, "Seal and send");
        await at(page, "Not sent yet");
        await page.unroute(`**/v1/${path}`);
        await press(page, "Try again");
        await done(page);
    });

    journey(`${path} without an answer for a minute is tried again`,
        async (page, { bodies }) => {
            await page.clock.install();
            await open(page, freshLink());
            await answerAll(page);
            let swallowed;
            const heard = new Promise((done) => { swallowed = done; });
            await page.route(`**/v1/${path}`, () => swallowed());
            await press(page, "Seal and send");
            await heard;
            /* The clock also runs by itself, by as long as this takes. */
            await page.clock.fastForward(30000);
            await at(page, "Sealing and sending");
            await page.clock.fastForward(60000);
            await at(page, "Not sent yet");
            await page.getByText("The server could not be reached.").waitFor();
            await page.unroute(`**/v1/${path}`);
            await press(page, "Try again");
            await done(page);
            const sent = bodies.filter(([p]) => p === `/v1/${path}`);
            assert.equal(sent[0][1], sent[1][1]);
        });

    journey(`503 and 429 at ${path} that ask for long are explained`,
        async (page) => {
            await open(page, freshLink());
            await answerAll(page);
            let status = 503;
            await page.route(`**/v1/${path}`, (r) => r.fulfill({ status,
                headers: { "Retry-After": "60" } }));
            await press(page, "Seal and send");
            await page.getByText(/cannot store anything now/).waitFor();
            status = 429;
            await press(page, "Try again");
            await page.getByText(/Try again in 60 seconds/).waitFor();
            await page.unroute(`**/v1/${path}`);
            await press(page, "Try again");
            await done(page);
        });

    journey(`503 and 429 at ${path} that ask for a moment are waited for`,
        async (page, { bodies }) => {
            await page.clock.install();
            await open(page, freshLink());
            await answerAll(page);
            const refusals = [503, 429];
            let heard;
            await page.route(`**/v1/${path}`, (r) => {
                const status = refusals.shift();
                heard();
                return status ? r.fulfill({ status,
                    headers: { "Retry-After": "7" } }) : r.continue();
            });
            let next = new Promise((go) => { heard = go; });
            await click(page, "Seal and send");
            for (let i = 0; i < 2; i++) {
                await next;
                next = new Promise((go) => { heard = go; });
                await page.waitForFunction(() => true);
                await at(page, "Sealing and sending");
                await page.clock.fastForward(11000);
            }
            await done(page);
            const sent = bodies.filter(([p]) => p === `/v1/${path}`);
            assert.equal(sent.length, 3);
            assert.equal(new Set(sent.map(([, body]) => body)).size, 1);
        });

    journey(`410 at ${path} says that the wave is closed`, async (page) => {
        await open(page, freshLink());
        await answerAll(page);
        await page.route(`**/v1/${path}`, (r) => r.fulfill({ status: 410 }));
        await press(page, "Seal and send");
        await at(page, "The survey is closed");
    });
}

/* Two clicks where a button is: as one double click, or as two taps. */
const twice = {
    "double click": (page, name) =>
        page.getByRole("button", { name, exact: true }).dblclick(),
    "double tap": async (page, name) => {
        const b = page.getByRole("button", { name, exact: true });
        await b.click({ trial: true });
        const { x, y, width, height } = await b.boundingBox();
        await page.mouse.click(x + width / 2, y + height / 2);
        await page.mouse.click(x + width / 2, y + height / 2);
    },
};
for (const [kind, act] of Object.entries(twice))
    journey(`a ${kind} does not reach the screen after`,
        async (page, { bodies }) => {
            await open(page, freshLink());
            await act(page, "Start");
            const n = await sections(page);
            /* the first and the last by pointer: behind it one would send */
            for (let i = 1; i <= n; i++) {
                await page.getByText(`Section ${i} of ${n}`, { exact: true })
                    .waitFor();
                assert.equal(await page.locator("input:checked").count(), 0);
                await (i > 1 && i < n ? press : act)(page, "Next");
            }
            await at(page, "What will be sealed");
            await page.getByRole("button", { name: "Seal and send" })
                .click({ trial: true }); /* it has rested */
            await at(page, "What will be sealed");
            assert.deepEqual(bodies, []);
            await click(page, "Seal and send");
            await done(page);
        });

journey("a double click sends once", async (page, { bodies }) => {
    await open(page, freshLink());
    await answerAll(page);
    await page.evaluate(() => {
        const send = document.querySelector(".thumb .button-primary");
        send.click();
        send.click();
        send.click();
    });
    await done(page);
    assert.deepEqual(bodies.map(([p]) => p), ["/v1/issue", "/v1/redeem"]);
});

journey("a spent invite is explained", async (page) => {
    const link = freshLink();
    for (let i = 0; i < 2; i++) {
        await page.goto("about:blank");
        await open(page, link);
        await answerAll(page);
        await press(page, "Seal and send");
        if (i === 0) await done(page);
    }
    await at(page, "This code was used already");
    await page.getByText(/If it was not you, tell the office/).waitFor();
});

journey("a pass is taken here and used elsewhere, once", async (page) => {
    await open(page, freshLink());
    await skipAll(page);
    await page.getByText("Answer later or elsewhere").click();
    await press(page, "Take a pass");
    await at(page, "Your pass");
    const pass = await page.getByRole("textbox", { name: "Your pass" })
        .inputValue();
    assert.match(pass, /^chorus-pass-v1\.[A-Za-z0-9_-]{174}$/);
    const carried = await scanned(page.getByRole("img", { name: /pass/ }));
    assert.equal(carried, `${site.base}/w/${site.wave}#${pass}`);
    const download = page.waitForEvent("download");
    await click(page, "Download as a file");
    assert.match((await download).suggestedFilename(), /^chorus-pass-.+\.txt$/);

    for (const [i, title] of [[0, "Your ballot is stored"],
        [1, "A ballot was handed in already"]]) {
        const other = await visitor(browser);
        if (i) await open(other.page, carried);
        else {
            await other.page.goto(`${site.base}/w/${site.wave}`);
            await other.page.getByLabel("Code, link or pass").fill(pass);
            await press(other.page, "Go on");
        }
        await answerAll(other.page);
        await press(other.page, "Seal and send");
        await at(other.page, title);
        assert.deepEqual(other.bodies.map(([p]) => p), ["/v1/redeem"]);
        assert.deepEqual(other.faults, []);
        await other.context.close();
    }
});

journey("a pass is not cleared away before its owner says so", async (page) => {
    await open(page, freshLink());
    await answerAll(page);
    await page.getByText("Answer later or elsewhere").click();
    await press(page, "Take a pass");
    await at(page, "Your pass");
    const asked = [];
    page.once("dialog", (d) => { asked.push(d.message()); d.dismiss(); });
    await press(page, "Finish and clear this page");
    assert.match(asked[0], /^Is the pass kept/);
    assert.match(await page.getByLabel("Your pass", { exact: true }).inputValue(),
        /^chorus-pass-v1\./);
    page.once("dialog", (d) => d.accept());
    await press(page, "Finish and clear this page");
    await left(page);
});

journey("after a fetched token and a failed hand-in a pass can be taken",
    async (page) => {
        await open(page, freshLink());
        await answerAll(page);
        await page.route("**/v1/redeem", (r) => r.abort());
        await press(page, "Seal and send");
        await at(page, "Not sent yet");
        await page.getByText("Answer later or elsewhere").click();
        await press(page, "Take a pass");
        await at(page, "Your pass");
        await page.unroute("**/v1/redeem");
        await press(page, "Or send from here");
        await done(page);
    });

journey("another link in the same tab starts anew", async (page) => {
    const [mine, theirs] = [freshLink(), freshLink()];
    await open(page, mine);
    await press(page, "Start");
    await answerSection(page);
    let asked = 0;
    page.on("dialog", (d) => { asked++; d.accept(); });
    await page.evaluate((hash) => { location.hash = hash; }, theirs.split("#")[1]);
    await page.getByRole("button", { name: "Start" }).waitFor();
    assert.equal(asked, 1);
    assert.equal(page.url(), theirs.split("#")[0]);
    await press(page, "Start");
    assert.equal(await page.locator("main input:checked").count(), 0);
});

/* What a hostile or broken server might do */
journey("a link with another fingerprint is refused", async (page, { bodies }) => {
    const { page: address, code, print } = split(freshLink());
    const other = print.replace(/.$/, (c) => (c === "0" ? "1" : "0"));
    await page.goto(`${address}#${code}.${other}`);
    await at(page, "This page stopped");
    await page.getByText(/another promise than the one in your letter/).waitFor();
    assert.deepEqual(await page.locator(".fingerprint").evaluateAll((all) =>
        all.map((e) => [...e.children].map((g) => g.textContent).join("-"))),
    [other, print]);
    assert.match(await page.locator(".notice-error").innerText(),
        /In your link:[^]*On this server:/);
    assert.equal(page.url(), address);
    assert.deepEqual(bodies, []);
});

const tampered = {
    "rules below the floors": [/"k":\d+/, "\"k\":4", /weaker than Chorus allows/],
    "a group below min_group": [/"roster":\d+,"unit"/, "\"roster\":2,\"unit\"",
        /smaller than its own rule/],
    "an unknown key": [/^\{/, "{\"extra\":1,", /damaged or not in order/],
    "a key said twice": [/"min_group":/, "\"min_group\":9,\"min_group\":", /damaged or not in order/],
    "another closing date": [/"closes":"20\d\d/, "\"closes\":\"2099", /another promise/],
    "another bundle": [/"client_sha256":"....../, "\"client_sha256\":\"012345", /page's code is not the one/],
    "another survey": [/("survey":\{[^}]*"sha256":")....../, "$1012345", /questions are not those/],
};
for (const [name, [from, to, says]] of Object.entries(tampered))
    journey(`a manifest is refused: ${name}`, async (page, { bodies }) => {
        await bend(page, api("manifest"), (body) => {
            const text = body.toString();
            assert.match(text, from);
            return text.replace(from, to);
        });
        await page.goto(freshLink());
        await at(page, "This page stopped");
        await page.getByText(says).waitFor();
        assert.deepEqual(bodies, []);
    });

journey("a survey with other questions is refused", async (page) => {
    await bend(page, api("survey"), (b) => b.toString().replace("energy", "Energy"));
    await page.goto(freshLink());
    await page.getByText(/questions are not those/).waitFor();
});

journey("a bundle with another hash is not run", async (page) => {
    await bend(page, api("client.js"), (b) => b + "\n;");
    await page.goto(freshLink());
    await page.getByText(/could not load or verify its code/).waitFor();
    assert.equal(await page.getByRole("button", { name: "Start" }).count(), 0);
});

journey("an answer that is not proved is refused, and the right one taken",
    async (page, { bodies }) => {
        await open(page, freshLink());
        await answerAll(page);
        await bend(page, "**/v1/issue", (b) => {
            b[96] ^= 1;
            return b;
        });
        await press(page, "Seal and send");
        await page.getByText(/not proved by the key/).waitFor();
        assert.deepEqual(bodies.map(([p]) => p), ["/v1/issue"]);
        await page.unroute("**/v1/issue");
        await press(page, "Try again");
        await done(page);
    });

journey("a receipt that is not signed is refused, and the right one taken",
    async (page) => {
        await open(page, freshLink());
        await answerAll(page);
        await bend(page, "**/v1/redeem", (b) => {
            b[128] ^= 1;
            return b;
        });
        await press(page, "Seal and send");
        await page.getByText(/receipt that came back is not valid/).waitFor();
        await page.unroute("**/v1/redeem");
        await press(page, "Try again");
        await done(page);
    });

journey("an unknown invite is refused by the server and explained",
    async (page) => {
        await open(page, freshLink());
        await answerAll(page);
        await page.route("**/v1/issue", (r) => r.fulfill({ status: 403 }));
        await press(page, "Seal and send");
        await page.getByText(/not on the survey's list/).waitFor();
    });

journey("a manifest that cannot be loaded can be tried again", async (page) => {
    await page.route(api("manifest"), (r) => r.abort());
    await page.goto(freshLink());
    await page.getByText("The server could not be reached.").waitFor();
    await page.unroute(api("manifest"));
    await press(page, "Try again");
    await page.getByRole("button", { name: "Start" }).waitFor();
});

journey("without JavaScript the page says what is needed", async (page) => {
    await page.goto(freshLink());
    await page.getByRole("heading", { name: "This page needs JavaScript" })
        .waitFor();
    const ways = await page.locator("noscript li, .notice li").allInnerTexts();
    assert.match(ways[0], /another browser/);
    assert.match(ways[1], /kiosk/);
    assert.match(ways[2], /chorus answer/);
    await page.getByText("Support", { exact: true }).click();
    assert.ok(await page.locator(".resources a[href^='tel:']").first().isVisible());
}, { javaScriptEnabled: false });

journey("the Spanish page is Spanish", async (page) => {
    await page.goto(freshLink());
    await page.getByRole("button", { name: "Empezar" }).click();
    await page.getByText(/^Sección 1 de/).waitFor();
    assert.equal(await page.getAttribute("html", "lang"), "es");
    assert.equal(await page.locator(".support summary").innerText(), "Ayuda");
    await page.locator(".support summary").click();
    assert.ok(await page.getByText("Servicios de emergencia").isVisible());
    assert.equal(await page.getByText("Emergency services").isVisible(), false);
    assert.equal(await page.getByText("Skip", { exact: true }).count(), 0);
    assert.match(await page.title(), /^¿Cómo le va en su formación\? · /);
}, { locale: "es-MX" });

/* Fills one of the receipt page's two forms and waits for what it says. */
async function ask(page, label, text, says) {
    await page.getByLabel(label).fill(text);
    await page.getByLabel(label).locator("xpath=ancestor::form")
        .getByRole("button").click();
    await page.getByText(says).waitFor();
}

journey("a receipt is checked in the browser and never sent",
    async (page, { bodies }) => {
        const { receipt, link } = receipts[0];
        await page.goto(`${site.base}/receipt/${site.wave}`);
        await ask(page, "Receipt", receipt, /receipt is genuine/);
        await ask(page, "Receipt", receipt.slice(0, -3), /no complete receipt/);
        await ask(page, "Receipt", receipt.replace(/.{9}$/, "AAAAAAAAA"),
            /not signed by this survey's key/);
        await ask(page, "Link or code", link, /published after the close/);
        assert.deepEqual(bodies, []);
    });

for (const width of [320, 360, 1280])
    journey(`no screen scrolls sideways at ${width} pixels`, async (page) => {
        const fits = async () => assert.equal(await tooWide(page), false,
            await heading(page));
        await page.goto(`${site.base}/w/${site.wave}`);
        await at(page, "Your code");
        await fits();
        await open(page, freshLink());
        await fits();
        await press(page, "Start");
        const n = await sections(page);
        for (let i = 1; i <= n; i++) {
            await fits();
            const small = await page.locator(".choice").evaluateAll((rows) =>
                rows.filter((r) => r.getBoundingClientRect().height < 48).length);
            assert.equal(small, 0, "rows are at least 48 pixels high");
            await press(page, "Next");
        }
        await fits();
        await page.getByText("Support", { exact: true }).click();
        await fits();
    }, { viewport: { width, height: 740 } });

journey("a wave that closes while somebody answers says so", async (page) => {
    await open(page, freshLink());
    await answerAll(page);
    await close();
    await press(page, "Seal and send");
    await at(page, "The survey is closed");
});

journey("after the close the board holds the ballot and the used code",
    async (page, { bodies }) => {
        const { receipt, link } = receipts[0];
        await page.goto(`${site.base}/receipt/${site.wave}`);
        await ask(page, "Receipt", receipt, /Your ballot is on the board/);
        await ask(page, "Link or code", link, /This code was used/);
        const fresh = freshLink();
        await ask(page, "Link or code", fresh, /Nobody used this code in this survey/);
        await ask(page, "Link or code", fresh.replace(/^.*#|\..*$/g, ""),
            /Nobody used this code in this survey/);
        await ask(page, "Link or code", fresh.replace(/.$/,
            (c) => (c === "0" ? "1" : "0")), /link is of another survey/);
        await bend(page, api("board"), (b) =>
            b.toString().replace(/("leaves":\[)"[^"]+",/, "$1"));
        await ask(page, "Receipt", receipt, /The board is not valid/);
        assert.deepEqual(bodies, []);
    });
