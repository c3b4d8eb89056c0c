/* Every page of chorusd, and who may see it: the list that tests and pictures
 * go by. The route table is the measure: `unlisted` names what is missing. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../system.mjs";

/** The patterns of a table of routes that are asked for with GET. */
export const routes = (file) =>
    [...readFileSync(join(root, file), "utf8")
        .matchAll(/(\.method = HTTP_POST,\s*)?\.pattern = "([^"]+)"/g)]
        .filter(([, post]) => !post).map(([, , pattern]) => pattern);

/** Whether a path is of this pattern; "{}" is one part, and a fixed address
 * comes before it. */
export function patternOf(patterns, path) {
    const where = path.replace(/\?.*/, "");
    const fits = patterns.filter((p) => RegExp(`^${p.replace(/[.]/g, "\\.")
        .replaceAll("{}", "[^/]+")}$`).test(where));
    return fits.sort((a, b) => a.split("{}").length - b.split("{}").length ||
        b.length - a.length)[0];
}

/* Files, and what pages fetch: these are no pages. */
const FILE = /^\/(v1|static)\/|^\/healthz$|\.(csv|json|xlsx|pdf|svg|png)$/;

/** Each page as [who, path]; who is null, or an account's name. The wave
 * `closed` has results for everybody, `open` runs. */
export const pages = ({ closed, open, unit = "A", other = "B",
    plan = "1" }) => [
    ...["/", "/privacy", "/support", `/info/${open}`, `/w/${open}`,
        `/w/${closed}`, `/receipt/${closed}`, `/wave/${closed}`, "/login",
        "/no-such-page"].map((path) => [null, path]),
    ...["/results", `/results/${closed}`, `/results/${closed}/groups`,
        `/results/${closed}/compare`, `/results/${closed}/trend?unit=${unit}`,
        `/results/${closed}/response`, `/results/${closed}/sets`,
        `/results/${closed}/sets?units=${unit}&against=${other}`,
        "/units", `/unit/${unit}`, `/unit/${unit}/${closed}`, "/plans",
        `/plans/${unit}`, "/plans/_institution", "/checklists", `/checklists/${unit}`, "/initiatives",
        "/initiatives/new", "/initiatives/1", "/initiatives/1/change"]
        .map((path) => ["subcommittee", path]),
    ...[`/unit/${unit}/${closed}`, "/plans", `/plans/${unit}`,
        `/plans/${unit}/${plan}`, `/checklists/${unit}`].map((path) => ["champion", path]),
    ["office", "/office"],
];

/** The pages that everybody sees, in each language. */
export const isPublic = ([who]) => who === null;

/** Patterns of chorusd that are pages and that the list leaves out, and paths
 * of the list that no route answers. */
export function unlisted(list) {
    const patterns = routes("src/web/routes.c");
    const seen = new Set(list.map(([, path]) => patternOf(patterns, path)));
    return [...patterns.filter((p) => !FILE.test(p) && !seen.has(p)),
        ...list.map(([, path]) => path).filter((path) =>
            path !== "/no-such-page" && !patternOf(patterns, path))];
}

/** A name for the picture of a page. */
export const pictureName = (who, path) => `${who ?? "everyone"}-${path
    .replace(/^\/$/, "first").replace(/^\//, "").replace(/[^a-zA-Z0-9]+/g, "-")}`;
