/* The board of a closed wave, checked as a stranger would.
 *
 * Pure. Used by the receipt page: the whole board is loaded, so that nobody
 * learns which ballot was looked for. */
import { hex, join, label, order, same, sha256 } from "./bytes.js";
import { b64u, b64uRead } from "./codes.js";
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

const sorted = (list) => list.every((b, i) => !i || order(list[i - 1], b) < 0);

/** Reads and checks a board.
 * In:  the exact bytes of board and board.sig; the wave from readManifest.
 * Out: { board, leaves, used }, byte strings in the board's order.
 * Throws unless it is this wave's, signed, in order, and its root is right. */
export function readBoard(bytes, sigText, wave) {
    const signed = join(label("board"), sha256(bytes));
    if (!verify(b64uRead(sigText.trim(), 64), signed, wave.boardPk))
        throw Error("the board is not signed by this wave's key");
    const board = readJson(bytes);
    if (board.format !== "chorus-board-v1" ||
        board.manifest_sha256 !== hex(wave.mh))
        throw Error("the board is of another wave");
    const leaves = board.leaves.map((leaf) => b64uRead(leaf, 64));
    const used = board.used.map((u) => b64uRead(u, 32));
    if (!sorted(leaves) || !sorted(used) || leaves.length !== board.redeemed ||
        board.redeemed > board.issued)
        throw Error("the board does not add up");
    if (!same(treeRoot(leaves), b64uRead(board.root, 32)))
        throw Error("the board's root is wrong");
    return { board, leaves, used };
}

/** Whether a receipt's ballot is on the board. */
export const hasBallot = (read, receipt) => {
    const leaf = join(receipt.nullifier, receipt.sealedHash);
    return read.leaves.some((l) => same(l, leaf));
};

/** What the board says of an invite: "used", "replaced" or "unused". */
export function inviteState(read, pk) {
    const mark = sha256(join(label("used"), pk));
    if (read.used.some((u) => same(u, mark))) return "used";
    return read.board.replaced.some((r) => r.old === b64u(pk)) ?
        "replaced" : "unused";
}
