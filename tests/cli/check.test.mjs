// Anyone can check: board, receipt and invite, release, counting again; and the
// purge, after which all but the counting can still be done.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, closeWave, institution, openWave, passphrase, populate, root,
  scratch, serve, served, smallRoster } from '../system.mjs';
import { noonZone, onTerminal, refused, snapshot } from './helpers.mjs';

process.setMaxListeners(100);

process.env.TZ = noonZone();
const people = smallRoster({ Medicine: { A: 40, B: 30 }, Surgery: { C: 9, D: 30 }, Urology: { E: 12 } });
const survey = path.join(root, 'surveys/gme-core.json');

function nowhere() {
  return scratch('stranger');
}

// A closed wave, served: {..., server, receipts, invites}. BEFORE changes its
// files between the last ballot and the close, with nobody serving them.
async function closed(t, { purgeDays = 0, before = () => {} } = {}) {
  const place = institution(people);
  fs.appendFileSync(path.join(place.dir, 'chorus.conf'), `purge_days = ${purgeDays}\n`);
  const collecting = await serve(place.dir);
  t.after(() => collecting.stop('SIGKILL'));
  const { file, invites } = openWave(place, 'w', collecting.url, { closes: '+60m' });
  await served(collecting.url, 'w');
  const out = path.join(place.base, 'receipts');
  populate(file, ['--response', '70', '--receipts', out]);
  await collecting.stop();
  const receipts = fs.readFileSync(out, 'utf8').trim().split('\n');
  const said = before({ ...place, receipts });
  closeWave(place, 'w');
  chorusOk(place.dir, ['wave', 'publish', 'w', '--from', 'now']);
  const server = await serve(place.dir);
  t.after(() => server.stop('SIGKILL'));
  return { ...place, server, invites, receipts, said };
}

// What a stranger downloads, into a folder of their own.
async function download(url) {
  const dir = nowhere();
  for (const name of ['manifest', 'board', 'board.sig', 'release', 'release.sig', 'survey']) {
    const response = await fetch(`${url}/v1/waves/w/${name}`);
    assert.equal(response.status, 200, name);
    fs.writeFileSync(path.join(dir, name), Buffer.from(await response.arrayBuffer()));
  }
  return { dir, of: (name) => path.join(dir, name) };
}

const boardFiles = (d) => ['board', 'verify', '--manifest', d.of('manifest'), '--board', d.of('board')];
const releaseFiles = (d) => ['release', 'verify', '--manifest', d.of('manifest'),
  '--survey', d.of('survey'), '--board', d.of('board'), '--release', d.of('release')];
const retally = (place) => ['wave', 'retally', 'w', '--passphrase-file', place.passphraseFile];
const bytes = (place, which) => execFileSync('sqlite3', [path.join(place.dir, 'server/site.db'),
  `SELECT hex(bytes) FROM document WHERE wave = 'w' AND which = ${which}`], { encoding: 'utf8', maxBuffer: 1 << 26 });

function change(file, from, to) {
  const before = fs.readFileSync(file, 'latin1');
  const after = before.replace(from, to);
  assert.notEqual(after, before);
  fs.writeFileSync(file, after, 'latin1');
}

