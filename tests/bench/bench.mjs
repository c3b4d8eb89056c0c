// make bench: Chorus beside its yardsticks, in turn, on the same machine in the
// same minutes. Prints a table and writes it as JSON with its curves; decides
// nothing and fails only when something does not run.
//
//   node bench.mjs [--quick] [--only pages,redeem,...] [--base FILE] [--out FILE]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { browser } from './browser.mjs';
import { curves } from './curves.mjs';
import * as figures from './figures.mjs';
import { doors, memory, pages, paper, peak, whole } from './parts.mjs';
import { folder } from './servers.mjs';

const PARTS = { pages, doors, peak, memory, paper, curves, browser, whole };

const { values: given } = parseArgs({ options: {
  quick: { type: 'boolean' }, only: { type: 'string' },
  base: { type: 'string' }, out: { type: 'string', default: path.join(folder, 'bench.json') },
} });
const only = given.only ? given.only.split(',') : Object.keys(PARTS).filter((p) => p !== 'whole' || !given.quick);
for (const name of only) {
  if (!PARTS[name]) throw new Error(`no part ${name}; there are ${Object.keys(PARTS).join(', ')}`);
}
const base = given.base && JSON.parse(fs.readFileSync(given.base, 'utf8'));

const result = { machine: { cpu: os.cpus()[0].model, cores: os.cpus().length, node: process.version },
  quick: Boolean(given.quick), measures: [], facts: [] };
// What there is, also of a run that was interrupted: a part that ended is kept.
function show() {
  if (result.measures.length > 0) console.log(`\n${figures.table(result.measures)}`);
  if (result.facts.length > 0) console.log(`\n${figures.facts(result.facts)}`);
  if (result.curves) console.log(`\n${result.curves.text}`);
  if (base) console.log(`\nmoved since ${given.base}\n${figures.moved(base, result)}`);
  console.log(`\nwritten: ${given.out}`);
}

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  process.on(signal, () => {
    show();
    process.exit(code); // ends the servers, and removes what was made
  });
}

for (const name of only) {
  const before = Date.now();
  process.stderr.write(`${name} ...`);
  const part = await PARTS[name]({ quick: result.quick, cores: result.machine.cores });
  process.stderr.write(` ${((Date.now() - before) / 1000).toFixed(0)} s\n`);
  result.measures.push(...(part.measures ?? []));
  result.facts.push(...(part.facts ?? []));
  if (part.curves) result.curves = part.curves;
  fs.writeFileSync(given.out, `${JSON.stringify(result, null, 1)}\n`);
}

show();
process.exit(0);
