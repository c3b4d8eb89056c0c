/* The vectors in Chromium: the very module that Node runs, bundled for a page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { launch } from "./chromium.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const vectors = (name) =>
    JSON.parse(readFileSync(here(`../vectors/${name}.json`), "utf8"));

test("every vector and refusal of the client's code holds in Chromium",
    async () => {
        const { outputFiles } = await esbuild.build({
            entryPoints: [here("../vectors/client-suite.mjs")], bundle: true,
            format: "iife", globalName: "vectors", target: "es2022",
            write: false, minify: true,
        });
        const browser = await launch();
        try {
            const page = await browser.newPage();
            await page.evaluate(outputFiles[0].text +
                ";globalThis.vectors = vectors;");
            const { ran, failed } = await page.evaluate(([rfc, chorus]) => {
                const cases = globalThis.vectors.suite(rfc, chorus);
                const failed = [];
                for (const [name, act] of cases)
                    try {
                        act();
                    } catch (e) {
                        failed.push(`${name}: ${e.message}`);
                    }
                return { ran: cases.length, failed };
            }, [vectors("rfc9497-ristretto255"), vectors("chorus-v1")]);
            assert.deepEqual(failed, []);
            assert.ok(ran > 100, `only ${ran} cases ran`);
        } finally {
            await browser.close();
        }
    });
