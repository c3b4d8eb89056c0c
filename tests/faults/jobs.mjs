// What an office's commands write, as the tests of tests/faults interrupt it. A
// job is
//   name     as people type it
//   made()   a folder before the job, made once: {base, dir, ...}; every try
//            gets a copy
//   args     what to run, of the folder's {base, ...}
//   state(dir)   'before' or 'after'; throws when it is neither: a half state
//   done(dir)    throws unless the job is whole, after it was run again
// A new job (`backup` ...) is one more entry of `jobs`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chorus, chorusOk, institution, root, rosterCsv, scratch, smallRoster } from '../system.mjs';
import { serve } from './instrument.mjs';
import { crowd, openedWave, survey } from './load.mjs';

const people = smallRoster({ Medicine: { A: 9, B: 8 } });

const json = (dir, args) => JSON.parse(chorusOk(dir, [...args, '--json']));
const sql = (file, text) => execFileSync('sqlite3', [file], { input: text, encoding: 'utf8' }).trim();

function allChecksHold(dir) {
  for (const check of json(dir, ['wave', 'verify', 'w'])) assert.ok(check.ok, JSON.stringify(check));
}

// No file of a wave that is not in the list, no mark and nothing beside.
function nothingIsLeft(dir) {
  const waves = json(dir, ['wave', 'list']).map((w) => w.wave);
  for (const folder of ['office', 'server', 'server/keys']) {
    for (const name of fs.readdirSync(path.join(dir, folder))) {
      assert.doesNotMatch(name, /\.opening$|\.new/, `${folder}/${name}`);
      const wave = /^(w|other)\./.exec(name)?.[1];
      assert.ok(wave === undefined || waves.includes(wave), `${folder}/${name} is of no wave`);
    }
  }
  for (const name of fs.readdirSync(path.join(dir, 'server'))) {
    if (name.endsWith('-journal')) assert.equal(fs.statSync(path.join(dir, 'server', name)).size, 0, name);
  }
}

// --- wave open -----------------------------------------------------------------

const opening = {
  name: 'wave open',
  make: () => institution(people),
  args: ({ passphraseFile }) => ['wave', 'open', 'w', '--survey', survey, '--closes', '+10d', '--yes',
    '--passphrase-file', passphraseFile],
  state(dir) {
    if (!json(dir, ['wave', 'list']).some((w) => w.wave === 'w')) return 'before';
    allChecksHold(dir);
    return 'after';
  },
  done(dir) {
    allChecksHold(dir);
    nothingIsLeft(dir);
    const out = path.join(path.dirname(dir), 'invites.csv');
    chorusOk(dir, ['invite', 'w', '--out', out, '--base', 'http://127.0.0.1']);
    assert.equal(fs.readFileSync(out, 'utf8').trim().split('\n').length, 1 + people.length);
  },
};

// --- wave close ----------------------------------------------------------------

const closing = {
  name: 'wave close',
  async make() {
    const place = await openedWave(people.length);
    const server = await serve(place.dir);
    await crowd(server.url, place.voters.slice(0, 12));
    await server.stop();
    return place;
  },
  args: ({ passphraseFile }) => ['wave', 'close', 'w', '--early', '--passphrase-file', passphraseFile],
  state(dir) {
    const { state } = json(dir, ['wave', 'show', 'w']);
    assert.match(state, /^(open|closed)$/);
    return state === 'closed' ? 'after' : 'before';
  },
  done(dir, { voters }) {
    allChecksHold(dir);
    nothingIsLeft(dir);
    assert.deepEqual(fs.readdirSync(path.join(dir, 'server/keys')), []);
    const hexOf = (b64) => Buffer.from(b64, 'base64url').toString('hex');
    const board = JSON.parse(Buffer.from(sql(path.join(dir, 'server/site.db'),
      "SELECT hex(bytes) FROM document WHERE wave = 'w' AND json_valid(CAST(bytes AS TEXT)) "
      + "AND CAST(bytes AS TEXT) ->> 'format' = 'chorus-board-v1'"), 'hex'));
    assert.deepEqual(board.leaves.map(hexOf).sort(), voters.filter((v) => v.told).map((v) => v.told).sort());
    chorusOk(dir, ['board', 'verify', 'w']);
  },
};

