// A close that was asked to stop, that was left half way, or that could not
// destroy what it should: the wave is open or closed, and the next close ends it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, closeWave, institution, openWave, populate, serve,
  smallRoster } from '../system.mjs';
import { refused, served } from '../cli/helpers.mjs';
import { survey } from './load.mjs';

process.setMaxListeners(100);
const people = smallRoster({ Medicine: { A: 40, B: 30 }, Surgery: { D: 30 } });

// Runs chorus and sends it SIGNAL after so many milliseconds, unless it was faster.
async function cut(dir, args, milliseconds, signal) {
  const child = spawn(path.join(build, 'chorus'), ['-d', dir, ...args], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill(signal);
  return ended;
}

function allChecksHold(dir, wave) {
  for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', wave, '--json']))) {
    assert.ok(check.ok, JSON.stringify(check));
  }
}

const state = (file, value) => execFileSync('sqlite3', [file, `UPDATE wave SET state = x'0${value}'`]);

async function answered(t) {
  const place = institution(people);
  const server = await serve(place.dir);
  t.after(() => server.stop('SIGKILL'));
  const { file } = openWave(place, 'w', server.url, { survey });
  await served(server.url, '/v1/waves/w/manifest');
  const receipts = path.join(place.base, 'receipts');
  populate(file, ['--response', '60', '--receipts', receipts]);
  await server.stop();
  return { ...place, receipts: fs.readFileSync(receipts, 'utf8').trim().split('\n'),
    invites: path.join(place.dir, 'server/w.invites.db'),
    ballots: path.join(place.dir, 'server/w.ballots.db') };
}

function isClosedWhole(place) {
  allChecksHold(place.dir, 'w');
  const board = JSON.parse(chorusOk(place.dir, ['board', 'verify', 'w', '--json']));
  assert.equal(board.redeemed, place.receipts.length);
  assert.equal(board.spoiled, 0);
  for (const receipt of [place.receipts[0], place.receipts.at(-1)]) {
    assert.match(chorusOk(place.dir, ['board', 'verify', 'w', '--receipt', receipt]), /is on it/);
  }
  assert.deepEqual(fs.readdirSync(path.join(place.dir, 'server/keys')), []);
}

test('a close that is asked to stop leaves the wave open or closed, never between', async (t) => {
  const place = await answered(t);
  const close = ['wave', 'close', 'w', '--early', '--passphrase-file', place.passphraseFile];
  for (let i = 0; i < 8; i++) {
    await cut(place.dir, close, 4 + i * 3, 'SIGINT');
    const verify = chorus(place.dir, ['wave', 'verify', 'w', '--json']);
    const states = JSON.parse(verify.stdout).find((c) => c.check.includes("wave's state"));
    const shown = JSON.parse(chorusOk(place.dir, ['wave', 'show', 'w', '--json']));
    assert.ok(states.ok || shown.state === 'closed', verify.stdout);
  }
  closeWave(place, 'w');
  isClosedWhole(place);
});

test('a wave that was left closing is named, opened by a refusal, and closes', async (t) => {
  const place = await answered(t);
  state(place.invites, 2);
  state(place.ballots, 2);
  refused(place.dir, ['wave', 'verify', 'w'], /checks above failed/, { stdout: /interrupted/ });
  const wrong = path.join(place.base, 'wrong');
  fs.writeFileSync(wrong, 'not these words\n');
  const run = chorus(place.dir, ['wave', 'close', 'w', '--early', '--passphrase-file', wrong]);
  assert.equal(run.status, 1);
  allChecksHold(place.dir, 'w');
  state(place.ballots, 2);
  closeWave(place, 'w');
  isClosedWhole(place);
});

const sql = (place, text) => execFileSync('sqlite3', [path.join(place.dir, 'server/site.db'), text],
  { encoding: 'utf8' }).trim();
const pieces = (place) => Number(sql(place, 'SELECT count(*) FROM piece'));
// Of a close that was killed: more than one transaction takes away.
const leavePieces = (place) => sql(place, `WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 20)
  INSERT INTO piece SELECT 'w', i, randomblob(65536) FROM n`);

test('a wave takes no ballot beside parts of its board, and no copy has them', async (t) => {
  const place = await answered(t);
  const wrong = path.join(place.base, 'wrong');
  fs.writeFileSync(wrong, 'not these words\n');
  state(place.invites, 2);
  state(place.ballots, 2);
  leavePieces(place);
  refused(place.dir, ['doctor'], /./, { stdout: /left parts of the board/ });
  assert.equal(chorus(place.dir, ['wave', 'close', 'w', '--early', '--passphrase-file', wrong]).status, 1);
  assert.equal(pieces(place), 0);
  allChecksHold(place.dir, 'w');
  for (const kind of ['ballots', 'invites']) {
    leavePieces(place);
    chorusOk(place.dir, ['backup', path.join(place.base, kind), '--with', kind]);
    assert.equal(pieces(place), 0, kind);
  }
  // Where they cannot be taken away, nobody is let in.
  state(place.invites, 2);
  state(place.ballots, 2);
  leavePieces(place);
  const holder = spawn('sqlite3', [path.join(place.dir, 'server/site.db')], { stdio: ['pipe', 'pipe', 'ignore'] });
  const held = new Promise((resolve) => holder.stdout.once('data', resolve));
  holder.stdin.write("BEGIN IMMEDIATE; SELECT 'held';\n");
  await held;
  refused(place.dir, ['wave', 'close', 'w', '--early', '--passphrase-file', place.passphraseFile],
    /cannot be taken away/);
  holder.stdin.end();
  await new Promise((resolve) => holder.on('exit', resolve));
  refused(place.dir, ['wave', 'verify', 'w'], /checks above failed/, { stdout: /interrupted/ });
  closeWave(place, 'w');
  isClosedWhole(place);
});

test('what a close could no longer destroy is destroyed by the next one', async (t) => {
  const place = await answered(t);
  const kept = path.join(place.base, 'kept');
  fs.cpSync(place.dir, kept, { recursive: true });
  closeWave(place, 'w');
  for (const name of ['server/keys/w.poprf', 'server/keys/w.board', 'office/people.db',
    'server/w.invites.db', 'server/w.ballots.db']) {
    fs.copyFileSync(path.join(kept, name), path.join(place.dir, name));
  }
  refused(place.dir, ['wave', 'verify', 'w'], /checks above failed/, { stdout: /close again/ });
  assert.match(closeWave(place, 'w'), /was closed before/);
  isClosedWhole(place);
});

test('the mark of an opening that was killed after its last write goes with the next command', () => {
  const place = institution(people);
  openWave(place, 'w', 'http://127.0.0.1', { survey });
  const mark = path.join(place.dir, 'office/w.opening');
  fs.writeFileSync(mark, 'chorus-opening-v1\n', { mode: 0o600 });
  const again = chorus(place.dir, ['wave', 'open', 'w', '--survey', survey, '--closes', '+10d',
    '--yes', '--passphrase-file', place.passphraseFile]);
  assert.equal(again.status, 1);
  assert.match(again.stderr, /there is a wave w already/);
  assert.equal(fs.existsSync(mark), false);
  allChecksHold(place.dir, 'w');
});
