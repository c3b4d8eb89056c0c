/* A trainee with a browser and a wave: what the journeys share. */
import assert from "node:assert/strict";
import { closeWave, institution, openWave, serve, smallRoster }
    from "../system.mjs";

import { visitorOf } from "./walk.mjs";

export * from "./walk.mjs";

/* A system of its own: an institution, chorusd, a wave with unused invites. */
const people = smallRoster({
    Medicine: { P001: 64 },
    Surgery: { P010: 7, P011: 8, P012: 7 },
});
const office = institution(people, { name: "Lakeside University Hospital" });
const server = await serve(office.dir);
const WAVE = "2026-fall";
const { invites } = openWave(office, WAVE, server.url);

/** Where the tests' chorusd serves, and the wave that is open. */
export const site = { base: server.url, wave: WAVE };

/** Closes the wave, as the office does; its board is out after it. */
export async function close() {
    closeWave(office, WAVE);
    await until(`${site.base}/v1/waves/${WAVE}/board`);
}

/** Ends chorusd. */
export const stop = () => server.stop();

/* chorusd notices what the office did within a second. */
async function until(url) {
    for (let tries = 0; tries < 200; tries++) {
        if ((await fetch(url)).status === 200) return;
        await new Promise((go) => setTimeout(go, 100));
    }
    throw Error(`${url} never appeared`);
}
await until(`${site.base}/v1/waves/${WAVE}/manifest`);

/** A link nobody has used yet. */
export function freshLink() {
    assert.ok(invites.length > 0, "the roster is too small for the tests");
    return invites.pop().link;
}

/** The same, of somebody counted in this unit. */
export function freshLinkIn(unit) {
    const at = invites.findIndex((invite) => invite.unit === unit);
    assert.ok(at >= 0, `no invite is left in ${unit}`);
    return invites.splice(at, 1)[0].link;
}

/** A visitor of that server; a journey fails when its `faults` are not empty. */
export const visitor = (browser, options) =>
    visitorOf(site.base, browser, options);
