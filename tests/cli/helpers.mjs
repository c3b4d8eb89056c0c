// What the tests of the command line share: refusals that must change nothing,
// and a terminal.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build, chorus } from '../system.mjs';

// Every file under DIR with the hash of its bytes.
export function snapshot(dir) {
  const files = {};
  for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.path ?? entry.parentPath, entry.name);
    files[path.relative(dir, file)] =
      crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  }
  return files;
}

// The call fails with STATUS and one line on stderr that matches; nothing on
// stdout, and no byte under DIR is another one.
export function refused(dir, args, pattern, { status = 1, stdout = /^$/ } = {}) {
  const before = snapshot(dir);
  const run = chorus(dir, args);
  assert.equal(run.status, status, run.stderr + run.stdout);
  assert.match(run.stderr, /^[^\n]+\n$/, 'one line');
  assert.match(run.stderr, pattern);
  assert.match(run.stdout, stdout);
  assert.deepEqual(snapshot(dir), before, 'nothing changed');
}

// The day of a purge is the institution's: a TZ in which it is noon, so that no
// midnight comes between opening a wave and purging it.
export function noonZone() {
  const hours = 12 - new Date().getUTCHours();
  return `XXX${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

// A server looks for what the office changed once a second: waits until PATH is
// there, and gives its bytes.
export async function served(url, path) {
  for (;;) {
    const response = await fetch(`${url}${path}`);
    const text = await response.text();
    if (response.status === 200) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// Runs build/chorus on a terminal of its own. ANSWERS: [what to wait for, a
// function from all output so far to what to type]. Gives {status, output}.
export async function onTerminal(dir, args, answers) {
  const quote = (word) => `'${word.replaceAll("'", "'\\''")}'`;
  const command = [path.join(build, 'chorus'), '-d', dir, ...args].map(quote).join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'],
    { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  let seen = 0;
  child.stdout.on('data', (chunk) => {
    output += chunk;
    while (answers.length > 0) {
      const at = output.indexOf(answers[0][0], seen);
      if (at < 0) break;
      seen = at + answers[0][0].length;
      child.stdin.write(answers.shift()[1](output));
    }
  });
  const status = await new Promise((resolve) => child.on('exit', resolve));
  return { status, output, unasked: answers.length };
}
