// Upgrades: files of every earlier schema are brought up to date and work; an
// open wave keeps its promise, whatever is installed around it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, closeWave, institution, openWave, passphrase, populate, root, scratch,
  serve, served, smallRoster } from '../system.mjs';

process.setMaxListeners(100);
const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');
const schemas = path.join(root, 'tests/data/schemas');
const versions = fs.readdirSync(schemas).filter((name) => /^\d+$/.test(name)).sort();
const pragma = (file, name) => Number(execFileSync('sqlite3', [file, `PRAGMA ${name}`], { encoding: 'utf8' }));

const newestSite = fs.readdirSync(path.join(root, 'src/store/schema')).filter((name) => name.startsWith('site_')).length;

// The institution of that time, as a folder.
function institutionOf(version) {
  const base = scratch();
  const dir = path.join(base, 'site');
  const from = (name) => path.join(schemas, version, name);
  fs.mkdirSync(path.join(dir, 'server/keys'), { recursive: true, mode: 0o700 });
  fs.mkdirSync(path.join(dir, 'office'), { mode: 0o700 });
  fs.chmodSync(path.join(dir, 'server'), 0o700);
  const load = (sql, file) => {
    const run = spawnSync('sqlite3', [path.join(dir, file)], { input: fs.readFileSync(from(sql)) });
    assert.equal(run.status, 0, String(run.stderr));
    fs.chmodSync(path.join(dir, file), 0o600);
  };
  load('people.sql', 'office/people.db');
  load('site.sql', 'server/site.db');
  for (const wave of ['closed', 'open']) {
    for (const kind of ['ballots', 'invites']) load(`${wave}.${kind}.sql`, `server/${wave}.${kind}.db`);
  }
  const copy = (name, to) => {
    fs.copyFileSync(from(name), path.join(dir, to));
    fs.chmodSync(path.join(dir, to), 0o600);
  };
  copy('closed.seal', 'office/closed.seal');
  copy('open.seal', 'office/open.seal');
  copy('open.poprf', 'server/keys/open.poprf');
  copy('open.board', 'server/keys/open.board');
  fs.writeFileSync(path.join(dir, 'chorus.conf'), 'kdf = light\n');
  fs.copyFileSync(path.join(root, 'surveys/information.json'), path.join(dir, 'information.json'));
  const passphraseFile = path.join(base, 'passphrase');
  fs.writeFileSync(passphraseFile, `${passphrase}\n`);
  return { base, dir, passphraseFile, receipts: fs.readFileSync(from('receipts'), 'utf8').trim().split('\n'),
    release: fs.readFileSync(from('release.sha256'), 'utf8').trim() };
}

test('every schema before this one has its example', () => {
  const now = institution(smallRoster({ Medicine: { A: 10 } }));
  const newest = pragma(path.join(now.dir, 'server/site.db'), 'user_version');
  // That of this one may be there: the next schema will need it.
  assert.deepEqual(versions.slice(0, newest - 1), Array.from({ length: newest - 1 }, (_, i) => String(i + 1)));
  assert.ok(versions.length <= newest);
  const seen = (sql) => new Set(versions.map((v) => Number(/PRAGMA user_version = (\d+)/
    .exec(fs.readFileSync(path.join(schemas, v, sql), 'utf8'))[1])));
  for (let v = 1; v < pragma(path.join(now.dir, 'office/people.db'), 'user_version'); v++) {
    assert.ok(seen('people.sql').has(v));
  }
  const { dir } = now;
  chorusOk(dir, ['wave', 'open', 'w', '--survey', path.join(root, 'surveys/gme-core.json'), '--closes', '+1d',
    '--yes', '--passphrase-file', now.passphraseFile]);
  for (const kind of ['invites', 'ballots']) {
    for (let v = 1; v < pragma(path.join(dir, `server/w.${kind}.db`), 'user_version'); v++) {
      assert.ok(seen(`open.${kind}.sql`).has(v), kind);
    }
  }
});

for (const version of versions) {
  test(`an institution of schema ${version} is brought up to date, serves and closes`, async (t) => {
    const place = institutionOf(version);
    const { dir } = place;
    const waves = JSON.parse(chorusOk(dir, ['wave', 'list', '--json']));
    assert.deepEqual(waves.map((w) => w.state), ['closed', 'open']);
    assert.equal(pragma(path.join(dir, 'server/site.db'), 'user_version'), newestSite);
    assert.equal(execFileSync('sqlite3', [path.join(dir, 'server/site.db'), 'PRAGMA integrity_check'],
      { encoding: 'utf8' }), 'ok\n');
    assert.match(chorusOk(dir, ['roster', 'show']), /17/);
    assert.match(chorusOk(dir, ['user', 'list']), /ana/);
    const out = path.join(place.base, 'release.json');
    chorusOk(dir, ['release', 'export', 'closed', '--format', 'json', '--out', out]);
    assert.equal(sha256(fs.readFileSync(out)), place.release);
    for (const wave of ['closed', 'open']) {
      for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', wave, '--json']))) {
        assert.ok(check.ok, JSON.stringify(check));
      }
    }
    const server = await serve(dir);
    t.after(() => server.stop('SIGKILL'));
    const file = path.join(place.base, 'open.csv');
    chorusOk(dir, ['invite', 'open', '--out', file, '--base', server.url]);
    await server.stop();
    closeWave(place, 'open');
    for (const receipt of place.receipts) {
      assert.match(chorusOk(dir, ['board', 'verify', 'open', '--receipt', receipt]), /is on it/);
    }
  });
}

const snapshot = (dir) => Object.fromEntries(fs.readdirSync(dir, { recursive: true })
  .filter((name) => fs.statSync(path.join(dir, name)).isFile() && !/lock$|-journal$/.test(name))
  .map((name) => [name, sha256(fs.readFileSync(path.join(dir, name)))]));
