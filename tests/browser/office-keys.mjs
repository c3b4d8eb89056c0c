/* The office's own page by keys alone: a wave from the roster to the day of
 * the results. */
import assert from "node:assert/strict";

/** What the office writes about a wave, before anybody opens one. */
const SHEET = [["#purpose", "To find out where work wears trainees out."],
    ["#voluntary", "Answering is voluntary; nothing follows from it."],
    ["#who_sees", "The subcommittee sees figures for groups."],
    ["#results", "Within six weeks, at the house-staff council."],
    ["#responsible", "Wellness subcommittee"], ["#contact", "GME office"],
    ["#email", "gme@example.org"], ["#number", "QI-0001"]];

/** Looks again, by its link, until what is under way has ended. */
async function ended(keys) {
    await keys.see("main h1");
    while (await keys.has("main a[href='/work']"))
        await keys.follow("main a[href='/work']");
}

async function roster(keys, file) {
    await keys.follow(".site-nav a", "Roster");
    await keys.tabTo("#file");
    await keys.give(file);
    await keys.follow("main .button-primary");
    await keys.says(/Nothing is changed yet/);
    await keys.follow("main .button-primary");
    await keys.says(/The roster was replaced/);
}

async function sheet(keys) {
    await keys.follow(".site-nav a", "Information sheet");
    for (const [field, text] of SHEET) await keys.write(field, text);
    await keys.follow("main .button-primary");
    await keys.says(/The sheet was saved/);
}

/* Prepares a wave, draws its words and types them back; the words. */
async function open(keys, wave) {
    await keys.follow(".site-nav a", "Waves");
    await keys.follow("main .button-primary", "Prepare a new wave");
    await keys.write("#wave", wave);
    await keys.tabTo("#closes");
    await keys.text("12152099");
    await keys.tabTo("input[name=opens]");
    await keys.arrowTo("input[value=passphrase]:checked");
    await keys.follow("main .button-primary");
    await keys.says(/until 15 December 2099/);
    await keys.follow("main .button-primary", "Accept the plan");
    await keys.follow("main .button-primary", "Show the words");
    const words = (await keys.texts("ol.words li")).join(" ");
    assert.equal(words.split(" ").length, 7);
    await keys.follow("main .button-primary");
    await keys.write("#words", words);
    await keys.follow("main .button-primary", "Open the wave");
    await ended(keys);
    await keys.says(new RegExp(`${wave} is open`));
    return words;
}

/**
 * A whole wave. HELPS: roster, a CSV file; base, where trainees reach the
 * server; answer(invites), who lets the crowd answer; resize(), in the middle.
 */
export async function wholeWave(keys, wave, helps) {
    await roster(keys, helps.roster);
    await sheet(keys);
    const words = await open(keys, wave);
    await keys.follow("main .button-primary", "Go on to the invites");
    await keys.write("#base", helps.base);
    await keys.tabTo("button", "Download the invites");
    await helps.answer(await keys.take());
    await helps.resize();
    await keys.go(`/wave/${wave}`);
    await keys.says(/Medicine\s+40\s+[1-9]0 to \d+ %/);
    await keys.follow("main a", "Test the key");
    await keys.write("#words1", words);
    await keys.follow("main .button-primary");
    await keys.says(/The key opens/);
    await keys.follow(".site-nav a", "Waves");
    await keys.follow("main h2 a", wave);
    await keys.follow("main a", "Close the wave");
    await keys.write("#words1", words);
    await keys.tabTo("input[name=early]");
    await keys.key("Space");
    await keys.follow("main .button-primary");
    await ended(keys);
    await keys.says(new RegExp(`${wave} is closed: \\d+ ballots`));
    await keys.follow("main .button-primary");
    await keys.tabTo("input[name=when]");
    await keys.arrowTo("input[value=date]:checked");
    await keys.tabTo("#from");
    await keys.text("01152031");
    await keys.follow("main button", "Save the day");
    await keys.says(/15 January 2031/);
}
