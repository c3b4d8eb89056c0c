// The office's way through a wave, with everything that it can do wrong.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, closeWave, institution, openWave, passphrase, populate, readCsv, root,
  rosterCsv, scratch, serve, smallRoster } from '../system.mjs';
import { onTerminal, refused, served, snapshot } from './helpers.mjs';

process.setMaxListeners(100); // each institution goes when the process ends
const survey = path.join(root, 'surveys/gme-core.json');
const people = smallRoster({ Medicine: { A: 20, B: 12, C: 4 }, Surgery: { D: 15 } });
const open = (wave, ...more) => ['wave', 'open', wave, '--survey', survey, '--closes', '+10d',
  '--yes', ...more];

function write(name, text) {
  const file = path.join(scratch(), name);
  fs.writeFileSync(file, text);
  return file;
}

test('a folder that has data is not made again', () => {
  const { dir } = institution(people);
  refused(dir, ['init', dir, '--institution', 'Other'], /is there already/);
});

test('a folder without data is named', () => {
  refused(scratch(), ['wave', 'list'], /not a Chorus folder.*chorus init/);
});

test('wrong usage exits 2 and says what is right', () => {
  const { dir } = institution(people);
  const usage = (args, pattern) => refused(dir, args, pattern, { status: 2 });
  usage([], /no command/);
  usage(['frobnicate'], /no command "frobnicate"/);
  usage(['wave'], /which one/);
  usage(['wave', 'open', 'w'], /--survey FILE is missing/);
  usage(['wave', 'list', '--loud'], /no option --loud/);
  usage(['wave', 'list', 'too', 'many'], /one word too many/);
  usage(open('w', '--k', '4'), /--k: a whole number from 5/);
  usage(open('w', '--min-group', '4'), /--min-group/);
  usage(['wave', 'open', 'w', '--survey', survey, '--closes', 'soon'], /--closes/);
  usage(['wave', 'open', 'w', '--survey', survey, '--closes', '9999-12-31'], /--closes/);
  usage(['user', 'add', 'x', '--role', 'king'], /--role/);
});

test('every command has a help of its own', () => {
  const names = chorusOk('.', ['--help']).split('\n')
    .map((line) => /^ {2}([a-z]+(?: [a-z-]+)?)(?= )/.exec(line)?.[1]).filter(Boolean);
  assert.ok(names.length >= 23, names.join());
  for (const name of names) {
    assert.match(chorusOk('.', [...name.split(' '), '--help']), new RegExp(`^Usage: chorus .*${name}`));
  }
});

test('a roster is replaced whole or not at all', async (t) => {
  const { dir } = institution(people);
  const [first, second, ...rest] = people;
  const wrong = {
    'the same person twice': [[first, second, { ...rest[0], person: first.person }], /:4: .*(2|line)/],
    'no address': [[first, { ...second, email: 'nobody' }], /:3: /],
    'a bad program id': [[first, { ...second, program_id: 'not a name' }], /:3: /],
    'one program in two departments': [[first, { ...second, department: 'Elsewhere' }], /:3: /],
  };
  for (const [what, [rows, pattern]] of Object.entries(wrong)) {
    await t.test(what, () => refused(dir, ['roster', 'import', write('r.csv', rosterCsv(rows))], pattern));
  }
  await t.test('a missing column', () =>
    refused(dir, ['roster', 'import', write('r.csv', 'person,email\na,b\n')], /department|program/));
  await t.test('a file that is not there', () =>
    refused(dir, ['roster', 'import', '/nonexistent.csv'], /cannot open/));
});

test('the real-sized roster imports, with one line of wrong it does not', () => {
  const { dir } = institution(people);
  const csv = path.join(root, 'tests/data/roster.csv');
  const text = fs.readFileSync(csv, 'utf8');
  const duplicate = text.split('\n')[1];
  refused(dir, ['roster', 'import', write('r.csv', `${text.trimEnd()}\n${duplicate}\n`)], /:2484: /);
  assert.match(chorusOk(dir, ['roster', 'import', csv]), /^2482 people in 150 programs/);
  const rows = JSON.parse(chorusOk(dir, ['roster', 'show', '--json']));
  assert.equal(rows.length, 150);
  assert.equal(rows.reduce((sum, row) => sum + row.people, 0), 2482);
});

