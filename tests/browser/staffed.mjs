/* An institution with staff, two waves and what staff write about the first:
 * what tests of the pages share. `ready` makes it, `end` ends it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    chorusOk, closeWave, institution, openWave, populate, serve, served,
    smallRoster,
} from "../system.mjs";
import { launch, visitorOf } from "./walk.mjs";

export const PASSWORD = "a long enough password";
let browser, server;

/* Some plans, a checklist and an initiative, so that no page is empty. */
function staffWrites(site) {
    const file = join(site.base, "staff.csv");
    const keep = (what, ...lines) => {
        writeFileSync(file, lines.join("\n") + "\n");
        chorusOk(site.dir, [what, "import", file]);
    };
    keep("plan", "unit,area,what,owner,due,status,offer,evidence,helped,shared",
        "A,mentorship,Two mentors each,Dr. Lee,2020-05-01,running,mentor-training,A list,unknown,",
        "B,curriculum,Six sessions,Dr. Roe,2030-05-01,done,mindfulness,A schedule,yes,yes",
        "_institution,health_needs,Rides home for all,Director,2020-06-01,running,safe-ride,,unknown,yes");
    keep("checklist", "program,area,state,evidence", "A,mentorship,in_place,Handbook",
        "A,curriculum,no,");
    keep("initiative", "title,lead,amount,mechanism,units,comparison,start,end,outcome,baseline",
        "Half days,Dr. Okafor,25000,Matching grant,A,B,2030-01-01,2030-12-31,cbi_work,w1");
}

/** Makes it all; how it is reached, and the links that nobody has used. */
export async function ready({ withBrowser = true } = {}) {
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
    await served(server.url, "w1");
    populate(first.file, ["--response", "70"]);
    closeWave(site, "w1");
    chorusOk(site.dir, ["wave", "publish", "w1", "--from", "now"]);
    await served(server.url, "w1", "release");
    const { invites } = openWave(site, "w2", server.url);
    await served(server.url, "w2");
    staffWrites(site);
    browser = withBrowser ? await launch() : undefined;
    return { url: server.url, dir: site.dir, links: invites.map((i) => i.link) };
}

export async function end() {
    await browser?.close();
    await server?.stop();
}

/** A visitor, logged in as NAME (null: nobody); `faults` is what went wrong. */
export async function visitor(name, options) {
    const v = await visitorOf(server.url, browser, options);
    if (name) {
        await v.page.goto(`${server.url}/login`);
        await v.page.fill("#name", name);
        await v.page.fill("#password", PASSWORD);
        await v.page.click("button.button-primary");
        await v.page.waitForURL((u) => u.pathname !== "/login");
    }
    return v;
}
