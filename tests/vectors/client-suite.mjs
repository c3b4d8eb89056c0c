/* What the browser's code must compute and refuse, for Node and for Chromium.
 *
 * No test framework and no file access here: a case is a name and a function
 * that throws. client.test.mjs runs them under node:test, tests/browser runs
 * the same module in headless Chromium. */
import { encodeAnswers, rowBytes } from "../../src/client/answers.js";
import * as ballot from "../../src/client/ballot.js";
import { hasBallot, inviteState, readBoard, treeRoot }
    from "../../src/client/board.js";
import { hex, hmac32, join, label, sha256, uint, utf8 } from "../../src/client/bytes.js";
import * as codes from "../../src/client/codes.js";
import { readJson } from "../../src/client/json.js";
import { checkBundle, readManifest, readSurvey }
    from "../../src/client/manifest.js";
import { seal } from "../../src/client/seal.js";
import * as token from "../../src/client/token.js";
import { ed25519, ristretto255, x25519 as curvesX25519 }
    from "@noble/curves/ed25519";
import { Point, x25519, x25519Base } from "../../src/client/ristretto.js";
import { deriveKey, evaluate, open, publicKey } from "./evaluator.mjs";

const bytes = (h) =>
    Uint8Array.from(h.match(/../g) ?? [], (x) => parseInt(x, 16));
const P = 2n ** 255n - 19n;
const little = (n) =>
    Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n));

function equal(found, wanted, what = "value") {
    const f = found instanceof Uint8Array ? hex(found) : found;
    if (f !== wanted) throw Error(`${what}: ${f}, expected ${wanted}`);
}
function refused(act, why) {
    try {
        act();
    } catch (e) {
        if (why === undefined || e.why === why) return;
        throw Error(`refused as ${e.why ?? e.message}, expected ${why}`);
    }
    throw Error("was not refused");
}
const flipped = (b, bit) => {
    const out = b.slice();
    out[bit >> 3] ^= 1 << (bit & 7);
    return out;
};

/* RFC 9497, appendix A.1 */
function* rfc(sets) {
    for (const set of sets) {
        const { mode } = set;
        const sk = token.scalar(bytes(set.skSm));
        yield [`RFC 9497 mode ${mode}: DeriveKeyPair`, () => {
            equal(token.scalarBytes(
                deriveKey(bytes(set.seed), bytes(set.keyInfo), mode)), set.skSm);
            if (set.pkSm) equal(publicKey(sk).toBytes(), set.pkSm);
        }];
        for (const [i, v] of set.vectors.entries())
            yield [`RFC 9497 mode ${mode}: vector ${i + 1}`, () => one(set, sk, v)];
    }
}

function one({ mode }, sk, v) {
    const list = (name) => v[name].split(",").map(bytes);
    const info = v.Info && bytes(v.Info);
    const blinds = list("Blind").map(token.scalar);
    const inputs = list("Input");
    const blinded = inputs.map((x, i) => token.blindElement(mode, x, blinds[i]));
    equal(blinded.map((b) => hex(b.toBytes())).join(), v.BlindedElement, "blinded");
    const r = v.Proof ? token.scalar(bytes(v.Proof.r)) : 0n;
    const { evaluated, proof } = evaluate(mode, sk, blinded, r, info);
    equal(evaluated.map((e) => hex(e.toBytes())).join(), v.EvaluationElement);
    equal(hex(proof), v.Proof?.proof ?? "", "proof");
    const pk = token.element(publicKey(sk).toBytes());
    const key = mode === token.POPRF ? token.tweakedKey(pk, info) : pk;
    const outputs = token.finalize(mode, inputs, blinds, blinded,
        list("EvaluationElement").map(token.element), proof, key, info);
    equal(outputs.map(hex).join(), v.Output, "output");
}

