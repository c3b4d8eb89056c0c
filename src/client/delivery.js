/* One trainee's token and ballot on their way: issue, seal, redeem.
 *
 * Knows protocol and network, no page. Every secret and every request is made
 * once and kept, so that a retry sends the same bytes: the server answers it
 * as it answered, or would have answered, the first. A failure is an Error
 * with `step`, "issue" or "redeem", and `status` when the server spoke, or
 * `fault`, "proof" or "receipt", when what it said does not hold. */
import * as api from "./api.js";
import * as ballot from "./ballot.js";
import { random, wipe } from "./bytes.js";
import { seal } from "./seal.js";
import { randomScalar } from "./token.js";

/* Lets the page paint before the next piece of arithmetic. */
const breathe = () => new Promise((done) => setTimeout(done, 30));

async function attempt(step, act) {
    try {
        return await act();
    } catch (e) {
        e.step = step;
        throw e;
    }
}

function verified(step, fault, act) {
    try {
        return act();
    } catch (e) {
        throw Object.assign(Error(fault), { step, fault, cause: e });
    }
}

export class Delivery {
    /** In: the wave, with `group`; `tell`, called with each step's name; and
     * a code, or a pass that was brought. */
    constructor(wave, { code, pass }, tell) {
        this.wave = wave;
        this.code = code;
        this.tell = tell;
        this.nonce = pass?.nonce ?? random(32);
        this.tokenKey = pass?.tokenKey;
        this.issuing = null;
        this.sealed = null;
        this.receipt = null;
    }

    /** Fetches the token, once. This is what uses an invite up. */
    async fetchToken() {
        if (this.tokenKey) return;
        this.tell("token");
        await breathe();
        if (!this.issuing) {
            this.blind = randomScalar();
            this.issuing = ballot.issueRequest(this.wave, this.code, this.nonce,
                this.blind);
        }
        const answer = await attempt("issue", () => api.issue(this.issuing.body));
        this.tell("check");
        await breathe();
        this.tokenKey = verified("issue", "proof", () =>
            ballot.issueAnswer(this.wave, this.nonce, this.blind,
                this.issuing.blinded, answer));
        this.blind = 0n;
    }

    /** The token as a pass. */
    get pass() {
        return { mh: this.wave.mh, group: this.wave.group, nonce: this.nonce,
            tokenKey: this.tokenKey };
    }

    /** Seals the row and hands it in. The first row sealed is the one that
     * every retry sends. */
    async send(row) {
        await this.fetchToken();
        const { wave } = this;
        if (!this.sealed) {
            this.tell("seal");
            await breathe();
            const plain = ballot.plaintext(wave.mh, wave.group, row,
                wave.manifest.plain_size);
            this.sealed = seal(plain, wave.sealPk);
            wipe(plain, row);
            this.request = ballot.redeemRequest(wave.mh, wave.group, this.nonce,
                this.tokenKey, this.sealed);
        }
        this.tell("send");
        const answer = await attempt("redeem", () => api.redeem(this.request));
        this.tell("receipt");
        await breathe();
        this.receipt = verified("redeem", "receipt", () =>
            ballot.redeemAnswer(wave, this.nonce, this.sealed, answer));
    }

    /** Whether leaving now would lose a token that is, or may be, fetched. */
    get pending() {
        return !!this.issuing && !this.receipt;
    }

    /** Overwrites what could tell which ballot this was. */
    wipe() {
        wipe(this.code, this.nonce, this.tokenKey, this.sealed, this.request);
        this.blind = 0n;
        this.tokenKey = this.sealed = this.request = this.issuing = null;
    }
}
