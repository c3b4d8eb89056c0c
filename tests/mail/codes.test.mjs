// Lost codes, people who left, letters and workbooks: by the real programs and
// by readers that are not ours.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { chorus, chorusOk, closeWave, institution, openWave, readCsv, root, rosterCsv, serve,
  served, smallRoster } from '../system.mjs';

const base = 'https://survey.example.edu';
const python = '/usr/bin/python3';

// Answers with a link; what chorus answer said.
function answer(inst, link) {
  const file = path.join(inst.base, 'answers.json');
  fs.writeFileSync(file, '{}');
  return chorus(inst.dir, ['answer', link, '--answers', file]);
}
function verified(dir) {
  const rows = JSON.parse(chorusOk(dir, ['wave', 'verify', 'w1', '--json']));
  assert.ok(rows.every((r) => r.ok), JSON.stringify(rows.filter((r) => !r.ok)));
}
const linkOf = (text) => /^Link: (\S+)$/m.exec(text)[1];

test('a lost code is struck out while it is unused, and the board lists both keys', async () => {
  const people = smallRoster({ Medicine: { A1: 10 } });
  const inst = institution(people);
  const site = await serve(inst.dir);
  const { invites } = openWave(inst, 'w1', site.url);
  await served(site.url, 'w1');
  const size = fs.statSync(path.join(inst.dir, 'server/w1.invites.db')).size;
  const by = (person) => invites.find((i) => i.person === person).link;
  const replace = (person) => chorus(inst.dir, ['invite', 'w1', '--replace', person, '--base', site.url]);

  assert.equal(answer(inst, by('A1-1')).status, 0);
  const used = replace('A1-1');
  assert.equal(used.status, 1);
  assert.match(used.stderr, /a token was fetched/);
  assert.equal(replace('nobody').status, 1);

  const middle = linkOf(replace('A1-2').stdout);
  const fresh = linkOf(replace('A1-2').stdout); // lost again
  for (const old of [by('A1-2'), middle]) {
    const refused = answer(inst, old);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /replaced|not on/);
  }
  // The server takes the new code within a moment, without a restart.
  let taken = answer(inst, fresh);
  for (let i = 0; i < 50 && taken.status !== 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    taken = answer(inst, fresh);
  }
  assert.equal(taken.status, 0, taken.stderr);
  verified(inst.dir);

  chorusOk(inst.dir, ['person', 'withdraw', 'A1-3', '--wave', 'w1']);
  assert.equal(answer(inst, by('A1-3')).status, 1);
  assert.equal(chorus(inst.dir, ['person', 'withdraw', 'A1-1', '--wave', 'w1']).status, 1);
  assert.equal(chorus(inst.dir, ['person', 'withdraw', 'A1-3', '--wave', 'w1']).status, 1);
  verified(inst.dir);
  assert.equal(fs.statSync(path.join(inst.dir, 'server/w1.invites.db')).size, size, 'nothing grows');

  // A new roster is for the next wave.
  const csv = path.join(inst.base, 'new.csv');
  fs.writeFileSync(csv, rosterCsv(people.slice(5).map((p) => ({ ...p, email: `new-${p.email}` }))));
  const before = readCsv(chorusOutput(inst, site.url));
  chorusOk(inst.dir, ['roster', 'import', csv]);
  assert.deepEqual(readCsv(chorusOutput(inst, site.url)), before);
  assert.equal(before.length, 9);
  verified(inst.dir);

  closeWave(inst, 'w1');
  verified(inst.dir);
  await served(site.url, 'w1', 'board');
  const board = await (await fetch(`${site.url}/v1/waves/w1/board`)).json();
  assert.equal(board.replaced.length, 2);
  assert.equal(board.issued, 2);
  const states = [by('A1-1'), by('A1-2'), middle, fresh, by('A1-4')].map((link) => JSON.parse(
    chorusOk(inst.dir, ['board', 'verify', 'w1', '--link', link, '--json'])).invite);
  assert.deepEqual(states, ['used', 'replaced', 'replaced', 'used', 'unused']);
  assert.equal(chorus(inst.dir, ['invite', 'w1', '--replace', 'A1-5', '--base', site.url]).status, 1);
  await site.stop();
});

function chorusOutput(inst, url) {
  const out = path.join(inst.base, 'again.csv');
  chorusOk(inst.dir, ['invite', 'w1', '--out', out, '--base', url]);
  return fs.readFileSync(out, 'utf8');
}

