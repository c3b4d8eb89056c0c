/* The board of a closed wave, checked as a stranger would.
 *
 * Pure. Used by the receipt page: the whole board is loaded, so that nobody
 * learns which ballot was looked for. */
import { hex, join, label, order, same, sha256, utf8 } from "./bytes.js";
import { b64u, b64uRead, usedHash } from "./codes.js";
import { readJson } from "./json.js";
import { verify } from "./ristretto.js";

/** The RFC 9162 SHA-256 tree over leaves. */
export function treeRoot(leaves) {
    if (!leaves.length) return sha256(new Uint8Array());
    let level = leaves.map((leaf) => sha256(join(0, leaf)));
    while (level.length > 1) {
        const above = [];
        for (let i = 0; i < level.length; i += 2)
            above.push(i + 1 < level.length ?
                sha256(join(1, level[i], level[i + 1])) : level[i]);
        level = above;
    }
    return level[0];
}

/* Departments with fewer people stand together on a board. */
const DEPARTMENT_FLOOR = 30;
const OTHERS = "Other departments";

const sorted = (list) => list.every((b, i) => !i || order(list[i - 1], b) < 0);

function must(holds, what) {
    if (!holds) throw Error(what);
}

/* Rosters by department, as a board of these groups lists them. */
function rosters(groups) {
    const all = new Map();
    const put = (map, name, n) => map.set(name, (map.get(name) ?? 0) + n);
    for (const g of groups) put(all, g.department, g.roster);
    const merged = new Map();
    for (const [name, n] of all)
        put(merged, n < DEPARTMENT_FLOOR ? OTHERS : name, n);
    return [...merged].sort(([a], [b]) => order(utf8(a), utf8(b)));
}

function checkDepartments(board, groups) {
    const wanted = rosters(groups);
    const found = board.departments;
    must(found.length === wanted.length && found.every((d, i) =>
        d.name === wanted[i][0] && d.roster === wanted[i][1]),
    "its departments are not the manifest's");
    must(found.every((d) => d.redeemed <= d.issued && d.issued <= d.roster),
        "a department has more ballots than tokens, or tokens than people");
    const sum = (key) => found.reduce((n, d) => n + d[key], 0);
    must(sum("issued") === board.issued && sum("redeemed") === board.redeemed,
        "its departments do not add up to its totals");
}

function checkLists(board, leaves, used) {
    must(sorted(leaves) && sorted(used), "a list is out of order");
    must(leaves.length === board.redeemed, "it does not list every ballot");
    must(used.length === board.issued, "it does not list every used code");
    must(board.spoiled <= board.redeemed, "too many ballots are spoiled");
    for (const [from, to] of [[0, 32], [32, 64]])
        must(new Set(leaves.map((l) => hex(l.slice(from, to)))).size ===
            leaves.length, "a ballot stands twice");
    const marks = new Set(used.map(hex));
    must(board.replaced.every((r) =>
        !marks.has(hex(usedHash(b64uRead(r.old, 32)))) && r.old !== r.new),
    "a code that was replaced was used");
}

/** Reads and checks a board.
 * In:  the exact bytes of board and board.sig; the wave from readManifest.
 * Out: { board, leaves, used }, byte strings in the board's order.
 * Throws unless it is this wave's, signed, complete and in order, adds up as
 * the manifest's departments do, and its root is right. */
export function readBoard(bytes, sigText, wave) {
    const signed = join(label("board"), sha256(bytes));
    must(verify(b64uRead(sigText.trim(), 64), signed, wave.boardPk),
        "the board is not signed by this wave's key");
    const board = readJson(bytes);
    must(board.format === "chorus-board-v1" &&
        board.manifest_sha256 === hex(wave.mh), "the board is of another wave");
    const leaves = board.leaves.map((leaf) => b64uRead(leaf, 64));
    const used = board.used.map((u) => b64uRead(u, 32));
    checkLists(board, leaves, used);
    checkDepartments(board, wave.manifest.groups);
    must(same(treeRoot(leaves), b64uRead(board.root, 32)),
        "the board's root is wrong");
    return { board, leaves, used };
}

/** Whether a receipt's ballot is on the board. */
export const hasBallot = (read, receipt) => {
    const leaf = join(receipt.nullifier, receipt.sealedHash);
    return read.leaves.some((l) => same(l, leaf));
};

/** What the board says of an invite: "used", "replaced" or "unused". */
export function inviteState(read, pk) {
    const mark = usedHash(pk);
    if (read.used.some((u) => same(u, mark))) return "used";
    return read.board.replaced.some((r) => r.old === b64u(pk)) ?
        "replaced" : "unused";
}
