/* The browser's code under Node: node --test tests/vectors/client.test.mjs */
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { suite } from "./client-suite.mjs";

const read = (name) =>
    JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

for (const [name, act] of suite(read("rfc9497-ristretto255.json"),
    read("chorus-v1.json")))
    test(name, act);
