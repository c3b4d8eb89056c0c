// Backups while the server serves, what a restore brings back and what it says
// is lost; holds, and the end of waves that nobody closed.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, closeWave, institution, openWave, populate, scratch, serve, served,
  smallRoster } from '../system.mjs';
import { noonZone, refused, snapshot } from './helpers.mjs';

process.env.TZ = noonZone();
process.setMaxListeners(100);
const people = smallRoster({ Medicine: { A: 30, B: 20 }, Surgery: { D: 20 } });
const list = (file) => execFileSync('tar', ['tf', file], { encoding: 'utf8' }).trim().split('\n');
const inside = (file, name) => execFileSync('tar', ['xOf', file, name], { maxBuffer: 1 << 28 });
const retally = (place, dir) => ['wave', 'retally', 'w', '--passphrase-file', place.passphraseFile];
const sql = (file, text) => execFileSync('sqlite3', [file, text], { encoding: 'utf8' }).trim();

async function answered(t, { response = 60, purgeDays = 30 } = {}) {
  const place = institution(people);
  fs.appendFileSync(path.join(place.dir, 'chorus.conf'), `purge_days = ${purgeDays}\n`);
  const server = await serve(place.dir);
  t.after(() => server.stop('SIGKILL'));
  const { file } = openWave(place, 'w', server.url, { closes: '+60m' });
  await served(server.url, 'w');
  const receipts = path.join(place.base, 'receipts');
  populate(file, ['--response', String(response), '--receipts', receipts]);
  return { ...place, server, file, receipts: () => fs.readFileSync(receipts, 'utf8').trim().split('\n') };
}

test('a closed wave is restored to the same bytes: release, board and a second count', async (t) => {
  const place = await answered(t);
  closeWave(place, 'w');
  const file = path.join(place.base, 'whole.tar');
  assert.match(chorusOk(place.dir, ['backup', file]), /Backed up \d+ files/);
  assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  const dir = path.join(place.base, 'restored');
  const said = JSON.parse(chorusOk(place.base, ['restore', file, dir, '--json']));
  assert.deepEqual(said.lost, []);
  assert.match(chorusOk(dir, retally(place)), /identical|byte for byte/i);
  const release = (from, to) => {
    chorusOk(from, ['release', 'export', 'w', '--format', 'json', '--out', to]);
    return fs.readFileSync(to);
  };
  assert.deepEqual(release(dir, path.join(place.base, 'b')), release(place.dir, path.join(place.base, 'a')));
  for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']))) assert.ok(check.ok, check.check);
  refused(dir, ['restore', file, dir], /lacks nothing/);
  refused(place.dir, ['backup', file], /is there already/);
});

test('of an open wave a backup has either ballots or invites, and both together bring it back', async (t) => {
  const place = await answered(t, { response: 40 });
  const ballots = path.join(place.base, 'ballots.tar');
  const invites = path.join(place.base, 'invites.tar');
  refused(place.dir, ['backup', ballots], /either ballots or invites, never both/);
  refused(place.dir, ['backup', ballots, '--with', 'all'], /ballots, or invites/, { status: 2 });
  const before = fs.readdirSync(path.join(place.dir, 'server')).sort();
  // Under load: what is acknowledged before a backup begins is in it.
  const known = place.receipts();
  const more = spawn(path.join(build, 'chorus-demo'), [place.file, '--response', '70', '--receipts',
    path.join(place.base, 'later')], { stdio: 'ignore' });
  chorusOk(place.dir, ['backup', ballots, '--with', 'ballots']);
  await new Promise((resolve) => more.on('exit', resolve));
  chorusOk(place.dir, ['backup', invites, '--with', 'invites']);
  await place.server.stop();
  const left = fs.readdirSync(path.join(place.dir, 'server')).filter((n) => !n.endsWith('-journal')).sort();
  assert.deepEqual(left, before.filter((n) => !n.endsWith('-journal')), 'no file is left behind');
  for (const name of ['w.ballots.db', 'w.seal', 'w.poprf', 'w.board']) {
    assert.ok(list(ballots).some((n) => n.endsWith(name)), name);
    assert.ok(!list(invites).some((n) => n.endsWith(name)), name);
  }
  for (const name of ['people.db', 'w.invites.db']) {
    assert.ok(list(invites).some((n) => n.endsWith(name)), name);
    assert.ok(!list(ballots).some((n) => n.endsWith(name)), name);
  }
  assert.ok(!list(ballots).concat(list(invites)).some((n) => n.includes('journal')));

  const dir = path.join(place.base, 'restored');
  assert.match(chorusOk(place.base, ['restore', ballots, dir]), /list of invites is missing[^]*names, addresses/);
  const lost = JSON.parse(chorusOk(place.base, ['restore', invites, dir, '--json'])).lost.map((l) => l.lost);
  assert.equal(lost.length, 1);
  assert.match(lost[0], /came after the backup/);
  for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']))) assert.ok(check.ok, check.check);
  const again = await serve(dir);
  t.after(() => again.stop('SIGKILL'));
  await served(again.url, 'w');
  await again.stop();
  closeWave({ ...place, dir }, 'w');
  for (const receipt of known.slice(0, 5)) {
    assert.match(chorusOk(dir, ['board', 'verify', 'w', '--receipt', receipt]), /is on it/);
  }
});

