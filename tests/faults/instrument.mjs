// The instrument (fault.h) as tests hold it: orders, counts, seeds, folders.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { build, scratch, serve as serveOne } from '../system.mjs';

process.setMaxListeners(0); // each server that was started leaves one

// Nothing here waits for a disk: what a cut leaves is worked out, not waited for.
if (fs.existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';

// A server that a failed test leaves would keep the test's process waiting.
const servers = [];
export async function serve(dir, args, options) {
  const server = await serveOne(dir, args, options);
  servers.push(server);
  return server;
}
after(() => Promise.all(servers.map((server) => server.stop('SIGKILL'))));

export const deep = process.env.DEEP === '1';

// --- chance that can be had again ---------------------------------------------

export const seed = Number(process.env.SEED || (deep ? randomBytes(4).readUInt32LE() : 1));

// mulberry32: integers below N from one seed.
export function chance(own = seed) {
  let state = own >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

// Of 1..COUNT at most MOST, spread evenly, from a start of chance.
export function turns(count, most, below = chance()) {
  if (count <= most) return Array.from({ length: count }, (_, i) => i + 1);
  const start = below(count);
  return Array.from({ length: most },
    (_, i) => 1 + ((start + Math.floor((i * count) / most)) % count));
}

// The calls of CLASSES in the log LINES of a run, by number: [first, last] of
// those of one kind on one file in a row.
function rows(lines, classes) {
  const out = [];
  let row = {};
  for (const { kind, at, inode, name } of lines) {
    if (kind !== 'k' || (at & classes) === 0) continue;
    const number = (row.last ?? 0) + 1;
    if (row.at === at && row.inode === inode && row.name === name) {
      row.last = number;
    } else {
      row = { at, inode, name, first: number, last: number };
      out.push(row);
    }
  }
  return out.map(({ first, last }) => [first, last]);
}

// What differs for a kill: of a row the first, the last, and one between.
export const kills = (lines, classes, below = chance()) => rows(lines, classes).flatMap(([first, last]) => {
  const between = last - first - 1;
  return [first, ...(between > 0 ? [first + 1 + below(between)] : []), ...(last > first ? [last] : [])];
});

// What differs for an error, which ends the row wherever it comes: any of it.
export const errors = (lines, classes, below = chance()) =>
  rows(lines, classes).map(([first, last]) => first + below(last - first + 1));

// Numbers for whoever reads the log of a run.
export const report = (text) => console.log(`# ${text}`);

// --- orders ------------------------------------------------------------------

export const calls = { open: 1, create: 2, read: 4, write: 8, sync: 16, truncate: 32, name: 64,
  unlink: 128 };
calls.changing = calls.create | calls.write | calls.sync | calls.truncate | calls.name | calls.unlink;
calls.all = calls.changing | calls.open | calls.read;
export const how = { error: 1, die: 2, tear: 3, short: 4, forget: 5 };
const errno = { EINTR: 4, EIO: 5, ENOSPC: 28, EROFS: 30 };

const words = ['calls', 'failAt', 'how', 'classes', 'error', 'goesOn', 'hits', 'allocations',
  'starveAt', 'starved', 'shift', 'armed', 'drawingAllocations', 'starveDrawingAt', 'starvedDrawing'];

// What a disk or a system can do to each call in turn, and to which calls.
export const failures = [
  { what: 'ENOSPC', error: errno.ENOSPC, classes: calls.create | calls.write | calls.name },
  { what: 'ENOSPC from then on', error: errno.ENOSPC, goesOn: 1,
    classes: calls.create | calls.write | calls.name },
  { what: 'EIO', error: errno.EIO, classes: calls.all },
  { what: 'EINTR', error: errno.EINTR, most: 40, // of the calls of EIO, and tried again where they stand
    classes: calls.open | calls.create | calls.read | calls.write | calls.sync | calls.truncate },
  { what: 'a failed fsync', error: errno.EIO, classes: calls.sync },
  { what: 'half a write', how: how.short, classes: calls.write },
].map((f) => ({ how: how.error, ...f }));

export const readOnly = { what: 'EROFS', how: how.error, error: errno.EROFS, goesOn: 1,
  classes: calls.changing };

// The page and the surroundings of one program that works in DIR.
export function instrument(dir, { log } = {}) {
  const page = `${dir}.page`;
  const shared = (name) => 8 * words.indexOf(name);
  const set = (values) => {
    const fd = fs.openSync(page, 'r+');
    for (const [name, value] of Object.entries(values)) {
      const word = Buffer.alloc(8);
      word.writeBigInt64LE(BigInt(value));
      fs.writeSync(fd, word, 0, 8, shared(name));
    }
    fs.closeSync(fd);
  };
  const get = (name) => Number(fs.readFileSync(page).readBigInt64LE(shared(name)));
  const reset = (values = {}) => {
    if (!fs.existsSync(page)) fs.writeFileSync(page, Buffer.alloc(4096));
    set({ ...Object.fromEntries(words.map((w) => [w, 0])), classes: calls.all, ...values });
  };
  reset();
  const env = { LD_PRELOAD: path.resolve(build, 'tests/faults/fault.so'), FAULT_PAGE: page,
    FAULT_DIR: dir };
  if (log) env.FAULT_LOG = log;
  return { env, set, get, reset };
}

export const order = ({ how: h, error = 0, goesOn = 0, classes }, failAt) =>
  ({ how: h, error, goesOn, classes, failAt });

// --- what the files of a wave hold --------------------------------------------

// {ballots: Set of nullifier||hash, used: Set of keys} of SERVER/WAVE.*.db, as
// hex. Marks the wave as closing: look at a copy.
export function look(server, wave = 'w') {
  const out = execFileSync(path.join(build, 'tests/faults/look'), [server, wave],
    { encoding: 'utf8' });
  const found = { ballots: new Set(), used: new Set(), places: 0 };
  for (const line of out.trim().split('\n')) {
    const [what, a, b] = line.split(' ');
    if (what === 'ballot') found.ballots.add(a + b);
    else found.places++;
    if (what === 'invite' && b === '1') found.used.add(a);
  }
  return found;
}

// The same of a folder whose next server is to find it as it is.
export function lookAside(dir, wave) {
  const aside = path.join(scratch('aside'), 'server');
  fs.cpSync(path.join(dir, 'server'), aside, { recursive: true });
  const found = look(aside, wave);
  fs.rmSync(aside, { recursive: true });
  return found;
}