/* The client's own group against @noble/curves, and the RFCs' own values */
function* group() {
    const values = Array.from({ length: 24 }, (_, i) =>
        token.hashToScalar(uint(i, 4), token.POPRF));
    const wide = (i) => join(sha256(uint(i, 4)), sha256(uint(i, 8)));
    yield ["ristretto255 agrees with another implementation", () => {
        values.forEach((n, i) => {
            const mine = Point.fromUniform(wide(i));
            const theirs = ristretto255.Point.hashToCurve(wide(i));
            equal(mine.toBytes(), hex(theirs.toBytes()), "map");
            equal(mine.multiply(n).toBytes(), hex(theirs.multiply(n).toBytes()));
            equal(mine.multiplyUnsafe(n).add(Point.BASE).toBytes(),
                hex(theirs.multiply(n).add(ristretto255.Point.BASE).toBytes()));
            equal(Point.fromBytes(theirs.toBytes()).toBytes(),
                hex(theirs.toBytes()), "decode and encode");
        });
    }];
    yield ["ristretto255 takes and refuses the same encodings", () => {
        let valid = 0;
        for (let i = 0; i < 400; i++) {
            const b = sha256(uint(i, 4));
            b[0] &= 254;
            b[31] &= 127;
            let theirs = true;
            try {
                ristretto255.Point.fromBytes(b);
            } catch {
                theirs = false;
            }
            if (theirs) equal(Point.fromBytes(b).toBytes(), hex(b));
            else refused(() => Point.fromBytes(b));
            valid += theirs;
        }
        if (valid < 50 || valid > 350) throw Error(`${valid} valid`);
    }];
    yield ["ristretto255: every bad encoding of RFC 9496, A.3", () => {
        for (const bad of BAD_ENCODINGS) refused(() => Point.fromBytes(bytes(bad)));
    }];
    yield ["X25519: RFC 7748, 5.2 and 6.1", () => {
        equal(x25519(bytes("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
            bytes("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")),
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
        equal(x25519Base(bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")),
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        for (let i = 0; i < 4; i++) {
            const [a, b] = [sha256(uint(i, 4)), sha256(uint(i, 8))];
            equal(x25519(a, b), hex(curvesX25519.getSharedSecret(a, b)));
        }
    }];
    yield ["the HMAC is HMAC-SHA-512 cut to 32 bytes (RFC 4231, 4.3)", () =>
        equal(hmac32(utf8("Jefe"), utf8("what do ya want for nothing?")),
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554")];
}

const BAD_ENCODINGS = [
    "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
    "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
    "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
    "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220",
    "d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e",
    "8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32",
    "32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b",
    "227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165",
    "5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e",
    "445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/* chorus-v1.json: every byte of a case */
const waveOf = (c) => ({
    mh: bytes(c.manifest_hash), group: c.group, waveId: bytes(c.wave_id),
    poprfPk: bytes(c.poprf_pk), sealPk: bytes(c.seal_pk),
    boardPk: bytes(c.board_pk),
});

function* protocol({ cases, board_root: root, trees, bad_invite_texts: bad }) {
    for (const [i, c] of cases.entries()) {
        const name = `chorus-v1 case ${i + 1}`;
        yield [`${name}: texts and derived strings`, () => derived(c)];
        yield [`${name}: issue`, () => issue(c)];
        yield [`${name}: seal and redeem`, () => redeem(c)];
    }
    yield ["chorus-v1: the root over the cases' leaves", () =>
        equal(treeRoot(cases.map((c) => c.leaf).sort().map(bytes)), root)];
    for (const t of trees)
        yield [`chorus-v1: the tree of ${t.leaves.length} leaves`, () =>
            equal(treeRoot(t.leaves.map(bytes)), t.root)];
    for (const text of bad)
        yield [`chorus-v1: the invite "${text}" is refused`, () =>
            refused(() => codes.inviteRead(text))];
}

function derived(c) {
    const wave = waveOf(c);
    equal(codes.fingerprint(wave.mh), c.fingerprint);
    if (!codes.fingerprintFits(c.fingerprint.toLowerCase(), wave.mh))
        throw Error("fingerprint does not fit");
    equal(codes.inviteText(bytes(c.invite_code)), c.invite_text);
    equal(codes.inviteRead(` ${c.invite_text.toLowerCase()}`), c.invite_code);
    equal(codes.inviteRead(c.invite_text.replace(/0/g, "o").replace(/1/g, "l")),
        c.invite_code, "code with look-alikes");
    equal(codes.inviteGroup(bytes(c.invite_code)), c.group);
    equal(codes.invitePk(wave.waveId, bytes(c.invite_code)), c.invite_pk);
    equal(codes.usedHash(bytes(c.invite_pk)), c.used_hash);
    equal(ballot.nullifierOf(wave.mh, bytes(c.nonce)), c.nullifier);
    equal(join(label("info"), wave.mh, uint(c.group, 2)), c.info);
    equal(join(label("nonce"), bytes(c.nonce)), c.input);
    equal(codes.passText({ mh: wave.mh, group: c.group, nonce: bytes(c.nonce),
        tokenKey: bytes(c.token_key) }), c.pass_text);
    const pass = codes.inviteOrPass(`https://x.example/w/a#${c.pass_text}`).pass;
    equal(pass.tokenKey, c.token_key);
    equal(pass.nonce, c.nonce);
    equal(pass.group, c.group);
    const link = codes.inviteOrPass(`#${c.invite_text}.${c.fingerprint}`);
    equal(link.code, c.invite_code);
    equal(link.fingerprint, c.fingerprint);
}

function issue(c) {
    const wave = waveOf(c);
    const nonce = bytes(c.nonce);
    const blind = token.scalar(bytes(c.blind));
    const made = ballot.issueRequest(wave, bytes(c.invite_code), nonce, blind);
    equal(made.blinded, c.blinded, "blinded");
    equal(made.body, c.issue_request, "request");
    const sk = token.scalar(bytes(c.poprf_sk));
    const { evaluated, proof } = evaluate(token.POPRF, sk,
        [token.element(made.blinded)], token.scalar(bytes(c.proof_random)),
        bytes(c.info));
    equal(join(1, evaluated[0].toBytes(), proof), c.issue_response, "answer");
    equal(ballot.issueAnswer(wave, nonce, blind, made.blinded,
        bytes(c.issue_response)), c.token_key, "token key");
}

function redeem(c) {
    const wave = waveOf(c);
    const plain = ballot.plaintext(wave.mh, c.group, bytes(c.answers),
        c.plain_size);
    equal(plain, c.plaintext, "plaintext");
    equal(ballot.plainSize(bytes(c.answers).length), c.plain_size, "size");
    const sealed = seal(plain, wave.sealPk, bytes(c.ephemeral_sk));
    equal(sealed, c.sealed, "sealed");
    equal(sha256(sealed), c.sealed_hash);
    equal(open(sealed, wave.sealPk, bytes(c.seal_sk)), c.plaintext, "opened");
    equal(ballot.redeemRequest(wave.mh, c.group, bytes(c.nonce),
        bytes(c.token_key), sealed), c.redeem_request, "request");
    const receipt = ballot.redeemAnswer(wave, bytes(c.nonce), sealed,
        bytes(c.redeem_response));
    equal(codes.receiptText(receipt), c.receipt_text, "receipt");
    const read = codes.receiptRead(`\n${c.receipt_text} `);
    if (!ballot.receiptHolds(read, wave.boardPk)) throw Error("receipt");
}

/* What must be refused */
function* refusals({ cases: [c, other] }) {
    const wave = waveOf(c);
    const answer = bytes(c.issue_response);
    const take = (w, a) => ballot.issueAnswer(w, bytes(c.nonce),
        token.scalar(bytes(c.blind)), bytes(c.blinded), a);
    yield ["every single-bit flip of an issue answer is refused", () => {
        for (let bit = 0; bit < 8 * answer.length; bit++)
            refused(() => take(wave, flipped(answer, bit)));
    }];
    yield ["an issue answer a byte short or long is refused", () => {
        refused(() => take(wave, answer.slice(0, 96)));
        refused(() => take(wave, join(answer, 0)));
    }];
    yield ["a proof for another group is refused", () =>
        refused(() => take({ ...wave, group: c.group + 1 }, answer))];
    yield ["a proof for another manifest is refused", () =>
        refused(() => take({ ...wave, mh: flipped(wave.mh, 0) }, answer))];
    yield ["a different key for one person is refused", () => {
        const { evaluated, proof } = evaluate(token.POPRF, 12345n,
            [token.element(bytes(c.blinded))], 6789n, bytes(c.info));
        refused(() => take(wave, join(1, evaluated[0].toBytes(), proof)));
    }];
    yield ["a proof's scalar plus the group order is refused", () => {
        const s = token.scalar(bytes(c.proof).slice(32));
        refused(() => take(wave, join(answer.slice(0, 65), little(s + token.ORDER))));
        const k = token.scalar(bytes(c.proof).slice(0, 32));
        refused(() => take(wave, join(answer.slice(0, 33), little(k + token.ORDER),
            answer.slice(65))));
    }];
    const elements = {
        identity: new Uint8Array(32),
        "bit 255": flipped(bytes(c.evaluated), 255),
        "field value p": little(P),
        "field value p + 1": little(P + 1n),
        "negative s": little(P - BigInt("0x" +
            hex(bytes(c.evaluated).reverse()))),
        "no square (RFC 9496, A.3)": bytes("26948d35ca62e643e26a83177332e6b6" +
            "afeb9d08e4268b650f1f5bbd8d81d371"),
        "31 bytes": bytes(c.evaluated).slice(1),
        "all ones": new Uint8Array(32).fill(255),
    };
    for (const [name, e] of Object.entries(elements))
        yield [`an element is refused: ${name}`, () => {
            refused(() => token.element(e));
            if (e.length === 32)
                refused(() => take(wave, join(1, e, answer.slice(33))));
        }];
    yield ["scalars from the order on are refused", () => {
        equal(token.scalar(little(token.ORDER - 1n)), token.ORDER - 1n);
        refused(() => token.scalar(little(token.ORDER)));
        refused(() => token.scalar(new Uint8Array(32).fill(255)));
        refused(() => token.scalar(new Uint8Array(31)));
    }];
    yield ["every single-bit flip of a redeem answer is refused", () => {
        const good = bytes(c.redeem_response);
        for (let bit = 0; bit < 8 * good.length; bit++)
            refused(() => ballot.redeemAnswer(wave, bytes(c.nonce),
                bytes(c.sealed), flipped(good, bit)));
        refused(() => ballot.redeemAnswer(wave, bytes(c.nonce), bytes(c.sealed),
            join(good, 0)));
    }];
    yield ["a receipt for another ballot is refused", () =>
        refused(() => ballot.redeemAnswer(waveOf(other), bytes(other.nonce),
            bytes(other.sealed), bytes(c.redeem_response)))];
    yield ["a seal key of low order is refused", () =>
        refused(() => seal(bytes(c.plaintext), new Uint8Array(32)))];
    yield ["two seals of one ballot differ", () => {
        if (hex(seal(bytes(c.plaintext), wave.sealPk)) ===
            hex(seal(bytes(c.plaintext), wave.sealPk))) throw Error("same");
    }];
}

function* texts({ cases: [c] }) {
    const [a, b, d, e] = c.invite_text.split("-");
    const why = {
        [`${a}-${b}-${d}`]: "code_short",
        [`${a}-${b.slice(1)}-${d}-${e}`]: "code_group_short",
        [`${a}-${b}Z-${d}-${e}`]: "code_group_long",
        [`${a}${b}${d}${e}Z`]: "code_long",
        [`${a.slice(1)}U-${b}-${d}-${e}`]: "code_symbol",
        [`${a}-${d}-${b}-${e}`]: "code_check",
    };
    for (const [text, key] of Object.entries(why))
        yield [`a typed code says what is wrong: ${key}`, () =>
            refused(() => codes.inviteRead(text), key)];
    yield ["every single mistyped symbol but one in 256 is noticed", () => {
        let passed = 0;
        const all = c.invite_text.replace(/-/g, "");
        for (let i = 0; i < 28; i++)
            for (const s of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
                if (s === all[i]) continue;
                try {
                    codes.inviteRead(all.slice(0, i) + s + all.slice(i + 1));
                    passed++;
                } catch { /* refused, as it should be */ }
            }
        if (passed > 12) throw Error(`${passed} of 868 passed`);
    }];
    yield ["base64url that is not canonical is refused", () => {
        equal(codes.b64uRead("AA", 1), "00");
        for (const text of ["AB", "AA==", "A", "AA\n", "A+", "AAA"])
            refused(() => codes.b64uRead(text, 1));
    }];
    yield ["a cut or foreign receipt or pass is refused", () => {
        refused(() => codes.receiptRead(c.receipt_text.slice(0, -1)), "receipt_text");
        refused(() => codes.receiptRead(c.pass_text), "receipt_text");
        refused(() => codes.inviteOrPass(c.pass_text + "A"), "pass_text");
    }];
    yield ["another fingerprint does not fit", () => {
        const other = c.fingerprint.replace(/.$/, (x) => (x === "0" ? "1" : "0"));
        if (codes.fingerprintFits(other, bytes(c.manifest_hash)) ||
            codes.fingerprintFits("", bytes(c.manifest_hash)))
            throw Error("fits");
    }];
    yield ["JSON with a key said twice is refused, at any depth", () => {
        equal(JSON.stringify(readJson(utf8("{\"a\":[1,\"{\\\",\",{\"a\":2}],\"b\":{}}"))),
            "{\"a\":[1,\"{\\\",\",{\"a\":2}],\"b\":{}}");
        for (const t of ["{\"a\":1,\"a\":1}", "[{\"x\":{\"b\":1,\"c\":2,\"b\":3}}]",
            "{\"a\":1,\"\\u0061\":2}", "{\"a\":[],\"b\":{},\"a\":0}",
            "{\"a\":1,}", "", "{\"a\":1} x"])
            refused(() => readJson(utf8(t)));
        refused(() => readJson(Uint8Array.of(0x22, 0xff, 0x22)));
    }];
}

/* A manifest made for the tests, and what is done to it */
const SURVEY = {
    format: "chorus-survey-v1", id: "t", version: "1", languages: ["en"],
    options: { yn: [{ value: 0, label: { en: "No" } }, { value: 1, label: { en: "Yes" } }] },
    sections: [{ id: "s", title: { en: "S" }, questions: [
        { id: "a", type: "choice", options: "yn", text: { en: "A" } },
        { id: "b", type: "multi", options: "yn", text: { en: "B" } },
        { id: "c", type: "number", min: -2, max: 998, text: { en: "C" } },
        { id: "d", type: "text", max_bytes: 6, text: { en: "D" } }] }],
};
const SURVEY_BYTES = utf8(JSON.stringify(SURVEY));

function manifestOf(c) {
    return {
        format: "chorus-wave-v1", wave: "test", wave_id: codes.b64u(bytes(c.wave_id)),
        institution: "Test", title: { en: "Test" },
        survey: { id: "t", version: "1", sha256: hex(sha256(SURVEY_BYTES)) },
        opens: "2026-11-01T06:00:00-05:00", closes: "2026-12-15T23:59:59-05:00",
        purge: "2027-01-14", poprf_pk: codes.b64u(bytes(c.poprf_pk)),
        seal_pk: codes.b64u(bytes(c.seal_pk)), board_pk: codes.b64u(bytes(c.board_pk)),
        plain_size: 256, min_group: 8,
        groups: [
            { id: 1, unit: "P001", name: "Medicine", department: "Medicine",
                roster: 149, programs: [{ id: "P001", roster: 149 }] },
            { id: 2, unit: "P002", name: "Surgery", department: "Surgery",
                roster: 8, programs: [{ id: "P002", roster: 8 }] }],
        invites_sha256: "0".repeat(64), rule: { k: 5, k_share: 20, insiders: 1 },
        client_sha256: "ab".repeat(32),
    };
}

const broken = {
    manifest_bad: {
        "an unknown key": (m) => { m.extra = 1; },
        "an unknown key in rule": (m) => { m.rule.extra = 1; },
        "an unknown key in a group": (m) => { m.groups[0].extra = 1; },
        "a missing key": (m) => { delete m.purge; },
        "another format": (m) => { m.format = "chorus-wave-v2"; },
        "another wave": (m) => { m.wave = "other"; },
        "a plain_size between steps": (m) => { m.plain_size = 300; },
        "a group out of order": (m) => { m.groups.reverse(); },
        "no groups": (m) => { m.groups = []; },
        "the identity as key": (m) => { m.poprf_pk = "A".repeat(43); },
        "a short key": (m) => { m.seal_pk = m.seal_pk.slice(1); },
        "a date that is none": (m) => { m.closes = "tomorrow"; },
        "a threshold above the trustees": (m) => {
            m.trustees = { threshold: 2, commitments: [m.seal_pk],
                sign_pk: [m.seal_pk] };
        },
        "fewer commitments than the threshold": (m) => {
            m.trustees = { threshold: 2, commitments: [m.seal_pk],
                sign_pk: [m.seal_pk, m.board_pk] };
        },
        "two trustees with one signing key": (m) => {
            m.trustees = { threshold: 1, commitments: [m.seal_pk],
                sign_pk: [m.board_pk, m.board_pk] };
        },
        "more than 255 trustees": (m) => {
            m.trustees = { threshold: 1, commitments: [m.seal_pk],
                sign_pk: Array.from({ length: 256 }, (_, i) =>
                    codes.b64u(sha256(uint(i, 2)))) };
        },
    },
    manifest_floor: {
        "k below 5": (m) => { m.rule.k = 4; },
        "k_share below 20": (m) => { m.rule.k_share = 19; },
        "no insiders": (m) => { m.rule.insiders = 0; },
        "k below 5 times insiders": (m) => { m.rule.insiders = 2; },
        "min_group below 5": (m) => { m.min_group = 4; },
        "a rule that is text": (m) => { m.rule.k = "9"; },
        "a rule that is no whole number": (m) => { m.rule.k = 5.5; },
    },
    manifest_small_group: {
        "a roster below min_group": (m) => { m.groups[1].roster = 7; },
    },
};

function* manifests({ cases: [c] }) {
    const read = (m) => readManifest(utf8(JSON.stringify(m)), "test");
    yield ["a good manifest is read, and its hash is of its bytes", () => {
        const m = manifestOf(c);
        const wave = read(m);
        equal(wave.mh, hex(sha256(utf8(JSON.stringify(m)))));
        equal(wave.poprfPk, c.poprf_pk);
        equal(wave.waveId, c.wave_id);
        m.trustees = { threshold: 1, commitments: [m.seal_pk], sign_pk: [m.seal_pk] };
        m.rule = { k: 10, k_share: 20, insiders: 2 };
        read(m);
    }];
    for (const [why, ways] of Object.entries(broken))
        for (const [name, spoil] of Object.entries(ways))
            yield [`a manifest is refused: ${name}`, () => {
                const m = manifestOf(c);
                spoil(m);
                refused(() => read(m), why);
            }];
    yield ["a manifest with a key said twice is refused", () => {
        const t = JSON.stringify(manifestOf(c));
        refused(() => readManifest(utf8(t.replace("\"k\":5", "\"k\":5,\"k\":6")),
            "test"), "manifest_bad");
    }];
    yield ["a survey with another hash or size is refused", () => {
        const m = manifestOf(c);
        equal(readSurvey(SURVEY_BYTES, m).id, "t");
        refused(() => readSurvey(join(SURVEY_BYTES, 10), m), "survey_other");
        refused(() => readSurvey(SURVEY_BYTES, { ...m, plain_size: 512 }),
            "survey_bad");
    }];
    yield ["a bundle with another hash is refused", () => {
        const integrity = "sha256-" +
            btoa(String.fromCharCode(...new Uint8Array(32).fill(0xab)));
        checkBundle(integrity, manifestOf(c));
        for (const i of ["", integrity.replace("q", "r"), "sha384-" + integrity])
            refused(() => checkBundle(i, manifestOf(c)), "client_other");
    }];
}

function* rows() {
    const row = (a) => encodeAnswers(SURVEY, new Map(Object.entries(a)));
    yield ["answers become a row of fixed places", () => {
        equal(rowBytes(SURVEY), 12);
        equal(row({}), "000000000000000000000000");
        equal(row({ a: 2, b: [1, 2], c: -2, d: "né" }), "020300010003" + "6ec3a9000000");
        equal(row({ c: 998, b: [2], d: null }), "000203e90000000000000000");
    }];
    yield ["an answer out of range never becomes a row", () => {
        for (const a of [{ a: 3 }, { a: 0 }, { b: [3] }, { c: 999 }, { c: -3 },
            { d: "éééé" }, { d: "a\0" }]) refused(() => row(a));
    }];
}

function* boards({ cases: [c], trees }) {
    const wave = waveOf(c);
    const seed = bytes(c.board_seed);
    const make = (change = () => {}) => {
        const leaves = [...trees[3].leaves, c.leaf].sort().map(bytes);
        const b = { format: "chorus-board-v1", manifest_sha256: c.manifest_hash,
            issued: leaves.length + 1, redeemed: leaves.length, spoiled: 0,
            departments: [], used: [codes.b64u(bytes(c.used_hash))],
            replaced: [{ old: codes.b64u(bytes(c.seal_pk)),
                new: codes.b64u(bytes(c.board_pk)) }],
            leaves: leaves.map(codes.b64u), root: codes.b64u(treeRoot(leaves)) };
        change(b);
        const text = utf8(JSON.stringify(b));
        return [text, codes.b64u(ed25519.sign(join(label("board"), sha256(text)), seed))];
    };
    yield ["a board is read and a ballot and an invite are found on it", () => {
        const read = readBoard(...make(), wave);
        const receipt = codes.receiptRead(c.receipt_text);
        equal(hasBallot(read, receipt), true);
        equal(hasBallot(read, { ...receipt,
            nullifier: flipped(receipt.nullifier, 3) }), false);
        equal(inviteState(read, bytes(c.invite_pk)), "used");
        equal(inviteState(read, bytes(c.seal_pk)), "replaced");
        equal(inviteState(read, bytes(c.poprf_pk)), "unused");
    }];
    const ways = {
        "a leaf missing": (b) => { b.leaves.pop(); },
        "leaves out of order": (b) => { b.leaves.reverse(); },
        "another root": (b) => { b.root = b.used[0]; },
        "another manifest": (b) => { b.manifest_sha256 = "0".repeat(64); },
        "more redeemed than issued": (b) => { b.issued = 0; },
    };
    for (const [name, change] of Object.entries(ways))
        yield [`a board is refused: ${name}`, () =>
            refused(() => readBoard(...make(change), wave))];
    yield ["a board with another signature is refused", () => {
        const [text, sig] = make();
        const bent = (sig[5] === "A" ? "B" : "A");
        refused(() => readBoard(text, sig.slice(0, 5) + bent + sig.slice(6), wave));
        refused(() => readBoard(join(text, 10), sig, wave));
    }];
}

/** All cases: [name, function that throws], for the two vector files. */
export function suite(rfcVectors, chorusVectors) {
    return [...group(), ...rfc(rfcVectors), ...protocol(chorusVectors),
        ...refusals(chorusVectors), ...texts(chorusVectors),
        ...manifests(chorusVectors), ...rows(), ...boards(chorusVectors)];
}
