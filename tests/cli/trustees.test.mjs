// A wave that trustees open: dealt, tested, refused, opened, and what everybody
// can check afterwards.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, institution, openWave, populate, root, serve,
  smallRoster } from '../system.mjs';
import { as, login } from '../http/client.mjs';
import { noonZone, onTerminal, refused, served, snapshot } from './helpers.mjs';

process.setMaxListeners(100);
process.env.TZ = noonZone();
const people = smallRoster({ Medicine: { A: 20, B: 12 }, Surgery: { D: 15 } });
const survey = path.join(root, 'surveys/gme-core.json');
const two = ['--trustees', '3', '--threshold', '2'];
const open = (wave, ...more) => ['wave', 'open', wave, '--survey', survey, '--closes', '+10d',
  '--yes', ...more];

// An institution, and a passphrase file for each of three trustees.
function withTrustees() {
  const place = institution(people);
  const words = [1, 2, 3].map((n) => path.join(place.base, `words-${n}`));
  const files = words.flatMap((file) => ['--passphrase-file', file]);
  const share = (n, wave = 'w') => path.join(place.dir, `office/${wave}.share-${n}`);
  // The options with which these trustees open.
  const by = (...trustees) => trustees.flatMap((n) =>
    ['--share', share(n), '--passphrase-file', words[n - 1]]);
  return { ...place, words, files, share, by };
}

function openedWave(place, wave = 'w') {
  chorusOk(place.dir, open(wave, ...two, ...place.files));
  return place;
}

// The same with ballots in it, purged as many days after its end.
async function answered(t, { purgeDays = 30 } = {}) {
  const place = withTrustees();
  fs.appendFileSync(path.join(place.dir, 'chorus.conf'), `purge_days = ${purgeDays}\n`);
  const server = await serve(place.dir);
  t.after(() => server.stop('SIGKILL'));
  const { file } = openWave({ ...place, passphraseFile: place.words[0] }, 'w', server.url,
    { closes: '+60m', args: [...two, ...place.files.slice(2)] });
  await served(server.url, '/v1/waves/w/manifest');
  populate(file, ['--response', '70']);
  await server.stop();
  return place;
}

function allChecksHold(dir, wave = 'w') {
  for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', wave, '--json']))) {
    assert.ok(check.ok, JSON.stringify(check));
  }
}

const document = (dir, which) => execFileSync('sqlite3',
  [path.join(dir, 'server/site.db'), `SELECT bytes FROM document WHERE wave='w' AND which=${which}`],
  { encoding: 'utf8' }).replace(/\n$/, '');
const manifestOf = (dir) => JSON.parse(document(dir, 1));
const boardOf = (dir) => JSON.parse(execFileSync('sqlite3',
  [path.join(dir, 'server/site.db'),
    "SELECT group_concat(CAST(bytes AS TEXT), '') FROM (SELECT bytes FROM piece WHERE wave='w' ORDER BY number)"],
  { encoding: 'utf8' }));
const releaseOf = (dir) => JSON.parse(document(dir, 4));

