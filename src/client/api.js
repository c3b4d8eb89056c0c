/* The requests a page makes, all to its own origin.
 *
 * No credential, no referrer, no cache, no redirect; no header of ours but the
 * content type. A refusal is an ApiError with the status; a request that got
 * no answer at all, or none in a minute, has status 0. Where the server asks
 * to come back in a moment, 429 or 503 with Retry-After, the same bytes are
 * sent again after it, a few times. */

/* A network that swallows a request would else keep the page waiting for
 * good, and a retry from being offered. */
const PATIENCE_MSEC = 60000;

/* Who is asked to wait longer than this is told so instead. */
const WAIT_MAX_SEC = 10;
const TRIES = 3;

const retryAfterSec = (response) =>
    response.status === 429 || response.status === 503 ?
        Number(response.headers.get("Retry-After")) || 0 : 0;

export class ApiError extends Error {
    constructor(status, waitSec) {
        super(`status ${status}`);
        this.status = status;
        this.waitSec = waitSec;
    }
}

const later = (msec) => new Promise((done) => setTimeout(done, msec));

/* Spread, or all who were turned away together come back together. */
async function ask(path, options) {
    for (let i = 1; ; i++) {
        try {
            return await askOnce(path, options);
        } catch (e) {
            if (i === TRIES || !(e.waitSec > 0 && e.waitSec <= WAIT_MAX_SEC))
                throw e;
            await later(e.waitSec * 1000 * (1 + Math.random() / 2));
        }
    }
}

async function askOnce(path, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MSEC);
    let response, bytes;
    try {
        response = await fetch(path, {
            credentials: "omit", cache: "no-store", redirect: "error",
            referrerPolicy: "no-referrer", signal: patience.signal, ...options,
        });
        bytes = new Uint8Array(await response.arrayBuffer());
    } catch {
        throw new ApiError(0, 0);
    } finally {
        clearTimeout(timer);
    }
    if (response.status !== 200)
        throw new ApiError(response.status, retryAfterSec(response));
    return bytes;
}

const of = (wave) => "/v1/waves/" + encodeURIComponent(wave);
const post = (path) => (body) => ask(path, {
    method: "POST", body,
    headers: { "Content-Type": "application/octet-stream" },
});

export const getManifest = (wave) => ask(of(wave) + "/manifest");
export const getSurvey = (wave) => ask(of(wave) + "/survey");
export const getWords = (wave) => ask(of(wave) + "/words");
export const getBoard = (wave) => ask(of(wave) + "/board");
export const getBoardSig = (wave) => ask(of(wave) + "/board.sig");

/** POST /v1/issue: uses the invite up. */
export const issue = post("/v1/issue");

/** POST /v1/redeem: hands the sealed ballot in. */
export const redeem = post("/v1/redeem");