// --- roster import -------------------------------------------------------------

const joined = smallRoster({ Medicine: { A: 9, B: 8 }, Surgery: { D: 12 } });

const importing = {
  name: 'roster import',
  make() {
    const place = institution(people);
    fs.writeFileSync(path.join(place.base, 'joined.csv'), rosterCsv(joined));
    return place;
  },
  args: ({ base }) => ['roster', 'import', path.join(base, 'joined.csv')],
  state(dir) {
    const there = Number(sql(path.join(dir, 'office/people.db'), 'SELECT count(*) FROM person'));
    assert.ok(there === people.length || there === joined.length, `a roster of ${there}`);
    chorusOk(dir, ['roster', 'show']);
    return there === joined.length ? 'after' : 'before';
  },
  done(dir) {
    assert.equal(this.state(dir), 'after');
    nothingIsLeft(dir);
  },
};

// --- migrations ----------------------------------------------------------------

// site.db as the first schema made it, with an institution, a wave and what it
// was opened with.
function madeOld(file) {
  const old = `${file}.old`;
  const schema = fs.readFileSync(path.join(root, 'src/store/schema/site_1.sql'), 'utf8');
  const columns = (table) => sql(old, `SELECT group_concat(name) FROM pragma_table_info('${table}')`);
  sql(old, schema);
  for (const [table, which] of [['institution', ''], ['wave', ''], ['document', 'WHERE which < 8']]) {
    sql(old, `ATTACH '${file}' AS now; INSERT INTO ${table} (${columns(table)}) `
      + `SELECT ${columns(table)} FROM now.${table} ${which}`);
  }
  fs.chmodSync(old, 0o600);
  fs.renameSync(old, file);
}

const rowsOf = (dir) => sql(path.join(dir, 'server/site.db'),
  'SELECT name FROM institution; SELECT * FROM wave; '
  + 'SELECT wave, which, hex(bytes) FROM document ORDER BY wave, which; PRAGMA integrity_check;');

const migrating = {
  name: 'a migration',
  make() {
    const place = institution(people);
    chorusOk(place.dir, opening.args(place));
    const file = path.join(place.dir, 'server/site.db');
    const newest = sql(file, 'PRAGMA user_version');
    madeOld(file);
    return { ...place, newest, rows: rowsOf(place.dir) };
  },
  args: () => ['wave', 'list'],
  state(dir, { newest, rows }) {
    const version = sql(path.join(dir, 'server/site.db'), 'PRAGMA user_version');
    assert.equal(rowsOf(dir), rows, `version ${version}`);
    return version === newest ? 'after' : 'before';
  },
  done(dir, place) {
    assert.equal(this.state(dir, place), 'after');
    assert.deepEqual(json(dir, ['wave', 'list']).map((w) => w.wave), ['w']);
    nothingIsLeft(dir);
  },
};

export const jobs = [opening, closing, importing, migrating];

// --- tries ---------------------------------------------------------------------

// JOB with a folder of its own and the calls that a run of it makes.
export async function prepared(job) {
  const place = await job.make();
  return { job, place, copy: scratch('try') };
}

// A fresh copy of the place; its folder may stand in arguments, so the same
// path each time.
export function fresh({ place, copy }) {
  fs.rmSync(copy, { recursive: true, force: true });
  fs.cpSync(place.base, copy, { recursive: true });
  return { ...place, base: copy, dir: path.join(copy, 'site'),
    passphraseFile: path.join(copy, 'passphrase') };
}

// Runs the job under the instrument: {status, stderr}; status null: killed.
export const run = (job, place, env) => chorus(place.dir, job.args(place), { env });

// After anything: before or after, and the next run finishes the job.
export function finishes(job, place, what) {
  try {
    const state = job.state(place.dir, place);
    if (state === 'before') chorusOk(place.dir, job.args(place));
    else chorus(place.dir, job.args(place)); // may say that it was done before
    job.done(place.dir, place);
    return state;
  } catch (error) {
    error.message = `${what}: ${error.message}`;
    throw error;
  }
}
