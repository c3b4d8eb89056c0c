// What an office's commands write, as the tests of tests/faults interrupt it. A
// job is
//   name     as people type it
//   made()   a folder before the job, made once: {base, dir, ...}; every try
//            gets a copy
//   args     what to run, of the folder's {base, ...}
//   state(dir)   'before' or 'after'; throws when it is neither: a half state
//   done(dir)    throws unless the job is whole, after it was run again
// A new job is one more entry of `jobs`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { chorus, chorusOk, institution, root, rosterCsv, scratch, smallRoster } from '../system.mjs';
import { readLog } from './disk.mjs';
import { instrument, serve } from './instrument.mjs';
import { crowd, isZeros, openedWave, survey } from './load.mjs';

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
    if (name.endsWith('-journal')) assert.ok(isZeros(path.join(dir, 'server', name)), name);
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
    // Beside one more ballot, the board of those before it would tell whose that is.
    const takes = ['ballots', 'invites'].some((kind) =>
      sql(path.join(dir, `server/w.${kind}.db`), 'SELECT hex(state) FROM wave') === '01');
    if (takes) assert.equal(sql(path.join(dir, 'server/site.db'), 'SELECT count(*) FROM piece'), '0');
    return state === 'closed' ? 'after' : 'before';
  },
  done(dir, { voters }) {
    allChecksHold(dir);
    nothingIsLeft(dir);
    assert.deepEqual(fs.readdirSync(path.join(dir, 'server/keys')), []);
    const hexOf = (b64) => Buffer.from(b64, 'base64url').toString('hex');
    const board = JSON.parse(Buffer.from(sql(path.join(dir, 'server/site.db'),
      "SELECT group_concat(hex(bytes), '') FROM (SELECT bytes FROM piece WHERE wave = 'w' ORDER BY number)"), 'hex'));
    assert.equal(board.format, 'chorus-board-v1');
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

// The files of an institution with an open wave, as their first schemas made
// them: which rows of today's each table of then had.
const old = [
  { file: 'server/site.db', schema: 'site_1.sql', rows: { document: 'WHERE which < 8' } },
  { file: 'office/people.db', schema: 'people_1.sql', rows: {} },
  { file: 'server/w.invites.db', schema: 'invites_1.sql', rows: { invite: "WHERE used <> x'04'" },
    renumbered: 'invite' },
];

// The tables of SCHEMA that FILE has too.
function tablesOf(schema, file) {
  const there = sql(file, "SELECT name FROM sqlite_schema WHERE type = 'table'").split('\n');
  return [...fs.readFileSync(schema, 'utf8').matchAll(/^CREATE TABLE (\w+)/gm)]
    .map((found) => found[1]).filter((table) => there.includes(table));
}

function madeOld(dir, { file, schema, rows, renumbered }) {
  const now = path.join(dir, file);
  const then = `${now}.old`;
  const source = path.join(root, 'src/store/schema', schema);
  sql(then, fs.readFileSync(source, 'utf8'));
  for (const table of tablesOf(source, now)) {
    const columns = sql(then, `SELECT name FROM pragma_table_info('${table}')`).split('\n');
    const values = columns.map((c) => (table === renumbered && c === 'id'
      ? 'row_number() OVER (ORDER BY id)' : c));
    sql(then, `ATTACH '${now}' AS now; INSERT INTO ${table} (${columns}) `
      + `SELECT ${values} FROM now.${table} ${rows[table] ?? ''}`);
  }
  fs.chmodSync(then, 0o600);
  fs.renameSync(then, now);
}

const versions = (dir) => old.map(({ file }) => sql(path.join(dir, file), 'PRAGMA user_version')).join();

// Every row that was there before, whatever a later schema adds.
const rowsOf = (dir) => old.map(({ file, schema, rows }) => {
  const source = path.join(root, 'src/store/schema', schema);
  const kept = ['institution', 'wave', 'document', 'person', 'invite'];
  const all = tablesOf(source, path.join(dir, file)).filter((table) => kept.includes(table)).map((table) => `SELECT '${table}', * FROM ${table} ${rows[table] ?? ''};`);
  return sql(path.join(dir, file), `.mode quote\n${all.join('\n')}\nPRAGMA integrity_check;`);
}).join('\n');

const migrating = {
  name: 'migrations',
  make() {
    const place = institution(people);
    chorusOk(place.dir, opening.args(place));
    const newest = versions(place.dir);
    for (const one of old) madeOld(place.dir, one);
    assert.equal(versions(place.dir), old.map(() => '1').join());
    return { ...place, newest, rows: rowsOf(place.dir) };
  },
  args: () => ['wave', 'verify', 'w'],
  state(dir, { newest, rows }) {
    const version = versions(dir);
    assert.equal(rowsOf(dir), rows, `versions ${version}`);
    return version === newest ? 'after' : 'before';
  },
  done(dir, place) {
    assert.equal(this.state(dir, place), 'after');
    assert.deepEqual(json(dir, ['wave', 'list']).map((w) => w.wave), ['w']);
    nothingIsLeft(dir);
  },
};

// --- backup --------------------------------------------------------------------

const backup = (dir) => path.join(dir, 'backup.tar');

// A file of that name is a whole backup: it can be restored.
function restores(dir) {
  const into = path.join(path.dirname(dir), 'restored');
  fs.rmSync(into, { recursive: true, force: true });
  chorusOk(dir, ['restore', backup(dir), into]);
  assert.equal(Number(sql(path.join(into, 'office/people.db'), 'SELECT count(*) FROM person')),
    people.length);
}

const backing = {
  name: 'backup',
  make: () => institution(people),
  args: ({ dir }) => ['backup', backup(dir)],
  state(dir) {
    if (!fs.existsSync(backup(dir))) return 'before';
    restores(dir);
    return 'after';
  },
  done(dir) {
    restores(dir);
    nothingIsLeft(dir);
  },
};

export const jobs = [opening, closing, importing, migrating, backing];

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

// The log of a run of the job that nothing disturbs.
export function callsOf(job, stage) {
  const place = fresh(stage);
  const log = path.join(place.base, 'log');
  const { status, stderr } = run(job, place, instrument(place.dir, { log }).env);
  assert.equal(status, 0, stderr);
  return readLog(log);
}

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