test('a closed wave', async (t) => {
  const place = await closed(t);
  const { dir, receipts, invites } = place;
  const files = await download(place.server.url);
  const [first] = receipts;
  const stranger = nowhere();

  // Each invite as the board has it; the board's own lists are the measure.
  const state = (args) => JSON.parse(chorusOk(dir, ['board', 'verify', 'w', ...args, '--json'])).invite;
  const states = invites.map((i) => state(['--link', i.link]));

  await t.test('every invite is used or unused, as many as the board says', () => {
    const board = JSON.parse(fs.readFileSync(files.of('board'), 'utf8'));
    assert.equal(states.filter((s) => s === 'used').length, board.issued);
    assert.equal(states.filter((s) => s === 'unused').length, people.length - board.issued);
    assert.ok(board.issued > 0 && board.issued < people.length);
  });
  await t.test('a code says the same as its link', () => {
    for (const i of [states.indexOf('used'), states.indexOf('unused')]) {
      assert.equal(state(['--code', invites[i].code]), states[i]);
    }
    const unused = invites[states.indexOf('unused')];
    assert.match(chorusOk(dir, ['board', 'verify', 'w', '--code', unused.code]), /Nobody used/);
    assert.equal(state([]), null);
  });
  await t.test('a code that cannot be of this wave is not called unused', () => {
    const { code, link } = invites[0];
    const board = ['board', 'verify', 'w'];
    const typo = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    refused(dir, [...board, '--code', typo], /mistyped|not an invite/);
    refused(dir, [...board, '--code', code.slice(3)], /not an invite/);
    const other = link.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
    refused(dir, [...board, '--link', other], /another promise/);
    refused(dir, [...board, '--link', link, '--code', code], /give one/, { status: 2 });
  });
  await t.test('a stranger with six files checks everything without a folder', () => {
    assert.match(chorusOk(stranger, [...boardFiles(files), '--receipt', first]), /is on it/);
    const used = invites[states.indexOf('used')];
    const said = chorusOk(stranger, [...boardFiles(files), '--link', used.link]);
    assert.match(said, /was used to fetch/);
    assert.doesNotMatch(said, /Compare/, 'the link has the fingerprint');
    assert.match(chorusOk(stranger, releaseFiles(files)), new RegExp(`Compare the fingerprint`));
    assert.match(chorusOk(stranger, releaseFiles(files)), new RegExp(used.fingerprint));
    const named = JSON.parse(chorusOk(stranger,
      [...releaseFiles(files), '--fingerprint', used.fingerprint.toLowerCase(), '--json']));
    assert.equal(named.fingerprint, used.fingerprint);
    assert.equal(named.audited, true);
    assert.deepEqual(fs.readdirSync(stranger), []);
  });
  await t.test('a stranger with the address alone does too, and sends nothing but that', async () => {
    const asked = [];
    const proxy = http.createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      fetch(place.server.url + request.url).then(async (answer) => {
        response.writeHead(answer.status);
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${proxy.address().port}/`;
    const run = (args) => new Promise((resolve) => {
      execFile(path.join(build, 'chorus'), ['-d', stranger, ...args], (error, stdout, stderr) =>
        resolve({ status: error?.code ?? 0, stdout, stderr }));
    });
    const used = invites[states.indexOf('used')];
    const board = await run(['board', 'verify', 'w', '--url', url, '--receipt', first, '--link', used.link]);
    assert.equal(board.status, 0, board.stderr);
    assert.match(board.stdout, /is on it[^]*was used to fetch/);
    assert.deepEqual(asked.splice(0), ['manifest', 'board', 'board.sig'].map((n) => `GET /v1/waves/w/${n}`));
    const release = await run(['release', 'verify', 'w', '--url', url]);
    assert.equal(release.status, 0, release.stderr);
    assert.match(release.stdout, /made every check and found nothing[^]*Compare the fingerprint/);
    assert.deepEqual(asked.splice(0), ['manifest', 'board', 'board.sig', 'release', 'release.sig', 'survey']
      .map((n) => `GET /v1/waves/w/${n}`));
    const none = await run(['board', 'verify', 'x', '--url', url]);
    assert.equal(none.status, 1);
    assert.match(none.stderr, /hands out no manifest of x/);
    proxy.close();
    proxy.closeAllConnections();
  });
  await t.test('files of any names are taken with their signatures named', () => {
    const moved = nowhere();
    for (const [name, to] of [['board', 'b.json'], ['board.sig', 's1'], ['release', 'r.json'],
      ['release.sig', 's2'], ['manifest', 'm.json']]) {
      fs.copyFileSync(files.of(name), path.join(moved, to));
    }
    const of = (name) => path.join(moved, name);
    const call = ['release', 'verify', '--manifest', of('m.json'), '--board', of('b.json'),
      '--release', of('r.json')];
    refused(moved, call, /b\.json\.sig/);
    refused(moved, [...call, '--board-sig', of('s1')], /r\.json\.sig/);
    assert.match(chorusOk(moved, [...call, '--board-sig', of('s1'), '--sig', of('s2')]),
      /figures were not audited/, 'without a survey');
    assert.equal(JSON.parse(chorusOk(moved,
      [...call, '--board-sig', of('s1'), '--sig', of('s2'), '--json'])).audited, false);
    refused(moved, [...call, '--board-sig', of('s1'), '--sig', of('s2'), '--survey',
      path.join(root, 'surveys/gme-extended.json')], /survey is not the one that the manifest names/);
    refused(moved, [...call, '--board-sig', of('s2'), '--sig', of('s2')], /signature of the board/);
  });
  await t.test('another fingerprint, half a set of files, or both ways at once is refused', () => {
    const other = 'ZZZZZZZZ-ZZZZZZZZ-ZZZZZZZZ-ZZZZZZZZ';
    refused(stranger, [...releaseFiles(files), '--fingerprint', other], /another fingerprint/);
    refused(dir, ['board', 'verify', 'w', '--fingerprint', other], /another fingerprint/);
    refused(dir, ['board', 'verify', 'w', '--fingerprint', 'x'], /not a fingerprint/, { status: 2 });
    refused(dir, [...boardFiles(files), 'w'], /either/, { status: 2 });
    refused(dir, ['board', 'verify'], /either/, { status: 2 });
    refused(dir, ['release', 'verify'], /either/, { status: 2 });
    refused(dir, ['board', 'verify', '--board', files.of('board')], /together: --manifest and --board/, { status: 2 });
    refused(dir, releaseFiles(files).slice(0, -2), /--board and --release/, { status: 2 });
    refused(dir, ['board', 'verify', '--url', place.server.url], /needs the name/, { status: 2 });
  });
  await t.test('a changed byte in any file is noticed', async () => {
    for (const [name, from, to, says] of [
      ['manifest', '"Program A"', '"Program Z"', /board: |another manifest|does not hold/],
      ['board', '"spoiled":0', '"spoiled":1', /signature of the board does not hold/],
      ['release', '"spoiled":0', '"spoiled":1', /signature of the release does not hold/],
      ['board.sig', /^..../, 'AAAA', /signature of the board does not hold/],
      ['release.sig', /^..../, 'AAAA', /signature of the release does not hold/],
    ]) {
      const copy = await download(place.server.url);
      change(copy.of(name), from, to);
      refused(stranger, releaseFiles(copy), says);
    }
  });
  await t.test('documents of two waves do not go together', async (t2) => {
    const other = await download((await closed(t2)).server.url);
    refused(stranger, ['board', 'verify', '--manifest', files.of('manifest'), '--board',
      other.of('board')], /signature of the board/);
    refused(stranger, ['release', 'verify', '--manifest', files.of('manifest'), '--board',
      files.of('board'), '--release', other.of('release')], /signature of the release/);
    refused(stranger, [...boardFiles(other), '--receipt', first], /another wave/);
  });
  await t.test('nothing of this changed anything', () => {
    for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']))) {
      assert.ok(check.ok, JSON.stringify(check));
    }
  });
});

// The nullifier that a receipt names, as SQLite writes it.
function nullifier(receipt) {
  const body = Buffer.from(receipt.split('.')[1], 'base64url');
  return body.subarray(34, 66).toString('hex').toUpperCase();
}

test('a receipt whose ballot was lost is signed evidence, here and for a stranger', async (t) => {
  const place = await closed(t, { before: ({ dir, receipts }) => {
    execFileSync('sqlite3', [path.join(dir, 'server/w.ballots.db'),
      `UPDATE ballot SET used = x'00' WHERE hex(nullifier) = '${nullifier(receipts[3])}'`]);
  } });
  const files = await download(place.server.url);
  for (const board of [['board', 'verify', 'w'], boardFiles(files)]) {
    refused(place.dir, [...board, '--receipt', place.receipts[3]], /signed evidence of a lost ballot/);
    assert.match(chorusOk(place.dir, [...board, '--receipt', place.receipts[2]]), /is on it/);
  }
});

test('a wave counted again gives the same bytes, or says where they differ', async (t) => {
  const place = await closed(t, { purgeDays: 30 });
  const { dir } = place;
  const ballots = path.join(dir, 'server/w.ballots.db');
  const sql = (text) => execFileSync('sqlite3', [ballots, text], { encoding: 'utf8' }).trim();
  const one = sql("SELECT id || ' ' || hex(nullifier) FROM ballot WHERE used = x'01' LIMIT 1").split(' ');

  await t.test('identical, and nothing is changed or published by it', () => {
    const before = snapshot(dir);
    assert.match(chorusOk(dir, retally(place)), /^identical: /);
    assert.deepEqual(snapshot(dir), before);
    const said = JSON.parse(chorusOk(dir, [...retally(place), '--json']));
    assert.deepEqual([said.identical, said.ballots], [true, place.receipts.length]);
    const verified = JSON.parse(chorusOk(dir, ['release', 'verify', 'w', '--json']));
    assert.equal(said.release_sha256, verified.release_sha256);
  });
  await t.test('on another day, in another zone', () => {
    assert.match(chorusOk(dir, retally(place), { env: { TZ: 'XXX+14' } }), /^identical: /);
  });
  await t.test('with the wrong passphrase nothing is opened', () => {
    const wrong = path.join(place.base, 'wrong');
    fs.writeFileSync(wrong, `${passphrase.replace('violet', 'copper')}\n`);
    refused(dir, ['wave', 'retally', 'w', '--passphrase-file', wrong], /passphrase/);
  });
  await t.test('a ballot less is a difference', () => {
    sql(`UPDATE ballot SET used = x'00' WHERE id = ${one[0]}`);
    refused(dir, retally(place), /release is not the one .* first difference is byte \d+/);
    sql(`UPDATE ballot SET used = x'01' WHERE id = ${one[0]}`);
  });
  await t.test('a ballot under another nullifier is one too', () => {
    sql(`UPDATE ballot SET nullifier = x'${'00'.repeat(32)}' WHERE id = ${one[0]}`);
    refused(dir, retally(place), /first difference is byte \d+, "\{?"board_sha256/);
    sql(`UPDATE ballot SET nullifier = x'${one[1]}' WHERE id = ${one[0]}`);
  });
  await t.test('changed bytes are no ballot', () => {
    sql(`UPDATE ballot SET sealed_hash = x'${'00'.repeat(32)}' WHERE id = ${one[0]}`);
    refused(dir, retally(place), /cannot be counted.*what was published stands/);
    sql(`DELETE FROM ballot WHERE id = ${one[0]}`);
    refused(dir, ['wave', 'verify', 'w'], /checks above failed/, { stdout: /manifest's places +no/ });
  });
  await t.test('a lost key is said to be lost', () => {
    fs.renameSync(path.join(dir, 'office/w.seal'), path.join(place.base, 'w.seal'));
    refused(dir, retally(place), /missing, by a purge that was interrupted or by accident/);
    refused(dir, ['wave', 'verify', 'w'], /checks above failed/, { stdout: /key is there +no/ });
    fs.renameSync(path.join(place.base, 'w.seal'), path.join(dir, 'office/w.seal'));
  });
  await t.test('before its day nothing is purged', () => {
    refused(dir, ['purge', 'w', '--yes'], /purged on \d+ \w+ \d{4}, as its manifest promises/);
  });
});

test('an open wave is neither counted again nor purged', () => {
  const place = institution(people);
  chorusOk(place.dir, ['wave', 'open', 'w', '--survey', survey, '--closes', '+60m', '--yes',
    '--passphrase-file', place.passphraseFile]);
  refused(place.dir, retally(place), /no results yet/);
  refused(place.dir, ['purge', 'w', '--yes'], /is not closed/);
  refused(place.dir, ['purge', 'x', '--yes'], /no wave x/);
});

const kept = ['office/w.seal', 'server/w.ballots.db', 'server/w.invites.db'];

// Everything that can be done with a purged wave, and what cannot.
async function isPurgedWhole(place) {
  const { dir } = place;
  for (const name of kept) assert.ok(!fs.existsSync(path.join(dir, name)), name);
  for (const folder of ['office', 'server', 'server/keys']) {
    for (const name of fs.readdirSync(path.join(dir, folder))) assert.doesNotMatch(name, /^w\./);
  }
  assert.equal(JSON.parse(chorusOk(dir, ['wave', 'list', '--json']))[0].state, 'purged');
  assert.equal(JSON.parse(chorusOk(dir, ['wave', 'show', 'w', '--json'])).state, 'purged');
  assert.match(chorusOk(dir, ['wave', 'show', 'w']), /^state +purged$/m);
  for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']))) {
    assert.ok(check.ok, JSON.stringify(check));
  }
  for (const receipt of [place.receipts[0], place.receipts.at(-1)]) {
    chorusOk(dir, ['board', 'verify', 'w', '--receipt', receipt, '--link', place.invites[0].link]);
  }
  chorusOk(dir, ['release', 'verify', 'w']);
  refused(dir, retally(place), /is purged: its sealed ballots/);
  refused(dir, ['wave', 'unlock-test', 'w', '--passphrase-file', place.passphraseFile], /w\.seal/);
  assert.match(closeWave(place, 'w'), /was closed before/);
}

test('a purge asks, overwrites what it removes, and leaves what anybody can check', async (t) => {
  const place = await closed(t);
  const { dir, base } = place;
  const before = [4, 5, 6, 7].map((which) => bytes(place, which));
  await t.test('a no changes nothing', async () => {
    const files = snapshot(dir);
    const no = await onTerminal(dir, ['purge', 'w'], [['[yes/no]', () => 'no\n']]);
    assert.equal(no.status, 1, no.output);
    assert.deepEqual(snapshot(dir), files);
    assert.equal(chorus(dir, ['purge', 'w']).status, 1, 'nobody to ask');
  });
  await t.test('a release that does not hold keeps the ballots from which to make it again', () => {
    const copy = path.join(base, 'copy');
    fs.cpSync(dir, copy, { recursive: true });
    execFileSync('sqlite3', [path.join(copy, 'server/site.db'),
      "UPDATE document SET bytes = CAST('x' AS BLOB) WHERE which = 5"]);
    refused(copy, ['purge', 'w', '--yes'], /signature of the release/);
  });
  await t.test('it purges, while the server runs', async () => {
    // A second name of the same bytes shows what becomes of them.
    const seen = [...kept, 'server/w.ballots.db-journal'].map((name, i) => {
      const link = path.join(base, `link-${i}`);
      const file = path.join(dir, name);
      if (!fs.existsSync(file)) fs.writeFileSync(file, 'left by a crash');
      fs.linkSync(file, link);
      return link;
    });
    fs.writeFileSync(path.join(dir, 'office/w.seal.new-00000000'), 'unfinished');
    assert.match(chorusOk(dir, ['purge', 'w', '--yes']), /is purged/);
    for (const link of seen) {
      assert.ok(fs.statSync(link).size > 0 || link.endsWith('3'));
      assert.ok(fs.readFileSync(link).every((byte) => byte === 0), link);
    }
    await isPurgedWhole(place);
  });
  await t.test('release and board are byte for byte what they were', () => {
    assert.deepEqual([4, 5, 6, 7].map((which) => bytes(place, which)), before);
  });
  await t.test('again it says so and changes nothing', () => {
    const files = snapshot(dir);
    assert.match(chorusOk(dir, ['purge', 'w']), /was already purged/);
    assert.equal(JSON.parse(chorusOk(dir, ['purge', 'w', '--json'])).was_before, true);
    assert.deepEqual(snapshot(dir), files);
  });
  await t.test('the server goes on, and starts again', async () => {
    const asked = async (url) => {
      for (const name of ['healthz', 'v1/waves/w/board', 'v1/waves/w/release', 'receipt/w', 'wave/w', '']) {
        assert.equal((await fetch(`${url}/${name}`)).status, 200, name);
      }
      const issue = await fetch(`${url}/v1/issue`, { method: 'POST', body: new Uint8Array(163),
        headers: { 'Content-Type': 'application/octet-stream' } });
      assert.equal(issue.status, 400);
    };
    await asked(place.server.url);
    assert.equal((await place.server.stop()).code, 0);
    const again = await serve(dir);
    t.after(() => again.stop('SIGKILL'));
    await asked(again.url);
    const files = await download(again.url);
    const stranger = nowhere();
    chorusOk(stranger, releaseFiles(files));
    chorusOk(stranger, [...boardFiles(files), '--receipt', place.receipts[0]]);
  });
});

test('a purge that any file is missing from is named and finished', async (t) => {
  const place = await closed(t);
  for (const missing of [kept.slice(0, 1), kept.slice(0, 2), kept.slice(1), kept.slice(2)]) {
    const dir = path.join(place.base, `copy-${missing.length}-${missing[0].length}`);
    fs.cpSync(place.dir, dir, { recursive: true });
    for (const name of missing) fs.rmSync(path.join(dir, name));
    // What comes next in the order may have been overwritten in part.
    const next = kept.find((name) => fs.existsSync(path.join(dir, name)));
    const file = fs.openSync(path.join(dir, next), 'r+');
    fs.writeSync(file, Buffer.alloc(64));
    fs.closeSync(file);
    refused(dir, ['wave', 'verify', 'w'], /checks above failed/, { stdout: /run chorus purge again/ });
    assert.equal(JSON.parse(chorusOk(dir, ['wave', 'list', '--json']))[0].state, 'closed');
    refused(dir, retally({ ...place, dir }), /interrupted or by accident/);
    chorusOk(dir, ['purge', 'w', '--yes']);
    await isPurgedWhole({ ...place, dir });
  }
});

test('a purge killed at any moment leaves the results and is finished by the next', async (t) => {
  const place = await closed(t);
  const fresh = path.join(place.base, 'fresh');
  fs.cpSync(place.dir, fresh, { recursive: true });
  const states = new Set();
  const kills = process.env.DEEP ? 40 : 6;
  for (let i = 0; i < kills; i++) {
    const dir = path.join(place.base, `kill-${i}`);
    fs.cpSync(fresh, dir, { recursive: true });
    const child = spawn(path.join(build, 'chorus'), ['-d', dir, 'purge', 'w', '--yes'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    // At a moment of the clock, or as soon as one of the files is gone.
    const victim = path.join(dir, kept[i % 2]);
    if (i % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 4 + (i * 24) / kills));
    else while (child.exitCode === null && fs.existsSync(victim)) await new Promise(setImmediate);
    child.kill('SIGKILL');
    await ended;
    states.add(kept.filter((name) => fs.existsSync(path.join(dir, name))).length);
    chorusOk(dir, ['release', 'verify', 'w']);
    chorusOk(dir, ['board', 'verify', 'w', '--receipt', place.receipts[0]]);
    chorusOk(dir, ['purge', 'w', '--yes']);
    await isPurgedWhole({ ...place, dir });
  }
  t.diagnostic(`files left by the kills: ${[...states].sort().join(', ')}`);
});

test('a close that left its keys is finished by the purge', async (t) => {
  let copy;
  const place = await closed(t, { before: ({ dir, base }) => {
    copy = path.join(base, 'before');
    fs.cpSync(dir, copy, { recursive: true });
  } });
  for (const name of ['server/keys/w.poprf', 'server/keys/w.board', 'office/people.db',
    'server/w.invites.db', 'server/w.ballots.db']) {
    fs.copyFileSync(path.join(copy, name), path.join(place.dir, name));
  }
  chorusOk(place.dir, ['purge', 'w', '--yes']);
  await isPurgedWhole(place);
});