test('a survey with a wrong key is refused with its place', () => {
  const { dir, passphraseFile } = institution(people);
  const text = fs.readFileSync(survey, 'utf8');
  const bad = write('bad.json', text.replace('"languages"', '"colour": "blue", "languages"'));
  const line = text.split('\n').findIndex((l) => l.includes('"languages"')) + 1;
  const place = new RegExp(`bad\\.json:${line}:3: .*colour`);
  const run = chorus(dir, ['survey', 'check', bad]);
  assert.equal(run.status, 1);
  assert.match(run.stdout, place);
  const found = JSON.parse(chorus(dir, ['survey', 'check', bad, '--json']).stdout);
  assert.equal(found[0].line, line);
  refused(dir, ['wave', 'open', 'w', '--survey', bad, '--closes', '+10d', '--yes',
    '--passphrase-file', passphraseFile], place);
  refused(dir, ['wave', 'plan', '--survey', bad], place);
});

test('the surveys that ship are in order and can be read', () => {
  for (const name of ['gme-core', 'gme-extended']) {
    const file = path.join(root, `surveys/${name}.json`);
    assert.match(chorusOk('.', ['survey', 'check', file]), /in order/);
    const shown = chorusOk('.', ['survey', 'show', file]);
    for (const section of JSON.parse(fs.readFileSync(file, 'utf8')).sections) {
      assert.ok(shown.includes(section.title.en), section.title.en);
    }
  }
});

test('a survey that ships is found by its name, and one in the working folder first', () => {
  const { dir } = institution(people);
  const show = (args, cwd) => spawnSync(program, ['-d', dir, ...args], { cwd, encoding: 'utf8' });
  const program = path.join(build, 'chorus');
  const here = fs.mkdtempSync(path.join(dir, '..', 'here-'));
  assert.equal(show(['wave', 'plan', '--survey', 'gme-core.json'], here).status, 0);
  const missing = show(['wave', 'plan', '--survey', 'nope.json'], here);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /nope\.json: no such file here.*gme-core\.json/);
  for (const name of ['.', '..', './gme-core.json'])
    assert.equal(show(['survey', 'show', name], here).status, 1, name);
  fs.writeFileSync(path.join(here, 'gme-core.json'), '{');
  assert.match(show(['wave', 'plan', '--survey', 'gme-core.json'], here).stderr, /gme-core\.json:1:/);
});