test('workbook and letters hold the codes of the CSV, and no cell is a formula', () => {
  const people = smallRoster({ Medicine: { A1: 9 } });
  people[0].person = '=1+1';
  people[1].person = '@SUM(A1)';
  people[2].person = 'García Núñez, 李';
  people[3].language = 'es';
  const inst = institution(people);
  const { invites } = openWave(inst, 'w1', base);
  const xlsx = path.join(inst.base, 'invites.xlsx');
  chorusOk(inst.dir, ['invite', 'w1', '--out', xlsx, '--base', base]);
  assert.equal(fs.statSync(xlsx).mode & 0o777, 0o600);
  const cells = JSON.parse(execFileSync(python, ['-c', `
import json, openpyxl, sys
sheet = openpyxl.load_workbook(sys.argv[1]).active
json.dump([[[c.value, c.data_type] for c in row] for row in sheet.iter_rows()], sys.stdout)
`, xlsx], { encoding: 'utf8' }));
  assert.deepEqual(cells[0].map((c) => c[0]), ['person', 'email', 'unit', 'code', 'link', 'fingerprint']);
  assert.ok(cells.flat().every((c) => c[1] === 's'), 'all of them text');
  const rows = cells.slice(1).map((row) => row.map((c) => c[0]));
  assert.deepEqual(new Set(rows.map((r) => r[0])), new Set(people.map((p) => p.person)));
  assert.deepEqual(rows.map((r) => r.slice(1)),
    invites.map((i) => [i.email, i.unit, i.code, i.link, i.fingerprint]));

  const pdf = path.join(inst.base, 'letters.pdf');
  chorusOk(inst.dir, ['invite', 'w1', '--letters', pdf, '--base', base]);
  assert.equal(fs.statSync(pdf).mode & 0o777, 0o600);
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  assert.equal(text.length, 9, 'a page each');
  execFileSync('pdftoppm', ['-r', '80', '-gray', '-png', pdf, path.join(inst.base, 'page')]);
  const pages = fs.readdirSync(inst.base).filter((f) => f.startsWith('page')).sort();
  const squares = execFileSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable',
    ...pages.map((p) => path.join(inst.base, p))],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
  assert.deepEqual(squares, invites.map((i) => i.link));
  invites.forEach((invite, i) => {
    assert.ok(text[i].includes(invite.code) && text[i].includes(invite.fingerprint));
    assert.ok(text[i].includes(`${base}/w/w1`));
  });
  assert.equal(text.filter((t) => t.includes('Estimada colega')).length, 1);
  const fonts = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).split('\n').slice(2, -1);
  assert.ok(fonts.length > 0 && fonts.every((f) => /\byes\s+(yes|no)\s+(yes|no)\b/.test(f)), 'embedded');

  const one = path.join(inst.base, 'one.pdf');
  chorusOk(inst.dir, ['invite', 'w1', '--replace', people[4].person, '--letters', one, '--base', base]);
  assert.equal(execFileSync('pdftotext', [one, '-'], { encoding: 'utf8' }).split('\f').length, 2);
  verified(inst.dir);
});

test('a campaign has its days in order, on working days, and texts in each language', () => {
  const inst = institution(smallRoster({ Medicine: { A1: 9 } }));
  openWave(inst, 'w1', base, { closes: '+30d' });
  const out = path.join(inst.base, 'campaign');
  const plan = JSON.parse(chorusOk(inst.dir, ['campaign', 'w1', '--base', base, '--out', out, '--json']));
  assert.deepEqual(plan.map((s) => s.what), ['poster', 'announcement', 'mail to program directors',
    'invites', 'reminder 1', 'reminder 2', 'reminder 3', 'thanks']);
  plan.reduce((a, b) => { assert.ok(a.day <= b.day); return b; });
  for (const s of plan.slice(3)) assert.ok(![0, 6].includes(new Date(`${s.day}T12:00Z`).getUTCDay()), s.day);
  const languages = fs.readdirSync(path.join(root, 'templates')).filter((f) => /^poster\..*\.txt$/.test(f))
    .map((f) => f.split('.')[1]);
  const files = languages.flatMap((l) => ['announcement', 'director', 'thanks'].map((k) => `${k}.${l}.txt`));
  for (const file of files) {
    assert.doesNotMatch(fs.readFileSync(path.join(out, file), 'utf8'), /\{\{|\[(link|code|qr|fingerprint)\]/);
  }
  for (const l of languages) {
    const text = execFileSync('pdftotext', [path.join(out, `poster.${l}.pdf`), '-'], { encoding: 'utf8' });
    assert.equal(text.split('\f').length, 2, 'one page');
    assert.match(text, /([0-9A-Z]{8}-){3}[0-9A-Z]{8}/);
  }
});
