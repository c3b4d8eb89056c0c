/* The browser's code under Node: node --test tests/vectors/client.test.mjs */
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { suite } from "./client-suite.mjs";

globalThis.crypto ??= webcrypto; // what browsers have, Node 18 has not

const read = (name) =>
    JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

for (const [name, act] of suite(read("rfc9497-ristretto255.json"),
    read("chorus-v1.json")))
    test(name, act);
