/* The receipt page: is my ballot on the board, was my code used.
 *
 * Loads the manifest and the whole board and compares here, so that the server
 * does not learn what was looked for. Nothing that is entered is sent. */
import { getBoard, getBoardSig, getManifest } from "./api.js";
import { receiptHolds } from "./ballot.js";
import { hasBallot, inviteState, readBoard } from "./board.js";
import { same, text } from "./bytes.js";
import {
    CodeError, fingerprintFits, inviteGroup, inviteOrPass, invitePk, receiptRead,
} from "./codes.js";
import { h, p, show } from "./dom.js";
import { readManifest } from "./manifest.js";
import {
    currentLanguage, languageCodes, languageName, moment, number,
    startLanguage, useLanguage, words,
} from "./words.js";

const waveName = document.body.dataset.wave;
const typed = { receipt: "", invite: "" };
let result = null; /* [kind of notice, () => sentence] */
let busy = false;

/* The board, or null while there is none yet. */
async function loadBoard(wave) {
    try {
        const [board, sig] = await Promise.all(
            [getBoard(waveName), getBoardSig(waveName)]);
        return readBoard(board, text(sig), wave);
    } catch (e) {
        if (e.status === 404) return null;
        if (e.status !== undefined) throw e;
        throw Object.assign(Error(e.message), { why: "check_board_bad",
            detail: e.message });
    }
}

async function checkReceipt(wave) {
    const receipt = receiptRead(typed.receipt);
    if (!same(receipt.mh, wave.mh)) throw new CodeError("check_other");
    if (!receiptHolds(receipt, wave.boardPk))
        throw new CodeError("check_forged");
    const board = await loadBoard(wave);
    const date = moment(wave.manifest.closes);
    if (!board) return ["note", () => words("check_early", { date })];
    return hasBallot(board, receipt) ?
        ["good", () => words("check_found", { n: number(board.leaves.length) })] :
        ["error", () => words("check_missing")];
}

async function checkInvite(wave) {
    const { code, fingerprint } = inviteOrPass(typed.invite);
    if (!code) throw new CodeError("code_length");
    /* A code of another wave would be on no list of this one, and so look as
     * if nobody had used it. */
    if (fingerprint !== null && !fingerprintFits(fingerprint, wave.mh))
        throw new CodeError("check_other_invite");
    if (inviteGroup(code) < 1 ||
        inviteGroup(code) > wave.manifest.groups.length)
        throw new CodeError("check_other_code");
    const pk = invitePk(wave.waveId, code);
    const board = await loadBoard(wave);
    const date = moment(wave.manifest.closes);
    return board ? ["good", () => words("check_" + inviteState(board, pk))] :
        ["note", () => words("check_early_invite", { date })];
}

async function check(which) {
    if (busy) return;
    busy = true;
    document.querySelector("main .notice")?.remove(); // of an earlier question
    try {
        const wave = readManifest(await getManifest(waveName), waveName);
        result = await which(wave);
    } catch (e) {
        result = ["error", () => (e.why ? words(e.why, { d: e.detail }) :
            words(e.status === undefined ? "err_fault" : "err_offline",
                { d: e.message }))];
    }
    busy = false;
    draw(which);
}

function form(name, which, multiline) {
    const id = "check-" + name;
    const input = h(multiline ? "textarea" : "input", { id, autocomplete: "off",
        type: multiline ? undefined : "text", spellcheck: "false",
        "aria-describedby": id + "-hint" });
    input.value = typed[name];
    const submit = (event) => {
        event.preventDefault();
        typed[name] = input.value;
        check(which);
    };
    return h("form", { autocomplete: "off", class: "field", on: { submit } },
        h("label", { for: id }, words("check_" + name)),
        h("span", { class: "hint", id: id + "-hint" },
            words(`check_${name}_hint`)), input,
        h("div", { class: "actions" },
            h("button", { class: "button-primary" }, words("check_go_" + name))),
        draw.last === which && result ?
            h("div", { class: `notice notice-${result[0]}`, role: "status",
                tabindex: -1 }, p(result[1]())) : null);
}

function draw(last) {
    draw.last = last;
    show(words("check_title"), [p(words("check_why")),
        form("receipt", checkReceipt, true), form("invite", checkInvite, false)]);
    const said = document.querySelector("main .notice");
    if (said) {
        said.focus();
        said.scrollIntoView({ block: "center" });
    }
}

function speak(code) {
    useLanguage(code);
    document.title = words("check_title") + " · " +
        document.querySelector(".site-name").textContent;
    document.getElementById("languages").replaceChildren(
        ...languageCodes.filter((c) => c !== currentLanguage()).map((c) =>
            h("button", { type: "button", lang: c,
                on: { click: () => speak(c) } }, languageName(c))));
    draw(draw.last);
}

speak(startLanguage());
