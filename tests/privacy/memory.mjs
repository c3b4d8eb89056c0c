// What is in the memory of a process: live/memory.c, asked by tests.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from '../system.mjs';

// SECRETS: [[name, hex], ...]. {found: {name: [there, of]}, where: lines}, or
// {why} where the system does not let us look.
export function inMemory(pid, secrets) {
  const input = secrets.map(([name, hex]) => `${name} ${hex}\n`).join('');
  const run = spawnSync(path.join(build, 'tests/privacy/live/memory'), [String(pid)],
    { input, encoding: 'utf8' });
  if (run.status === 3) return { why: run.stdout.trim() };
  assert.equal(run.status, 0, run.stderr);
  const counts = [...run.stdout.matchAll(/^([^#\s]\S*) (\d+) of (\d+)$/mg)];
  return {
    where: run.stdout.match(/^#.*$/mg) ?? [],
    found: Object.fromEntries(counts.map(([, name, there, of]) => [name, [Number(there), Number(of)]])),
  };
}