const chorusd = (dir) => spawnSync(path.join(build, 'chorusd'), ['-d', dir, '--listen', '127.0.0.1:0'],
  { encoding: 'utf8', timeout: 20000 });

test('chorusd leaves older files to the office, and says what to do', async (t) => {
  const { dir } = institutionOf(versions[0]);
  const before = snapshot(dir);
  const run = chorusd(dir);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /^chorusd: [^\n]*written by an older Chorus; run `chorus` once[^\n]*\n$/);
  assert.deepEqual(snapshot(dir), before);
  chorusOk(dir, ['wave', 'list']);
  const server = await serve(dir);
  t.after(() => server.stop('SIGKILL'));
  assert.equal((await server.stop()).code, 0);
});

test('files of a newer Chorus are refused by both programs, and stay as they are', () => {
  const { dir } = institutionOf(versions.at(-1));
  chorusOk(dir, ['wave', 'list']);
  for (const [name, args, serves] of [
    ['server/site.db', ['wave', 'list']],
    ['office/people.db', ['roster', 'show'], true],
    ['server/open.ballots.db', ['wave', 'verify', 'open'], true],
    ['server/open.invites.db', ['wave', 'verify', 'open'], true],
  ]) {
    const file = path.join(dir, name);
    const now = pragma(file, 'user_version');
    execFileSync('sqlite3', [file, 'PRAGMA user_version = 99']);
    const before = snapshot(dir);
    const run = chorus(dir, args);
    assert.equal(run.status, 1, name);
    assert.match(run.stdout + run.stderr, /written by a newer Chorus/, name);
    if (!serves) {
      const server = chorusd(dir);
      assert.equal(server.status, 1);
      assert.match(server.stderr, /written by a newer Chorus/);
    }
    assert.deepEqual(snapshot(dir), before, name);
    execFileSync('sqlite3', [file, `PRAGMA user_version = ${now}`]);
  }
});

// The programs and what ships with them, in a folder of its own, like an
// installation that can be replaced.
function installation() {
  const base = scratch();
  for (const name of ['chorus', 'chorusd', 'chorus-audit']) {
    fs.mkdirSync(path.join(base, 'bin'), { recursive: true });
    fs.copyFileSync(path.join(build, name), path.join(base, 'bin', name));
  }
  fs.cpSync(path.join(build, 'client'), path.join(base, 'client'), { recursive: true });
  fs.cpSync(path.join(root, 'templates'), path.join(base, 'templates'), { recursive: true });
  fs.cpSync(path.join(root, 'surveys'), path.join(base, 'surveys'), { recursive: true });
  return base;
}

test('an upgrade while a wave is open changes no manifest, survey or bundle of it', async (t) => {
  const place = institution(smallRoster({ Medicine: { A: 20 } }));
  const base = installation();
  const before = { chorusd: process.env.CHORUSD };
  process.env.CHORUSD = path.join(base, 'bin/chorusd');
  t.after(() => { if (before.chorusd) process.env.CHORUSD = before.chorusd; else delete process.env.CHORUSD; });
  const run = (args) => execFileSync(path.join(base, 'bin/chorus'), ['-d', place.dir, ...args], { encoding: 'utf8' });
  const survey = path.join(base, 'surveys/gme-core.json');
  const open = (wave) => run(['wave', 'open', wave, '--survey', survey, '--closes', '+10d', '--yes',
    '--passphrase-file', place.passphraseFile]);
  open('w');
  // All that a trainee's browser gets, and the hashes in its page.
  const got = async (url, wave) => {
    await served(url, wave);
    const page = await (await fetch(`${url}/w/${wave}`)).text();
    const script = /src="([^"]+\.js)"/.exec(page)[1];
    const paths = ['manifest', 'survey', 'words', 'information'].map((name) => `/v1/waves/${wave}/${name}`).concat(script);
    const bytes = await Promise.all(paths.map(async (p) => {
      const answer = await fetch(url + p);
      assert.equal(answer.status, 200, p);
      return sha256(Buffer.from(await answer.arrayBuffer()));
    }));
    return [...bytes, script, /integrity="([^"]+)"/.exec(page)[1]];
  };
  let server = await serve(place.dir);
  t.after(() => server.stop('SIGKILL'));
  const first = await got(server.url, 'w');
  await server.stop();
  const words = path.join(base, 'client/survey.words.json');
  fs.writeFileSync(words, fs.readFileSync(words, 'utf8').replace('":"', '":"In other words: '));
  const hash = (text) => sha256(Buffer.from(text));
  const script = path.join(base, 'client/survey.js');
  fs.writeFileSync(script, `${fs.readFileSync(script, 'utf8')
    .replace(hash(fs.readFileSync(path.join(build, 'client/survey.words.json'), 'utf8')), hash(fs.readFileSync(words, 'utf8')))}
/* the next version */
`);
  const sheet = path.join(place.dir, 'information.json');
  fs.writeFileSync(sheet, fs.readFileSync(sheet, 'utf8').replace(/("purpose": \{\s*"en": ")/, '$1In other words: '));
  fs.writeFileSync(survey, fs.readFileSync(survey, 'utf8').replace('"version": "', '"version": "9'));
  server = await serve(place.dir);
  assert.deepEqual(await got(server.url, 'w'), first);
  open('next');
  const next = await got(server.url, 'next');
  for (const i of [1, 2, 3, 4, 6]) assert.notEqual(next[i], first[i], `a new wave has what is installed now: ${i}`);
  assert.deepEqual(await got(server.url, 'w'), first);
  const file = path.join(place.base, 'w.csv');
  run(['invite', 'w', '--out', file, '--base', server.url]);
  populate(file, ['--response', '60']);
});
