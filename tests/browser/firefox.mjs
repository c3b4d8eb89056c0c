/* Debian's Firefox without a window, driven by Marionette, the protocol that it
 * has built in: JSON with its length in front, over TCP. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { scratch } from "../system.mjs";

export const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/* A port of its own choice, and nothing that would call home. */
const PREFS = {
    "marionette.port": 0,
    "app.update.enabled": false,
    "app.normandy.enabled": false,
    "browser.aboutwelcome.enabled": false,
    "browser.download.alwaysOpenPanel": false,
    "browser.download.folderList": 2,
    "browser.download.manager.showWhenStarting": false,
    "browser.download.panel.shown": true,
    "browser.safebrowsing.malware.enabled": false,
    "browser.safebrowsing.phishing.enabled": false,
    "browser.shell.checkDefaultBrowser": false,
    "browser.startup.page": 0,
    "datareporting.healthreport.uploadEnabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "extensions.update.enabled": false,
    "intl.accept_languages": "en-US",
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "pdfjs.disabled": true,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": false,
};

const pause = () => new Promise((go) => setTimeout(go, 100));

/** Starts it; null when there is none. Throws when it ends before it listens. */
export async function firefox() {
    if (!existsSync(FIREFOX)) return null;
    const profile = scratch("firefox");
    const folder = path.join(profile, "downloads");
    mkdirSync(folder);
    const prefs = { ...PREFS, "browser.download.dir": folder };
    writeFileSync(path.join(profile, "user.js"), Object.entries(prefs)
        .map(([k, v]) => `user_pref("${k}", ${JSON.stringify(v)});\n`).join(""));
    const child = spawn(FIREFOX, ["--headless", "--marionette", "--no-remote",
        "--profile", profile], { stdio: "ignore",
        env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: "1" } });
    let ended = false;
    child.on("exit", () => { ended = true; });
    process.on("exit", () => child.kill("SIGKILL"));
    const at = path.join(profile, "MarionetteActivePort");
    while (!existsSync(at) || readFileSync(at, "utf8") === "") {
        if (ended) throw new Error(`${FIREFOX} ended before it listened`);
        await pause();
    }
    return talk(await reach(Number(readFileSync(at, "utf8"))), child, folder);
}

function reach(port) {
    return new Promise((resolve, reject) => {
        const socket = connect(port, "127.0.0.1", () => resolve(socket));
        socket.on("error", reject);
    });
}

/* The conversation: one command at a time, each with its answer. */
async function talk(socket, child, folder) {
    let rest = Buffer.alloc(0);
    const waiting = new Map();
    socket.on("data", (chunk) => {
        rest = Buffer.concat([rest, chunk]);
        for (;;) {
            const colon = rest.indexOf(":");
            const length = colon < 0 ? 0 : Number(rest.subarray(0, colon));
            if (colon < 0 || rest.length < colon + 1 + length) return;
            const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + length));
            rest = rest.subarray(colon + 1 + length);
            if (!Array.isArray(message)) continue; /* what it is, on arrival */
            const [, id, error, value] = message;
            const { resolve, reject } = waiting.get(id);
            waiting.delete(id);
            if (error) reject(new Error(`${error.error}: ${error.message}`));
            else resolve(value);
        }
    });
    let last = 0;
    const send = (name, parameters = {}) => new Promise((resolve, reject) => {
        const body = JSON.stringify([0, ++last, name, parameters]);
        waiting.set(last, { resolve, reject });
        socket.write(`${Buffer.byteLength(body)}:${body}`);
    });
    await send("WebDriver:NewSession", { capabilities: {} });
    return verbs(send, folder, async () => {
        const gone = new Promise((done) => child.on("exit", done));
        await send("Marionette:Quit", { flags: ["eForceQuit"] });
        socket.destroy();
        await gone;
    });
}

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/* Keys that are no letters, as WebDriver writes them. */
const KEYS = { Tab: "\uE004", Enter: "\uE007", Space: " ", Shift: "\uE008",
    ControlOrMeta: "\uE009", ArrowUp: "\uE013", ArrowDown: "\uE015" };

/* What tests say. */
function verbs(send, folder, quit) {
    const strike = (keys) => send("WebDriver:PerformActions", { actions: [
        { type: "key", id: "keyboard", actions: keys }] });
    const find = async (using, value) => (await send("WebDriver:FindElements",
        { using, value })).map((e) => e[ELEMENT]);
    const one = async (using, value) => {
        for (;;) {
            const [element] = await find(using, value);
            if (element) return element;
            await pause();
        }
    };
    const button = (name) => one("xpath",
        `//button[normalize-space(.)="${name}" and not(@hidden)]`);
    return {
        quit,
        folder,
        /* "Shift+Tab": a key, with others held down. */
        key: (name) => {
            const keys = name.split("+").map((k) => KEYS[k] ?? k.toLowerCase());
            return strike([...keys.map((value) => ({ type: "keyDown", value })),
                ...keys.reverse().map((value) => ({ type: "keyUp", value }))]);
        },
        text: (what) => strike([...what].flatMap((value) =>
            ["keyDown", "keyUp"].map((type) => ({ type, value })))),
        /* The file that was not among SEEN, once it is whole. */
        downloaded: async (seen) => {
            for (;;) {
                const names = readdirSync(folder);
                const fresh = names.find((n) => !seen.includes(n) &&
                    !n.endsWith(".part") && !names.includes(`${n}.part`) &&
                    readFileSync(path.join(folder, n)).length > 0);
                if (fresh) return path.join(folder, fresh);
                await pause();
            }
        },
        go: (url) => send("WebDriver:Navigate", { url }),
        url: async () => (await send("WebDriver:GetCurrentURL")).value,
        forget: () => send("WebDriver:DeleteAllCookies"),
        size: (width, height) => send("WebDriver:SetWindowRect", { width, height }),
        run: async (script, ...args) => (await send("WebDriver:ExecuteScript",
            { script, args })).value,
        all: (css) => find("css selector", css),
        see: (css) => one("css selector", css),
        type: async (css, text) => send("WebDriver:ElementSendKeys",
            { id: await one("css selector", css), text }),
        /* In the middle, where no bar is over it. */
        tap: async (css) => {
            const id = await one("css selector", css);
            await send("WebDriver:ExecuteScript", { args: [{ [ELEMENT]: id }],
                script: "arguments[0].scrollIntoView({ block: 'center' })" });
            await send("WebDriver:ElementClick", { id });
        },
        /* By the keyboard, which no screen keeps waiting. */
        press: async (name) => send("WebDriver:ElementSendKeys",
            { id: await button(name), text: "\uE007" }),
        /* Waits for a heading of the first level. */
        at: (title) => one("xpath", `//main//h1[normalize-space(.)="${title}"]`),
    };
}