const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) =>
    `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
};
const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest();
const label = (name) => Buffer.concat([Buffer.from([10 + name.length]),
  Buffer.from(`chorus-v1:${name}`)]);
const ed25519 = (x) => crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });

test('the manifest names the trustees, and each has a file of their own', () => {
  const place = openedWave(withTrustees());
  const { threshold, commitments, sign_pk: signers } = manifestOf(place.dir).trustees;
  assert.equal(threshold, 2);
  assert.equal(commitments.length, 2);
  assert.equal(new Set(signers).size, 3);
  for (const n of [1, 2, 3]) {
    assert.equal(fs.statSync(place.share(n)).mode & 0o777, 0o600);
    assert.match(fs.readFileSync(place.share(n), 'utf8'), new RegExp(`\ntrustee ${n}\nthreshold 2\ntrustees 3\n`));
    assert.match(fs.readFileSync(place.words[n - 1], 'utf8'), /^[a-z]+(-[a-z]+){6}\n$/);
  }
  assert.match(fs.readFileSync(path.join(place.dir, 'office/w.seal'), 'utf8'), /\nkdf blake2b-trustees\n/);
  assert.match(chorusOk(place.dir, ['wave', 'show', 'w']), /^opened by +2 of 3 trustees$/m);
  assert.deepEqual(JSON.parse(chorusOk(place.dir, ['wave', 'show', 'w', '--json'])).trustees,
    { count: 3, threshold: 2 });
  allChecksHold(place.dir);
  assert.ok(!fs.readdirSync(path.join(place.dir, 'server'), { recursive: true })
    .some((name) => /share|seal/.test(name)), 'nothing that opens is on the server');
});

test('a wave of one passphrase is labelled, and trustees are recommended', () => {
  const place = institution(people);
  const text = chorusOk(place.dir, open('w', '--passphrase-file', place.passphraseFile));
  assert.match(text.replace(/\s+/g, ' '),
    /single passphrase.*--trustees 3 --threshold 2, with one trustee a resident/);
  assert.match(chorusOk(place.dir, ['wave', 'show', 'w']), /^opened by +a single passphrase$/m);
  refused(place.dir, ['wave', 'unlock-test', 'w', '--share', place.passphraseFile],
    /opened by a passphrase, not by trustees/);
});

test('numbers that cannot be are wrong usage', () => {
  const place = withTrustees();
  const usage = (args, pattern) => refused(place.dir, open('w', ...args), pattern, { status: 2 });
  usage(['--trustees', '3'], /go together/);
  usage(['--threshold', '2'], /go together/);
  usage(['--trustees', '3', '--threshold', '4'], /--threshold: .* from 1 to 3/);
  usage(['--trustees', '256', '--threshold', '2'], /--trustees: .* from 1 to 255/);
  usage(['--trustees', '0', '--threshold', '0'], /--trustees/);
  usage([...two, ...place.files.slice(2)], /one for each trustee/);
  usage(place.files, /one is enough/);
});

test('two trustees do not share a passphrase', () => {
  const place = withTrustees();
  for (const file of place.words) fs.writeFileSync(file, 'the same seven words as the other has\n');
  refused(place.dir, open('w', ...two, ...place.files), /trustees 1 and 2 have the same passphrase/,
    { stdout: /UNIT/ });
});

test('unlock-test says which shares open', () => {
  const place = openedWave(withTrustees());
  const run = (...args) => ['wave', 'unlock-test', 'w', ...args];
  const alone = chorusOk(place.dir, run(...place.by(2)));
  assert.match(alone, /share of trustee 2 opens/);
  assert.match(alone, /2 of 3 shares are needed.*not tried/);
  for (const set of [[1, 2], [1, 3], [3, 2], [1, 2, 3]]) {
    assert.match(chorusOk(place.dir, run(...place.by(...set))), /Together \d shares open the key of w/);
  }
  const damaged = path.join(place.base, 'damaged');
  fs.writeFileSync(damaged, fs.readFileSync(place.share(3), 'utf8').replace('trustee 3', 'trustee 2'));
  refused(place.dir, run(...place.by(1), '--share', damaged, '--passphrase-file', place.words[2]),
    /damaged, or not a share file/, { stdout: /trustee 1 opens[^]*Does not open[^]*not tried/ });
  refused(place.dir, run(...place.by(1, 2), '--share', place.share(3), '--passphrase-file', place.words[0]),
    /not the passphrase of trustee 3/, { stdout: /Together 2 shares open the key/ });
  refused(place.dir, run('--share', place.share(1), '--share', place.share(1),
    '--passphrase-file', place.words[0], '--passphrase-file', place.words[0]),
  /trustee 1 was given before/, { stdout: /not tried/ });
  refused(place.dir, run('--passphrase-file', place.words[0]), /give 2 of their 3 shares/);
  refused(place.dir, run('--share', place.share(1), '--share', place.share(2),
    '--passphrase-file', place.words[0]), /one for each --share/, { status: 2 });
});

test('255 trustees are as many as there can be', () => {
  const place = withTrustees();
  const numbers = Array.from({ length: 255 }, (_, i) => i + 1);
  const words = numbers.map((n) => path.join(place.base, `many-${n}`));
  words.forEach((file, i) => fs.writeFileSync(file, `words of the trustee number ${i + 1}\n`));
  const files = words.flatMap((file) => ['--passphrase-file', file]);
  chorusOk(place.dir, open('w', '--trustees', '255', '--threshold', '2', ...files));
  const all = numbers.flatMap((n) => ['--share', place.share(n), '--passphrase-file', words[n - 1]]);
  assert.match(chorusOk(place.dir, ['wave', 'unlock-test', 'w', ...all]), /Together 255 shares open/);
  assert.match(chorusOk(place.dir, ['wave', 'unlock-test', 'w', ...all.slice(-8)]), /Together 2 shares open/);
});

test('what cannot open the wave is refused, and the wave stays whole', async (t) => {
  const place = await answered(t);
  openedWave(place, 'v');
  const no = (args, pattern) => {
    const run = chorus(place.dir, ['wave', 'close', 'w', '--early', ...args]);
    assert.equal(run.status, 1, run.stdout);
    assert.match(run.stderr, /^[^\n]+\n$/);
    assert.match(run.stderr, pattern);
    allChecksHold(place.dir);
    assert.equal(JSON.parse(chorusOk(place.dir, ['wave', 'show', 'w', '--json'])).state, 'open');
  };
  no([], /opened by trustees: give 2 of their 3 shares/);
  no(place.by(1), /1 share: 2 of 3 are needed/);
  no(place.by(2, 2), /trustee 2 was given before/);
  no(['--share', place.share(1), '--passphrase-file', place.words[1],
    '--share', place.share(2), '--passphrase-file', place.words[1]], /not the passphrase of trustee 1/);
  no([...place.by(1), '--share', place.share(2, 'v'), '--passphrase-file', place.words[1]],
    /share of another wave \(v\), not of w/);
  no([...place.by(1), '--share', path.join(place.dir, 'office/w.seal'),
    '--passphrase-file', place.words[1]], /not a share file/);
  no([...place.by(1), '--share', '/nonexistent', '--passphrase-file', place.words[1]], /nonexistent/);
  const tampered = path.join(place.base, 'tampered');
  const honest = fs.readFileSync(place.share(2), 'utf8');
  fs.writeFileSync(tampered, honest.replace(/wrapped (.)/, (line, c) => `wrapped ${c === 'A' ? 'B' : 'A'}`));
  no([...place.by(1), '--share', tampered, '--passphrase-file', place.words[1]], /tampered: damaged/);
  // The same by somebody who repairs the last line: the text is bound to what it wraps.
  const forged = honest.replace('\ntrustee 2\n', '\ntrustee 3\n').replace(/sha256 .*\n$/, '');
  fs.writeFileSync(tampered, `${forged}sha256 ${sha256(forged).toString('hex')}\n`);
  no([...place.by(1), '--share', tampered, '--passphrase-file', place.words[1]],
    /tampered: this is not the passphrase of trustee 3/);
  // A key file that is lost shows only after the trustees have signed.
  const seal = path.join(place.dir, 'office/w.seal');
  fs.renameSync(seal, `${seal}.away`);
  const run = chorus(place.dir, ['wave', 'close', 'w', '--early', ...place.by(1, 2)]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /w\.seal/);
  fs.renameSync(`${seal}.away`, seal);
  allChecksHold(place.dir);
  chorusOk(place.dir, ['wave', 'close', 'w', '--early', ...place.by(2, 3)]);
});

test('two of three open the wave, and the release carries what they signed', async (t) => {
  const place = await answered(t);
  const key = /secret: (\S+)/.exec(fs.readFileSync(path.join(place.dir, 'server/keys/w.board'), 'utf8'))[1];
  const result = JSON.parse(chorusOk(place.dir, ['wave', 'close', 'w', '--early', '--json', ...place.by(3, 1)]));
  assert.ok(result.redeemed > 20);
  assert.equal(result.spoiled, 0);
  allChecksHold(place.dir);
  assert.match(chorusOk(place.dir, ['release', 'verify', 'w']),
    /^opened by +trustee 1, 3 of 3 \(2 needed\), who signed the board before opening it$/m);

  await t.test('the signatures hold over the board without what opening told', () => {
    const { trustees } = releaseOf(place.dir);
    assert.deepEqual(trustees.map((one) => one.n), [1, 3]);
    const { spoiled, ...unopened } = boardOf(place.dir);
    assert.equal(spoiled, 0);
    const message = Buffer.concat([label('trustee-board'), sha256(canonical(unopened))]);
    for (const { n, sig } of trustees) {
      const signer = ed25519(manifestOf(place.dir).trustees.sign_pk[n - 1]);
      assert.ok(crypto.verify(null, message, signer, Buffer.from(sig, 'base64url')));
      assert.ok(!crypto.verify(null, Buffer.concat([message, Buffer.from([0])]), signer,
        Buffer.from(sig, 'base64url')));
    }
  });

  await t.test('pages show what each of them signed', async () => {
    const { trustees } = releaseOf(place.dir);
    const password = path.join(place.base, 'password');
    fs.writeFileSync(password, 'a long enough password\n');
    chorusOk(place.dir, ['user', 'add', 'committee', '--role', 'subcommittee', '--password-file', password]);
    chorusOk(place.dir, ['wave', 'publish', 'w', '--from', 'now']);
    const server = await serve(place.dir);
    const { session } = await login(server.url, 'committee', 'a long enough password');
    for (const address of ['/results/w', '/results/w/compare', '/wave/w']) {
      const { text } = await as(server.url, session, address);
      assert.match(text, /Opened by 2 of 3 trustees, of whom 2 are needed/, address);
      for (const { n, sig } of trustees) assert.ok(text.includes(`Trustee ${n}</dt><dd class="mono small">${sig}<`), address);
    }
    await server.stop();
  });

  // Even with the wave's own board key nobody can leave the trustees out.
  await t.test('a release without enough signatures is refused, and no page shows it', async () => {
    const pem = crypto.createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519',
      d: key, x: manifestOf(place.dir).board_pk } });
    const honest = releaseOf(place.dir);
    const swap = (release) => {
      const bytes = Buffer.from(canonical(release));
      const sig = crypto.sign(null, Buffer.concat([label('release'), sha256(bytes)]), pem).toString('base64url');
      execFileSync('sqlite3', [path.join(place.dir, 'server/site.db'),
        `UPDATE document SET bytes=x'${bytes.toString('hex')}' WHERE wave='w' AND which=4;
         UPDATE document SET bytes=x'${Buffer.from(sig).toString('hex')}' WHERE wave='w' AND which=5`]);
    };
    const { trustees, ...none } = honest;
    const [first, second] = trustees;
    const shown = async () => {
      const server = await serve(place.dir);
      const { session } = await login(server.url, 'committee', 'a long enough password');
      const statuses = [];
      for (const address of ['/results/w', '/results/w.json', '/wave/w', '/v1/waves/w/release'])
        statuses.push((await as(server.url, session, address)).status);
      await server.stop();
      return statuses;
    };
    const broken = {
      'no signature': [none, /0 trustees signed the board before it was opened; 2 of 3 must/],
      'one signature': [{ ...none, trustees: [first] }, /1 trustees signed/],
      'one under another number': [{ ...none, trustees: [first, { ...second, n: 2 }] },
        /signature of trustee 2 does not hold/],
      'one twice': [{ ...none, trustees: [first, first] }, /out of order/],
    };
    for (const [what, [release, pattern]] of Object.entries(broken)) {
      swap(release);
      const run = chorus(place.dir, ['release', 'verify', 'w']);
      assert.equal(run.status, 1, what);
      assert.match(run.stderr, pattern, what);
      assert.deepEqual(await shown(), [404, 404, 404, 404], what);
    }
    swap({ ...honest, board_sha256: '0'.repeat(64) });
    assert.deepEqual(await shown(), [404, 404, 404, 404], 'another board');
    swap(honest);
    execFileSync('sqlite3', [path.join(place.dir, 'server/site.db'),
      `UPDATE document SET bytes=x'${Buffer.from('A'.repeat(86)).toString('hex')}' WHERE wave='w' AND which=5`]);
    assert.deepEqual(await shown(), [404, 404, 404, 404], 'a signature of nobody');
    swap(honest);
    chorusOk(place.dir, ['release', 'verify', 'w']);
    assert.deepEqual(await shown(), [200, 200, 200, 200]);
  });
});

test('other trustees count it again to the same bytes, and a purge takes every share', async (t) => {
  const place = await answered(t, { purgeDays: 0 });
  const { dir } = place;
  const retally = (...args) => ['wave', 'retally', 'w', ...args];
  const closed = chorusOk(dir, ['wave', 'close', 'w', '--early', ...place.by(1, 2)]);
  assert.match(closed, /is closed/);
  const before = snapshot(dir);
  for (const set of [[1, 2], [2, 3], [3, 1], [1, 2, 3]]) {
    assert.match(chorusOk(dir, retally(...place.by(...set))), /^identical: /);
  }
  assert.deepEqual(snapshot(dir), before);
  assert.deepEqual(releaseOf(dir).trustees.map((one) => one.n), [1, 2]);
  refused(dir, retally(), /opened by trustees: give 2 of their 3 shares/);
  refused(dir, retally(...place.by(3)), /1 share: 2 of 3 are needed/);
  refused(dir, retally(...place.by(3), '--share', place.share(1), '--passphrase-file', place.words[1]),
    /not the passphrase of trustee 1/);

  // A second name of the same bytes shows what becomes of them.
  const files = [...[1, 2, 3].map((n) => place.share(n)), path.join(dir, 'office/w.seal')];
  const links = files.map((file, i) => path.join(place.base, `link-${i}`));
  files.forEach((file, i) => fs.linkSync(file, links[i]));
  chorusOk(dir, ['purge', 'w', '--yes']);
  for (const [i, file] of files.entries()) {
    assert.ok(!fs.existsSync(file), file);
    const left = fs.readFileSync(links[i]);
    assert.ok(left.length > 0 && left.every((byte) => byte === 0), file);
  }
  assert.match(chorusOk(dir, ['release', 'verify', 'w']), /^opened by +trustee 1, 2 of 3/m);
  allChecksHold(dir);
  assert.match(chorus(dir, retally('--share', links[0])).stderr, /is purged: its sealed ballots/);
});

test('on a terminal each trustee sits down alone, and opens with their own words', async () => {
  const place = withTrustees();
  const shown = (text) => [...text.matchAll(/^ {4}([a-z]+(?:-[a-z]+){6})\r?$/mg)].map((m) => m[1]);
  const back = (text) => `${shown(text).at(-1)}\n`;
  const opened = await onTerminal(place.dir, open('w', ...two),
    [['Type it back', back], ['Type it back', back], ['Type it back', back]]);
  assert.equal(opened.status, 0, opened.output);
  const words = shown(opened.output);
  assert.equal(new Set(words).size, 3);
  for (const n of [1, 2, 3]) assert.match(opened.output, new RegExp(`Trustee ${n} of 3`));
  // The screen is empty before and after each.
  const screens = opened.output.split('\x1b[H\x1b[2J\x1b[3J');
  assert.ok(screens.every((screen) => shown(screen).length <= 1));
  assert.deepEqual(shown(screens.at(-1)), []);
  const typed = await onTerminal(place.dir,
    ['wave', 'unlock-test', 'w', '--share', place.share(3), '--share', place.share(1)],
    [['Passphrase of trustee 3', () => `${words[2]}\n`], ['Passphrase of trustee 1', () => `${words[0]}\n`]]);
  assert.equal(typed.status, 0, typed.output);
  assert.match(typed.output, /Together 2 shares open the key/);
});

test('openings killed at any moment leave no share of a wave that is not', async () => {
  const place = withTrustees();
  for (const file of place.words) chorusOk(place.dir, open(`first-${path.basename(file)}`, '--passphrase-file', file));
  for (let i = 0; i < 10; i++) {
    const child = spawn(path.join(build, 'chorus'),
      ['-d', place.dir, ...open(`k${i}`, ...two, ...place.files)], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, 4 + i * 5));
    child.kill('SIGKILL');
    await ended;
  }
  chorusOk(place.dir, open('last', ...two, ...place.files));
  const waves = JSON.parse(chorusOk(place.dir, ['wave', 'list', '--json'])).map((w) => w.wave);
  for (const wave of waves) {
    allChecksHold(place.dir, wave);
    if (/^first/.test(wave)) continue;
    chorusOk(place.dir, ['wave', 'unlock-test', wave, ...[1, 2, 3].flatMap((n) =>
      ['--share', place.share(n, wave), '--passphrase-file', place.words[n - 1]])]);
  }
  for (const name of fs.readdirSync(path.join(place.dir, 'office'))) {
    const wave = /^(k\d+|last)\./.exec(name)?.[1];
    assert.ok(wave === undefined || waves.includes(wave), `office/${name} is of no wave`);
  }
});

test('what an interrupted opening left of shares is swept, what nobody marked is not', () => {
  const place = withTrustees();
  const left = ['office/cut.opening', 'office/cut.share-1', 'office/cut.share-3.new-x'];
  for (const name of left) fs.writeFileSync(path.join(place.dir, name), 'left behind\n');
  openedWave(place);
  for (const name of left) assert.ok(!fs.existsSync(path.join(place.dir, name)), name);
  fs.writeFileSync(path.join(place.dir, 'office/u.share-255'), 'a share of a wave that site.db has lost\n');
  refused(place.dir, open('u', ...two, ...place.files), /u\.share-255.*site.db does not know/);
});
