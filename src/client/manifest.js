/* The wave's promise: read strictly, refused for anything that weakens it.
 *
 * Pure. In come the exact bytes that were served; mh is their SHA-256. A
 * refusal is a ManifestError: `why` is a key of the page's words, `message`
 * the exact fault for somebody who has to repair it. */
import { hex, sha256 } from "./bytes.js";
import { plainSize } from "./ballot.js";
import { b64uRead } from "./codes.js";
import { rowBytes } from "./answers.js";
import { readJson } from "./json.js";
import { element } from "./token.js";

/** What no wave may go below (src/RELEASE.md, "Floors"). */
export const FLOORS = { k: 5, k_share: 20, insiders: 1, min_group: 5 };

const NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

export class ManifestError extends Error {
    constructor(why, message) {
        super(message);
        this.why = why;
    }
}

function must(holds, message, why = "manifest_bad") {
    if (!holds) throw new ManifestError(why, message);
}

/* The keys of an object, all of them and no other; `maybe` may be absent. */
function keys(object, where, wanted, maybe = []) {
    must(object && typeof object === "object" && !Array.isArray(object),
        `${where} is no object`);
    for (const key of Object.keys(object))
        must(wanted.includes(key) || maybe.includes(key),
            `unknown key ${where}.${key}`);
    for (const key of wanted)
        must(Object.hasOwn(object, key), `${where}.${key} is missing`);
}

const string = (value, where) =>
    must(typeof value === "string" && value !== "", `${where} is no text`);
const match = (value, pattern, where) =>
    must(typeof value === "string" && pattern.test(value), `${where} is wrong`);
const whole = (value, low, high, where, why) =>
    must(Number.isInteger(value) && value >= low && value <= high,
        `${where} is not from ${low} to ${high}`, why);
const digest = (value, where) => match(value, /^[0-9a-f]{64}$/, where);

function key(value, size, where) {
    try {
        return b64uRead(value, size);
    } catch {
        throw new ManifestError("manifest_bad", `${where} is wrong`);
    }
}

function texts(value, where) {
    keys(value, where, [], Object.keys(value ?? {}));
    const all = Object.entries(value);
    must(all.length > 0, `${where} is empty`);
    all.forEach(([lang, words]) => string(words, `${where}.${lang}`));
}

function groups(list, least) {
    must(Array.isArray(list) && list.length > 0 && list.length < 65536,
        "groups is no list");
    list.forEach((g, i) => {
        const where = `groups[${i}]`;
        keys(g, where, ["id", "unit", "name", "department", "roster", "programs"]);
        must(g.id === i + 1, `${where}.id is not ${i + 1}`);
        match(g.unit, NAME, `${where}.unit`);
        string(g.name, `${where}.name`);
        string(g.department, `${where}.department`);
        whole(g.roster, least, 1e6, `${where}.roster`, "manifest_small_group");
        must(Array.isArray(g.programs) && g.programs.length > 0,
            `${where}.programs is no list`);
        g.programs.forEach((p, j) => {
            keys(p, `${where}.programs[${j}]`, ["id", "roster"]);
            match(p.id, NAME, `${where}.programs[${j}].id`);
            whole(p.roster, 1, 1e6, `${where}.programs[${j}].roster`);
        });
    });
}

function rule(r, least) {
    keys(r, "rule", ["k", "k_share", "insiders"]);
    for (const name of ["k", "k_share", "insiders"])
        whole(r[name], FLOORS[name], 1e6, `rule.${name}`, "manifest_floor");
    must(r.k >= 5 * r.insiders, "rule.k is below 5 times rule.insiders",
        "manifest_floor");
    whole(least, FLOORS.min_group, 1e6, "min_group", "manifest_floor");
}

function trustees(t) {
    keys(t, "trustees", ["threshold", "commitments", "sign_pk"]);
    must(Array.isArray(t.commitments) && Array.isArray(t.sign_pk) &&
        t.sign_pk.length > 0 && t.sign_pk.length < 256, "trustees has no lists");
    whole(t.threshold, 1, t.sign_pk.length, "trustees.threshold");
    must(t.commitments.length === t.threshold,
        "trustees has not as many commitments as the threshold");
    must(new Set(t.sign_pk).size === t.sign_pk.length,
        "a signing key stands twice");
    t.commitments.forEach((c, i) => key(c, 32, `trustees.commitments[${i}]`));
    t.sign_pk.forEach((k, i) => key(k, 32, `trustees.sign_pk[${i}]`));
}

/** Reads a manifest.
 * In:  the exact bytes served; the name of the wave that was asked for.
 * Out: { mh, manifest, waveId, poprfPk, sealPk, boardPk }.
 * Throws ManifestError for every refusal of src/PROTOCOL.md. */
export function readManifest(bytes, wave) {
    let m;
    try {
        m = readJson(bytes);
    } catch (e) {
        throw new ManifestError("manifest_bad", e.message);
    }
    keys(m, "manifest", ["format", "wave", "wave_id", "institution", "title",
        "survey", "opens", "closes", "purge", "poprf_pk", "seal_pk", "board_pk",
        "plain_size", "min_group", "groups", "invites_sha256", "rule",
        "client_sha256"], ["trustees"]);
    must(m.format === "chorus-wave-v1", "format is not chorus-wave-v1");
    match(m.wave, NAME, "wave");
    must(m.wave === wave, "this is the manifest of another wave");
    string(m.institution, "institution");
    texts(m.title, "title");
    keys(m.survey, "survey", ["id", "version", "sha256"]);
    string(m.survey.id, "survey.id");
    string(m.survey.version, "survey.version");
    digest(m.survey.sha256, "survey.sha256");
    match(m.opens, TIME, "opens");
    match(m.closes, TIME, "closes");
    match(m.purge, DAY, "purge");
    digest(m.invites_sha256, "invites_sha256");
    digest(m.client_sha256, "client_sha256");
    whole(m.plain_size, 256, 65536, "plain_size");
    must(m.plain_size % 256 === 0, "plain_size is no multiple of 256");
    rule(m.rule, m.min_group);
    groups(m.groups, m.min_group);
    if ("trustees" in m) trustees(m.trustees);
    const poprfPk = key(m.poprf_pk, 32, "poprf_pk");
    try {
        element(poprfPk);
    } catch {
        must(false, "poprf_pk is no valid element");
    }
    return {
        mh: sha256(bytes), manifest: m, poprfPk,
        waveId: key(m.wave_id, 16, "wave_id"),
        sealPk: key(m.seal_pk, 32, "seal_pk"),
        boardPk: key(m.board_pk, 32, "board_pk"),
    };
}

/** Reads the survey a manifest names. Throws unless it is that very file and
 * its answers have the size the manifest says. */
export function readSurvey(bytes, manifest) {
    must(hex(sha256(bytes)) === manifest.survey.sha256,
        "the survey has another hash than the manifest says", "survey_other");
    let survey;
    try {
        survey = readJson(bytes);
        must(plainSize(rowBytes(survey)) === manifest.plain_size, "plain_size");
    } catch (e) {
        throw new ManifestError("survey_bad", e.message);
    }
    return survey;
}

/** Throws unless the page's code is the one the manifest names.
 * In: the integrity attribute of the running script, which the browser has
 * enforced: "sha256-" and base64. */
export function checkBundle(integrity, manifest) {
    let found = "";
    if (integrity.startsWith("sha256-"))
        found = hex(Uint8Array.from(atob(integrity.slice(7)),
            (c) => c.charCodeAt(0)));
    must(found === manifest.client_sha256,
        "the page's code has another hash than the manifest says",
        "client_other");
}
