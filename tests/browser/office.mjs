/* The office's own page, running: for tests and pictures. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "../system.mjs";

/** Starts `chorus office` on a folder; its `enter` lets one browser in. */
export function officeOf(dir, args = []) {
    const child = spawn(join(build, "chorus"), ["-d", dir, "office", ...args],
        { stdio: ["ignore", "pipe", "pipe"] });
    let out = "", log = "";
    const ended = new Promise((done) =>
        child.on("exit", (code, signal) => done({ code, signal })));
    child.stderr.on("data", (chunk) => { log += chunk; });
    process.on("exit", () => child.kill("SIGKILL"));
    return new Promise((resolve, reject) => {
        child.stdout.on("data", (chunk) => {
            out += chunk;
            const url = /^(http:\S+)\/enter\/(\S+)\n/m.exec(out);
            if (url)
                resolve({
                    url: url[1], enter: `${url[1]}/enter/${url[2]}`,
                    said: () => out + log,
                    stop: (signal = "SIGINT") => {
                        child.kill(signal);
                        return ended;
                    },
                });
        });
        ended.then(({ code }) => reject(new Error(`ended with ${code}: ${log}`)));
    });
}
