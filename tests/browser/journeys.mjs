/* What each role comes for, from signing in to signing out, by keys alone: for
 * every browser, size and setting. KEYS is of keys.mjs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Downloads what a link leads to, and looks at its first bytes. */
async function download(keys, css, begins) {
    const file = await keys.bring(css);
    assert.match(readFileSync(file, "latin1").slice(0, 5), begins, css);
    return file;
}

/** A champion: reads the unit's summary, fills the checklist in, writes a plan,
 * takes the PDF along. STAMP tells one run from another. */
export async function champion(keys, password, stamp) {
    await keys.signIn("champion", password);
    await keys.go("/units");
    await keys.follow("main a[href='/unit/A']");
    await keys.follow("main a[href='/unit/A/w1']");
    await keys.says(/Program A[^]*Where the unit stands[^]*The six areas/);
    await download(keys, "a[href='/unit/A/w1.pdf']", /^%PDF-/);

    await keys.followBack(".site-nav a", "Checklists");
    await keys.follow("main a[href='/checklists/A']");
    await keys.tabTo("[name=monitoring]");
    await keys.arrowTo("[name=monitoring][value=partly]:checked");
    await keys.write("#t-monitoring", `Minutes of ${stamp}`);
    await keys.follow("main .button-primary");
    await keys.says(new RegExp(`Partly\\s+Minutes of ${stamp}`));

    await keys.follow(".site-nav a", "Plans");
    await keys.follow("main a[href='/plans/A']");
    await keys.choose("#f-area", "curriculum");
    await keys.write("#f-what", `Six sessions ${stamp}`);
    await keys.backTo("#f-area");
    await keys.write("#f-owner", "Dr. Rivera");
    await keys.tabTo("#f-due");
    await keys.text("01312031");
    await keys.tabTo("#f-shared");
    await keys.key("Space");
    await keys.sees("#f-shared:checked");
    await keys.follow("main .button-primary");
    await keys.says(new RegExp(`Six sessions ${stamp}[^]*Dr\\. Rivera[^]*31 January 2031`));
    await keys.signOut();
    await keys.go("/unit/A/w1");
    assert.match(await keys.url(), /\/login$/);
}

/** The subcommittee: reads the dashboard, sorts it, finds what differs, groups
 * units by hand, takes a chart along for a slide. */
export async function subcommittee(keys, password) {
    await keys.signIn("subcommittee", password);
    await keys.go("/results");
    await keys.follow("main a[href='/results/w1']");
    await keys.says(/The institution at a glance[^]*What changed[^]*Where[^]*How sure/);
    const rows = () => keys.texts(".cells tbody th");
    const before = await rows();
    await keys.follow(".by a", "size");
    const after = await rows();
    assert.notDeepEqual(after, before);
    assert.equal(after[1], "Program A", "the largest first");
    await keys.tabTo("#only-differ");
    await keys.key("Space");
    await keys.sees("#only-differ:checked");
    await download(keys, "a[href='/results/w1/chart/response.svg']", /^<svg/);
    await keys.backTo("a[href='/results/w1/chart/response.png']");

    await keys.go("/results/w1");
    await keys.follow(".parts a", "Groups of units");
    await keys.follow(".by a", "size");
    await keys.says(/Units by size/);
    await keys.follow(".by a", "choose units yourself");
    await keys.tabTo("input[name='a-A']");
    await keys.key("Space");
    await keys.tabTo("input[name='b-B']");
    await keys.key("Space");
    await keys.follow("main button[type=submit]");
    await keys.says(/The chosen units less those they are compared with/);
    await download(keys, "a[href*='/sets/'][href*='.svg'][href*='cbi']", /^<svg/);
    await keys.signOut();
}

/** The office on the server: how far the wave is, who logged in. */
export async function officeReader(keys, password) {
    await keys.signIn("office", password);
    await keys.go("/office");
    await keys.says(/Who logged in/);
    await keys.follow(".site-nav a", "Results");
    await keys.follow("main a[href='/results/w1']");
    await keys.says(/The institution at a glance/);
    await keys.signOut();
}