test('a backup has the very bytes of the files, so that it shows no order that they do not', async (t) => {
  const place = await answered(t);
  await place.server.stop();
  const ballots = path.join(place.base, 'b.tar');
  const invites = path.join(place.base, 'i.tar');
  chorusOk(place.dir, ['backup', ballots, '--with', 'ballots']);
  chorusOk(place.dir, ['backup', invites, '--with', 'invites']);
  const onDisk = (name) => fs.readFileSync(path.join(place.dir, name));
  assert.deepEqual(inside(ballots, 'server/w.ballots.db'), onDisk('server/w.ballots.db'));
  assert.deepEqual(inside(invites, 'server/w.invites.db'), onDisk('server/w.invites.db'));
  assert.deepEqual(inside(invites, 'office/people.db'), onDisk('office/people.db'));
  const times = execFileSync('tar', ['tvf', ballots, '--full-time'], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
  for (const line of times.trim().split('\n')) assert.match(line, / 1970-01-01 00:00/);
  const out = scratch();
  execFileSync('tar', ['xf', ballots, '-C', out]);
  execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: out });
});

test('a restore without keys, or of one kind, says what is lost', async (t) => {
  const place = await answered(t);
  const keyless = path.join(place.base, 'keyless.tar');
  chorusOk(place.dir, ['backup', keyless, '--with', 'ballots', '--without-keys']);
  assert.ok(!list(keyless).some((n) => n.startsWith('server/keys/')));
  const dir = path.join(place.base, 'restored');
  const said = JSON.parse(chorusOk(place.base, ['restore', keyless, dir, '--json']));
  const lost = said.lost.map((l) => l.lost).join('\n');
  for (const pattern of [/token key is missing: nobody can fetch/, /board key is missing.*cannot be closed/,
    /list of invites is missing/, /names, addresses and codes/, /came after the backup/]) {
    assert.match(lost, pattern);
  }
  assert.doesNotMatch(lost, /every ballot is missing|opening key is missing/);
  const other = path.join(place.base, 'other');
  const invites = path.join(place.base, 'invites.tar');
  chorusOk(place.dir, ['backup', invites, '--with', 'invites']);
  assert.match(chorusOk(place.base, ['restore', invites, other]), /every ballot is missing/);
});

test('invites that are older than the ballots are named: somebody could vote twice', async (t) => {
  const place = await answered(t, { response: 20 });
  const invites = path.join(place.base, 'i.tar');
  const ballots = path.join(place.base, 'b.tar');
  chorusOk(place.dir, ['backup', invites, '--with', 'invites']);
  populate(place.file, ['--response', '100']);
  chorusOk(place.dir, ['backup', ballots, '--with', 'ballots']);
  const dir = path.join(place.base, 'restored');
  chorusOk(place.base, ['restore', ballots, dir]);
  assert.match(chorusOk(place.base, ['restore', invites, dir]), /older than that of ballots[^]*vote twice/);
});

test('a backup that was cut off, changed or is of other waves restores nothing', async (t) => {
  const place = await answered(t);
  const file = path.join(place.base, 'b.tar');
  chorusOk(place.dir, ['backup', file, '--with', 'ballots']);
  const bytes = fs.readFileSync(file);
  const bad = (change, pattern = /no backup of Chorus|cut off/) => {
    const broken = path.join(place.base, 'broken.tar');
    fs.writeFileSync(broken, change(Buffer.from(bytes)));
    const dir = path.join(place.base, 'never');
    const run = chorus(place.base, ['restore', broken, dir]);
    assert.equal(run.status, 1, run.stdout);
    assert.match(run.stderr, pattern);
    assert.ok(!fs.existsSync(dir));
  };
  bad((b) => b.subarray(0, b.length - 2000));
  bad((b) => b.subarray(0, 700));
  bad((b) => { b[b.length / 2] ^= 1; return b; });
  bad((b) => { const at = b.indexOf('office/w.seal'); b.write('office/../../x', at); return b; });
  bad(() => Buffer.from('hello'));
  const evil = scratch();
  fs.writeFileSync(path.join(evil, 'BACKUP'), inside(file, 'BACKUP'));
  fs.mkdirSync(path.join(evil, 'server'));
  fs.writeFileSync(path.join(evil, 'server/evil'), 'x');
  execFileSync('tar', ['--format=ustar', '-cf', path.join(evil, 'e.tar'), '-C', evil, 'BACKUP', 'server/evil']);
  bad(() => fs.readFileSync(path.join(evil, 'e.tar')));
  const stranger = institution(people);
  refused(stranger.dir, ['restore', file, stranger.dir], /has other waves/);
  const taken = path.join(place.base, 'taken');
  fs.mkdirSync(path.join(taken, 'server'), { recursive: true });
  fs.writeFileSync(path.join(taken, 'server/w.ballots.db'), 'of somebody');
  refused(taken, ['restore', file, taken], /is there already/);
});

