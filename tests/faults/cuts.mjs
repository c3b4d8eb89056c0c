// Where a power cut is worth a look, in the log of a run.
import assert from 'node:assert/strict';
import { readLog } from './disk.mjs';
import { turns } from './instrument.mjs';

export const changesIn = (log) => readLog(log).filter((line) => line.kind !== 'k');

// Calls FN with DISK in front of each of LINES where a cut is worth a look: at
// every sync (nothing else makes anything safe) and at a few of chance.
export async function atCuts(disk, lines, below, most, fn) {
  const cuts = lines.map((line, i) => i).filter((i) => lines[i].kind === 's' || below(20) === 0);
  const chosen = new Set(turns(cuts.length, most, below).map((n) => cuts[n - 1]));
  for (let i = 0; i < lines.length; i++) {
    if (chosen.has(i)) await fn(i);
    disk.take(lines[i]);
  }
  return chosen.size;
}

// Where in the log each answer went out first: Map key -> line.
export function sentAt(lines, answers) {
  const out = new Map();
  lines.forEach((line, i) => {
    if (line.kind !== 'a') return;
    for (const [key, bytes] of answers) {
      if (!out.has(key) && line.bytes.includes(bytes)) out.set(key, i);
    }
  });
  assert.equal(out.size, answers.length, 'every answer stands in the log');
  return out;
}

export const before = (when, i) => [...when].filter(([, at]) => at < i).map(([key]) => key);