test('an opening that cannot be is refused before anything is made', () => {
  const { dir, passphraseFile, base } = institution(people);
  const no = (args, pattern) => refused(dir, [...args, '--passphrase-file', passphraseFile], pattern);
  no(['wave', 'open', 'w', '--survey', survey, '--closes', '2001-01-01', '--yes'], /in the past/);
  const when = chorus(dir, ['wave', 'open', 'w', '--survey', survey, '--closes', '12/15/2026', '--yes']);
  assert.equal(when.status, 2);
  assert.match(when.stderr, /--closes 12\/15\/2026: this is no time; write 2026-12-15/);
  no(open('x'.repeat(33)), /cannot be a wave's name/);
  no(open('a/b'), /cannot be a wave's name/);
  no(open('w', '--client', '/nonexistent.js'), /cannot open/);
  no(open('w', '--min-group', '100'), /min_group|fewer|people/);
  refused(dir, open('w').filter((word) => word !== '--yes'), /terminal.*--yes/, { stdout: /UNIT/ });
  const empty = path.join(base, 'empty');
  chorusOk(base, ['init', empty, '--institution', 'Empty']);
  refused(empty, [...open('w', '--info', path.join(root, 'surveys/information.json')), '--passphrase-file', passphraseFile],
    /roster is empty/);
});

test('no wave opens without an information sheet and a crisis line', () => {
  const { dir, passphraseFile, base } = institution(people);
  const sheet = path.join(dir, 'information.json');
  const no = (pattern, ...more) =>
    refused(dir, [...open('w', ...more), '--passphrase-file', passphraseFile], pattern);
  fs.renameSync(sheet, `${sheet}.away`);
  no(/no information sheet.*surveys\/information\.json.*--info FILE/);
  fs.writeFileSync(sheet, fs.readFileSync(`${sheet}.away`, 'utf8').replace(/"email".*\n.*"phone".*\n/, '"phone": "12"\n'));
  no(/information\.json:\d+:\d+: a number has 3 to 6 digits/);
  const own = path.join(dir, 'server/resources.json');
  const shipped = fs.readFileSync(path.join(root, 'surveys/resources.json'), 'utf8');
  fs.writeFileSync(own, shipped.replace('"kind": "crisis"', '"kind": "peer"'));
  no(/resources\.json:\d+:\d+: no crisis line/, '--info', `${sheet}.away`);
  assert.deepEqual(JSON.parse(chorusOk(dir, ['wave', 'list', '--json'])), []);
  fs.writeFileSync(own, shipped);
  const said = chorusOk(dir, [...open('w', '--info', `${sheet}.away`), '--passphrase-file', passphraseFile]);
  assert.match(said, /nobody has verified for 180 days/);
  assert.match(said, /988 Suicide & Crisis Lifeline \(never verified\): Well-being program/);
  assert.match(chorusOk(dir, ['wave', 'list']), /Physician Support Line \(never verified\)/);
});

test('an opening that fails half way leaves nothing', () => {
  const { dir, passphraseFile } = institution(people);
  const keys = path.join(dir, 'server/keys');
  fs.renameSync(keys, `${keys}.away`);
  const before = Object.keys(snapshot(dir)).filter((name) => !/journal$/.test(name));
  const run = chorus(dir, [...open('w'), '--passphrase-file', passphraseFile]);
  assert.equal(run.status, 1);
  const after = Object.keys(snapshot(dir)).filter((name) => !/journal$/.test(name));
  assert.deepEqual(after, before);
  assert.deepEqual(JSON.parse(chorusOk(dir, ['wave', 'list', '--json'])), []);
  fs.renameSync(`${keys}.away`, keys);
  chorusOk(dir, [...open('w'), '--passphrase-file', passphraseFile]);
});

test('what an interrupted opening left is swept by the next one', () => {
  const { dir, passphraseFile } = institution(people);
  const left = ['office/cut.opening', 'office/cut.seal', 'server/cut.invites.db',
    'server/cut.ballots.db', 'server/keys/cut.poprf', 'server/keys/cut.board'];
  for (const name of left) fs.writeFileSync(path.join(dir, name), 'left behind\n');
  chorusOk(dir, [...open('w'), '--passphrase-file', passphraseFile]);
  for (const name of left) assert.ok(!fs.existsSync(path.join(dir, name)), name);
  chorusOk(dir, [...open('cut'), '--passphrase-file', passphraseFile]);
  chorusOk(dir, ['wave', 'verify', 'cut']);
});

test('a wave may have the name of a file of ours', () => {
  const { dir, passphraseFile } = institution(people);
  for (const wave of ['people', 'site', 'keys']) {
    fs.writeFileSync(path.join(dir, `office/${wave}.opening`), 'left behind\n');
    chorusOk(dir, [...open(wave), '--passphrase-file', passphraseFile]);
    chorusOk(dir, ['wave', 'verify', wave]);
  }
  assert.equal(JSON.parse(chorusOk(dir, ['wave', 'list', '--json'])).length, 3);
});

test('files that nobody marked as left over are never swept', () => {
  const { dir, passphraseFile } = institution(people);
  fs.writeFileSync(path.join(dir, 'office/w.seal'), 'a key of a wave that site.db has lost\n');
  refused(dir, [...open('w'), '--passphrase-file', passphraseFile], /site.db does not know/);
});

test('an open wave is whole, and its secrets are where they belong', () => {
  const place = institution(people);
  const { dir, passphraseFile } = place;
  const { invites, file } = openWave(place, 'w', 'https://chorus.example.org');
  refused(dir, [...open('w'), '--passphrase-file', passphraseFile], /there is a wave w already/);
  refused(dir, ['wave', 'show', 'nope'], /no wave nope/);
  refused(dir, ['wave', 'close', 'w', '--passphrase-file', passphraseFile], /takes answers until.*--early/);
  const checks = JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']));
  assert.ok(checks.length >= 9 && checks.every((check) => check.ok), JSON.stringify(checks));
  assert.match(chorusOk(dir, ['wave', 'unlock-test', 'w', '--passphrase-file', passphraseFile]), /opens the key/);
  refused(dir, ['wave', 'unlock-test', 'w', '--passphrase-file', write('p', 'other words entirely\n')],
    /passphrase/);
  assert.equal(invites.length, people.length);
  assert.deepEqual(Object.keys(invites[0]), ['person', 'email', 'unit', 'code', 'link', 'fingerprint']);
  assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  const shown = JSON.parse(chorusOk(dir, ['wave', 'show', 'w', '--json']));
  assert.equal(shown.fingerprint, invites[0].fingerprint);
  assert.equal(shown.people, people.length);
  for (const name of ['office/w.seal', 'server/keys/w.poprf', 'server/keys/w.board']) {
    assert.equal(fs.statSync(path.join(dir, name)).mode & 0o777, 0o600, name);
  }
  for (const [name] of Object.entries(snapshot(path.join(dir, 'server')))) {
    const bytes = fs.readFileSync(path.join(dir, 'server', name));
    for (const secret of [passphrase, invites[0].email, invites[0].code]) {
      assert.ok(!bytes.includes(secret), `${name} holds ${secret}`);
    }
  }
});

test('a wave whose key is missing says so', () => {
  const place = institution(people);
  openWave(place, 'w', 'https://chorus.example.org');
  fs.unlinkSync(path.join(place.dir, 'server/keys/w.board'));
  refused(place.dir, ['wave', 'verify', 'w'], /checks above failed/, { stdout: /keys.*no/ });
  refused(place.dir, ['wave', 'close', 'w', '--early', '--passphrase-file', place.passphraseFile], /w\.board/);
});

test('small programs are merged as the plan shows', () => {
  const { dir } = institution(people);
  const plan = JSON.parse(chorusOk(dir, ['wave', 'plan', '--survey', survey, '--json']));
  const units = Object.fromEntries(plan.units.map((u) => [u.unit, u.programs.map((p) => p.id).sort()]));
  assert.deepEqual(units, { A: ['A'], 'S-medicine': ['B', 'C'], D: ['D'] });
  const a = plan.units.find((u) => u.unit === 'A').shown_percent;
  assert.ok(a['30'] < a['50'] && a['50'] <= a['70']);
});

test('one wave, end to end', async (t) => {
  const place = institution(people);
  const { dir, passphraseFile, base } = place;
  const server = await serve(dir);
  t.after(() => server.stop('SIGKILL'));
  const { invites, file } = openWave(place, 'w', server.url);
  await served(server.url, '/v1/waves/w/manifest');
  const answers = write('answers.json', '{"cbi_w1": 2}');
  const receipts = path.join(base, 'receipts');
  const link = (i) => invites[i].link;
  const answer = (i, ...more) => chorus(dir, ['answer', link(i), '--answers', answers, ...more]);

  await t.test('a wrong answer uses nothing up', () => {
    refused(dir, ['answer', link(0), '--answers', write('a.json', '{"cbi_w1": 9}')], /cbi_w1 wants/);
    refused(dir, ['answer', link(0), '--answers', write('a.json', '{"who": 1}')], /no question who/);
    refused(dir, ['answer', link(0), '--answers', write('a.json', '{')], /not JSON/);
    refused(dir, ['answer', link(0)], /--answers FILE, or --pass/, { status: 2 });
    const run = answer(0);
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /^chorus-receipt-v1\.[\w-]+\n$/);
  });
  await t.test('an invite answers once', () => {
    refused(dir, ['answer', link(0), '--answers', answers], /used already/);
  });
  await t.test('a link with another fingerprint is refused and uses nothing up', () => {
    const other = link(1).replace(/.$/, (c) => (c === '0' ? '1' : '0'));
    refused(dir, ['answer', other, '--answers', answers], /another fingerprint/);
  });
  await t.test('a mistyped code, another wave, no server: a line each', () => {
    const at = link(1).indexOf('#') + 3;
    const digit = link(1)[at] === '7' ? '8' : '7';
    refused(dir, ['answer', link(1).slice(0, at) + digit + link(1).slice(at + 1), '--answers', answers],
      /typing error/);
    refused(dir, ['answer', link(1).replace('/w/w#', '/w/v#'), '--answers', answers], /no wave v/);
    refused(dir, ['answer', link(1).replace(/:\d+\//, ':1/'), '--answers', answers], /cannot be reached/);
    refused(dir, ['answer', 'hello', '--answers', answers], /not an invite link/);
  });
  await t.test('a pass can be used later, once', () => {
    const pass = chorusOk(dir, ['answer', link(1), '--pass']).trim();
    assert.match(pass, /\/w\/w#chorus-pass-v1\./);
    refused(dir, ['answer', link(1), '--answers', answers], /used already/);
    assert.match(chorusOk(dir, ['answer', pass, '--answers', answers]), /^chorus-receipt-v1/);
    refused(dir, ['answer', pass, '--answers', answers], /cast with this pass already/);
    refused(dir, ['answer', pass.slice(0, -3), '--answers', answers], /not whole/);
  });
  await t.test('a population answers', () => {
    const said = populate(file, ['--response', '90', '--seed', '3', '--receipts', receipts]);
    assert.match(said, /synthetic people answered/);
  });
  await t.test('a wrong passphrase closes nothing and stops nobody', () => {
    refused(dir, ['wave', 'close', 'w', '--early', '--passphrase-file', write('p', 'not these words\n')],
      /passphrase/);
    assert.equal(chorus(dir, ['answer', link(2), '--pass']).status === 0 ||
      answer(2).stderr.includes('used already'), true);
  });
  await t.test('results are not there before the close', () => {
    refused(dir, ['release', 'show', 'w'], /no results yet/);
    refused(dir, ['board', 'verify', 'w'], /no results yet/);
  });
  const count = fs.readFileSync(receipts, 'utf8').trim().split('\n').length + 2;
  await t.test('the wave closes while the server runs, and counts every ballot', () => {
    assert.match(closeWave(place, 'w'), new RegExp(`: ${count} ballots of ${people.length} people, 0 spoiled`));
    const board = JSON.parse(chorusOk(dir, ['board', 'verify', 'w', '--json']));
    assert.equal(board.redeemed, count);
    assert.ok(board.issued >= count);
    for (const check of JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']))) {
      assert.ok(check.ok, JSON.stringify(check));
    }
  });
  await t.test('every receipt is on the board, and no other', () => {
    const all = fs.readFileSync(receipts, 'utf8').trim().split('\n');
    for (const receipt of all.slice(0, 5)) {
      assert.match(chorusOk(dir, ['board', 'verify', 'w', '--receipt', receipt]), /is on it/);
    }
    const at = all[0].length - 60;
    const changed = all[0].slice(0, at) + (all[0][at] === 'A' ? 'B' : 'A') + all[0].slice(at + 1);
    refused(dir, ['board', 'verify', 'w', '--receipt', changed], /not signed/);
    refused(dir, ['board', 'verify', 'w', '--receipt', 'x'], /not a receipt/);
  });
  await t.test('a closed wave takes nothing more', () => {
    const unused = invites.find((i) => /closed/.test(
      chorus(dir, ['answer', i.link, '--answers', answers]).stderr));
    assert.ok(unused, 'some invite was not used, and is told that the wave is closed');
    refused(dir, ['invite', 'w', '--out', path.join(base, 'late.csv'), '--base', server.url], /closed/);
  });
  await t.test('closing again finishes what is left and says so', () => {
    assert.match(closeWave(place, 'w'), /was closed before/);
  });
  await t.test('the export is the signed file, byte for byte', async () => {
    const out = path.join(base, 'release.json');
    chorusOk(dir, ['wave', 'publish', 'w', '--from', 'now']);
    chorusOk(dir, ['release', 'export', 'w', '--format', 'json', '--out', out]);
    const bytes = fs.readFileSync(out, 'utf8');
    assert.equal(await served(server.url, '/v1/waves/w/release'), bytes);
    const release = JSON.parse(bytes);
    assert.equal(release.totals.redeemed, count);
    assert.match(chorusOk(dir, ['release', 'verify', 'w']), /are signed/);
  });
  await t.test('CSV holds what the release prints', () => {
    const rows = readCsv(chorusOk(dir, ['release', 'export', 'w', '--format', 'csv', '--out', '-']));
    const inst = rows.find((row) => row.group === 'inst' && row.scale === 'cbi_work');
    const unit = readCsv(chorusOk(dir, ['release', 'export', 'w', '--format', 'csv', '--unit', 'A', '--out', '-']));
    const shown = JSON.parse(chorusOk(dir, ['release', 'show', 'w', '--unit', 'A', '--json']));
    assert.equal(unit.find((r) => r.group === 'unit:A' && r.scale === 'cbi_work').mean.replace(/^'/, ''),
      shown.find((f) => f.scale === 'cbi_work').mean);
    assert.ok(inst.n >= 20);
    refused(dir, ['release', 'export', 'w', '--format', 'csv', '--unit', 'Z', '--out', '-'], /no unit Z/);
    refused(dir, ['release', 'export', 'w', '--format', 'odt', '--out', '-'], /json, csv, xlsx or pdf/, { status: 2 });
  });
  await t.test('a release that was changed is not verified', () => {
    const copy = path.join(base, 'copy');
    fs.cpSync(dir, copy, { recursive: true });
    execFileSync('sqlite3', [path.join(copy, 'server/site.db'),
      "PRAGMA writable_schema=ON; DROP TRIGGER IF EXISTS x;",
      "UPDATE document SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"spoiled\":0', '\"spoiled\":1') AS BLOB) WHERE which = 4;"]);
    refused(copy, ['release', 'verify', 'w'], /signature of the release does not hold/);
  });
  assert.equal((await server.stop()).code, 0);
});

test('a wave that cannot be counted stays open and whole', async (t) => {
  const place = institution(people);
  const { dir } = place;
  const server = await serve(dir);
  t.after(() => server.stop('SIGKILL'));
  const { file } = openWave(place, 'w', server.url);
  await served(server.url, '/v1/waves/w/manifest');
  populate(file, ['--response', '50']);
  await server.stop();
  const ballots = path.join(dir, 'server/w.ballots.db');
  const row = execFileSync('sqlite3', [ballots,
    "SELECT id || ',' || hex(grp) FROM ballot WHERE used = x'01' LIMIT 1"], { encoding: 'utf8' }).trim();
  assert.match(row, /^\d+,[0-9A-F]{4}$/);
  const [id, grp] = row.split(',');
  execFileSync('sqlite3', [ballots, `UPDATE ballot SET grp = x'FFFF' WHERE id = ${id}`]);
  const run = chorus(dir, ['wave', 'close', 'w', '--early', '--passphrase-file', place.passphraseFile]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /open as before/);
  const checks = JSON.parse(chorusOk(dir, ['wave', 'verify', 'w', '--json']));
  assert.ok(checks.every((check) => check.ok), JSON.stringify(checks));
  execFileSync('sqlite3', [ballots, `UPDATE ballot SET grp = x'${grp}' WHERE id = ${id}`]);
  assert.match(closeWave(place, 'w'), / 0 spoiled/);
});

test('a spoiled ballot is counted as one', async (t) => {
  const place = institution(people);
  const { dir } = place;
  const server = await serve(dir);
  t.after(() => server.stop('SIGKILL'));
  const { file } = openWave(place, 'w', server.url);
  const manifest = JSON.parse(await served(server.url, '/v1/waves/w/manifest'));
  populate(file, ['--response', '50']);
  await server.stop();
  const sealed = Buffer.alloc(manifest.plain_size + 48);
  const hash = crypto.createHash('sha256').update(sealed).digest('hex');
  execFileSync('sqlite3', [path.join(dir, 'server/w.ballots.db'),
    `UPDATE ballot SET sealed = zeroblob(${sealed.length}), sealed_hash = x'${hash}'
     WHERE id = (SELECT min(id) FROM ballot WHERE used = x'01')`]);
  assert.match(closeWave(place, 'w'), / 1 spoiled/);
  assert.equal(JSON.parse(chorusOk(dir, ['board', 'verify', 'w', '--json'])).spoiled, 1);
});

test('a passphrase of seven words is shown, asked for back, and then opens the wave', async () => {
  const { dir, base } = institution(people);
  const words = (text) => /^ {4}([a-z]+(?:-[a-z]+){6})\r?$/m.exec(text)[1];
  const opened = await onTerminal(dir, open('w').filter((word) => word !== '--yes'), [
    ['[yes/no]', () => 'yes\n'],
    ['Type it back', () => 'something else\n'],
    ['Type it back', (text) => `${words(text).replaceAll('-', ' ').toUpperCase()}\n`],
  ]);
  assert.equal(opened.status, 0, opened.output);
  assert.equal(opened.unasked, 0);
  assert.equal(opened.output.split(words(opened.output)).length, 2, 'shown once, never echoed');
  const file = path.join(base, 'words');
  fs.writeFileSync(file, words(opened.output));
  chorusOk(dir, ['wave', 'unlock-test', 'w', '--passphrase-file', file]);
  const typed = await onTerminal(dir, ['wave', 'unlock-test', 'w'], [
    ['seven words', (text) => `${words(opened.output)}x\x7f\n`]]);
  assert.equal(typed.status, 0, typed.output);
});

test('a no, or ^C at the passphrase, changes nothing', async () => {
  const { dir } = institution(people);
  const before = snapshot(dir);
  const no = await onTerminal(dir, open('w').filter((word) => word !== '--yes'),
    [['[yes/no]', () => 'no\n']]);
  assert.equal(no.status, 1, no.output);
  const cut = await onTerminal(dir, open('w'), [['Type it back', () => '\x03']]);
  assert.equal(cut.status, 1, cut.output);
  assert.deepEqual(snapshot(dir), before);
});

test('a passphrase file that is not there is written for its owner only', () => {
  const { dir, base } = institution(people);
  const file = path.join(base, 'new-words');
  chorusOk(dir, [...open('w'), '--passphrase-file', file]);
  assert.equal(fs.statSync(file).mode & 0o777, 0o600);
  assert.match(fs.readFileSync(file, 'utf8'), /^[a-z]+(-[a-z]+){6}\n$/);
  chorusOk(dir, ['wave', 'unlock-test', 'w', '--passphrase-file', file]);
});

test('the real limits of the key file open too', () => {
  const { dir, base } = institution(people);
  fs.appendFileSync(path.join(dir, 'chorus.conf'), '');
  const conf = path.join(dir, 'chorus.conf');
  fs.writeFileSync(conf, fs.readFileSync(conf, 'utf8').replace('kdf = light', ''));
  const file = path.join(base, 'words');
  chorusOk(dir, [...open('w'), '--passphrase-file', file]);
  assert.match(fs.readFileSync(path.join(dir, 'office/w.seal'), 'utf8'), /mem_bytes 268435456/);
  chorusOk(dir, ['wave', 'unlock-test', 'w', '--passphrase-file', file]);
});

test('chorus.conf with an unknown key is refused with its line', () => {
  const { dir } = institution(people);
  fs.appendFileSync(path.join(dir, 'chorus.conf'), 'colour = blue\n');
  refused(dir, ['wave', 'list'], /chorus\.conf:\d+: unknown key/);
});

test('accounts are added, listed, reset and removed', () => {
  const { dir } = institution(people);
  const password = write('p', 'long enough for this\n');
  const add = (...args) => ['user', 'add', ...args, '--password-file', password];
  chorusOk(dir, add('committee', '--role', 'subcommittee'));
  chorusOk(dir, add('champion', '--role', 'champion', '--program', 'A', 'B'));
  refused(dir, add('committee', '--role', 'office'), /committee/);
  refused(dir, add('other', '--role', 'champion', '--program', 'ZZ'), /no program ZZ/);
  refused(dir, add('other', '--role', 'champion'), /needs --program/, { status: 2 });
  refused(dir, ['user', 'add', 'x', '--role', 'office', '--password-file', write('p', 'short\n')], /12/);
  const list = JSON.parse(chorusOk(dir, ['user', 'list', '--json']));
  assert.deepEqual(list.map((a) => [a.name, a.role, a.programs]),
    [['champion', 'champion', 'A B'], ['committee', 'subcommittee', '']]);
  chorusOk(dir, ['user', 'reset', 'committee', '--password-file', password]);
  chorusOk(dir, ['user', 'remove', 'committee']);
  refused(dir, ['user', 'remove', 'committee'], /no account committee/);
  refused(dir, ['user', 'reset', 'committee', '--password-file', password], /no account committee/);
});

test('two commands that change something do not run at once', async () => {
  const { dir } = institution(people);
  const csv = write('r.csv', rosterCsv(people));
  const asked = onTerminal(dir, open('w').filter((word) => word !== '--yes'), [['[yes/no]', () => {
    refused(dir, ['roster', 'import', csv], /another chorus command is at work/);
    return 'no\n';
  }]]);
  assert.equal((await asked).status, 1);
  chorusOk(dir, ['roster', 'import', csv]);
});