test('backups and restores killed at any moment leave a whole one or none', async (t) => {
  const place = await answered(t);
  const run = async (args, milliseconds) => {
    const child = spawn(path.join(build, 'chorus'), ['-d', place.dir, ...args], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    child.kill('SIGKILL');
    await ended;
  };
  const file = path.join(place.base, 'k.tar');
  const dir = path.join(place.base, 'restored');
  for (let i = 0; i < 8 && !fs.existsSync(file); i++) {
    await run(['backup', file, '--with', 'ballots'], 2 + i * 3);
    if (fs.existsSync(file)) assert.ok(list(file).includes('SHA256SUMS'));
  }
  if (!fs.existsSync(file)) chorusOk(place.dir, ['backup', file, '--with', 'ballots']);
  assert.deepEqual(fs.readdirSync(place.base).filter((n) => n.startsWith('k.tar')), ['k.tar']);
  for (let i = 0; i < 8; i++) await run(['restore', file, dir], 2 + i * 2);
  chorus(place.base, ['restore', file, dir]);
  for (const name of list(file)) {
    if (name === 'BACKUP' || name === 'SHA256SUMS' || name === 'server/site.db') continue;
    assert.deepEqual(fs.readFileSync(path.join(dir, name)), inside(file, name), name);
  }
});

test('a hold is recorded, shown, and blocks the purge until it ends', async (t) => {
  const place = await answered(t, { purgeDays: 0 });
  closeWave(place, 'w');
  const { dir } = place;
  assert.equal(chorus(dir, ['hold', 'w', 'on']).status, 2, 'a reason is needed');
  refused(dir, ['hold', 'w', 'maybe', '--reason', 'x'], /on, or off/, { status: 2 });
  refused(dir, ['hold', 'w', 'off', '--reason', 'x'], /is not held/);
  refused(dir, ['hold', 'w', 'on', '--reason', 'two\nlines'], /one line/);
  chorusOk(dir, ['hold', 'w', 'on', '--reason', 'Court order 12']);
  refused(dir, ['hold', 'w', 'on', '--reason', 'again'], /is held already/);
  refused(dir, ['purge', 'w', '--yes'], /w is held since .*\(Court order 12\).*chorus hold w off/);
  assert.equal(JSON.parse(chorusOk(dir, ['wave', 'list', '--json']))[0].hold, 'Court order 12');
  assert.equal(JSON.parse(chorusOk(dir, ['wave', 'show', 'w', '--json'])).hold.reason, 'Court order 12');
  assert.match(chorusOk(dir, ['wave', 'show', 'w']), /^hold +on since .*Court order 12$/m);
  assert.match(chorusOk(dir, ['doctor']), /its day is past, and it is held: Court\s+order 12/);
  chorusOk(dir, ['hold', 'w', 'off', '--reason', 'settled']);
  assert.match(chorusOk(dir, ['wave', 'show', 'w']), /^hold +off since .*settled$/m);
  const late = chorus(dir, ['doctor', '--json']);
  assert.equal(late.status, 1);
  assert.match(late.stdout, /the day is past on which its ballots were to be destroyed/);
  assert.match(chorusOk(dir, ['purge', 'w', '--yes']), /is purged/);
  refused(dir, ['hold', 'w', 'on', '--reason', 'too late'], /nothing left to hold/);
  assert.equal(sql(path.join(dir, 'server/site.db'), 'SELECT count(*) FROM hold'), '2');
});

test('a wave that nobody closed is purged too, once it is over and its day has come', async (t) => {
  const place = await answered(t, { purgeDays: 0 });
  const { dir } = place;
  refused(dir, ['purge', 'w', '--yes'], /is not closed.*can be purged without/);
  sql(path.join(dir, 'server/site.db'), 'UPDATE wave SET closes_sec = opens_sec + 1');
  assert.match(chorus(dir, ['doctor']).stdout, /its closing time is past, and nobody has counted it/);
  chorusOk(dir, ['hold', 'w', 'on', '--reason', 'a proceeding']);
  refused(dir, ['purge', 'w', '--yes'], /is held/);
  chorusOk(dir, ['hold', 'w', 'off', '--reason', 'over']);
  assert.match(chorusOk(dir, ['purge', 'w', '--yes']), /never closed: there is no release/);
  for (const name of Object.keys(snapshot(dir))) assert.doesNotMatch(name, /\/w\./, name);
  assert.equal(JSON.parse(chorusOk(dir, ['wave', 'list', '--json']))[0].state, 'purged');
  assert.equal(sql(path.join(dir, 'office/people.db'), 'SELECT count(*) FROM invite'), '0');
  refused(dir, ['wave', 'close', 'w', '--early', '--passphrase-file', place.passphraseFile], /nothing left to count/);
  refused(dir, ['release', 'show', 'w'], /purged without having been closed/);
  for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']))) assert.ok(check.ok, check.check);
  assert.match(chorusOk(dir, ['purge', 'w', '--yes']), /was already purged/);
  // The server drops it within a second, and goes on.
  for (;;) {
    const answer = await fetch(`${place.server.url}/v1/waves/w/manifest`);
    if (answer.status === 404) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal((await fetch(place.server.url)).status, 200);
});
