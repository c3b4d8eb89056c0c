// The committee's monitoring report, read by programs that are not ours: its
// parts in their order, the release's figures to the last digit, what staff
// wrote, decisions that follow from what is overdue and never from a score. And
// what staff write in the champion's summary and on the page for everybody.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { build, chorus, chorusOk, closeWave, institution, openWave, populate, root, serve, served, smallRoster } from '../system.mjs';
import { as, login } from './client.mjs';

const people = smallRoster({ Medicine: { A: 34, B: 30, C: 4, D: 5 }, Surgery: { E: 21, F: 9, G: 9 }, Urology: { H: 9 } });
const site = institution(people, { name: 'Harbor & City GME' });
// The institution's own crosswalk takes the place of the one that ships.
const crosswalk = JSON.parse(fs.readFileSync(path.join(root, 'surveys/crosswalk.json'), 'utf8'));
crosswalk.areas[0].requirements[0].label = 'STATE-7.3';
fs.writeFileSync(path.join(site.dir, 'server/crosswalk.json'), JSON.stringify(crosswalk));
const server = await serve(site.dir);
const { url } = server;
after(() => server.stop());

// Of F two answer, of G three, of H nobody: F and G are pooled, H is not shown.
async function wave(name) {
  const { file } = openWave(site, name, url);
  await served(url, name);
  const some = `${file}.some`;
  fs.writeFileSync(some, fs.readFileSync(file, 'utf8').split('\n')
    .filter((line) => !/^(F-[3-9]|G-[4-9]|H-)/.test(line)).join('\n'));
  populate(some, ['--response', '100', '--seed', name.slice(1)]);
  closeWave(site, name);
  await served(url, name, 'board');
}
const day = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
const write = (name, lines) => {
  const file = path.join(site.base, name);
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};
await wave('w1');
chorusOk(site.dir, ['initiative', 'import', write('initiatives.csv', [
  'title,lead,amount,mechanism,units,comparison,start,end,outcome,baseline',
  `Half days for health,Dr. Reyes,25000,Matching grant,A,"B,E",${day(0)},${day(90)},cbi_work,w1`,
  `Scribes at night,Dr. Okafor,9000,Seed grant,E,B,${day(40)},${day(90)},cbi_work,w1`])]);
chorusOk(site.dir, ['plan', 'import', write('plans.csv', [
  'unit,area,what,owner,due,status,offer,evidence,helped,shared',
  `A,mentorship,A mentor who does not grade,Associate director,${day(-20)},running,mentor-training,,unknown,`,
  `B,curriculum,Six narrative sessions,Curriculum lead,${day(-40)},done,narrative-medicine,Attendance 80 %,yes,yes`,
  `E,health_needs,Half days <for> care,Program manager,${day(50)},planned,coffee,,unknown,`,
  `_institution,health_needs,One number for rides home,Director of well-being,${day(75)},running,safe-ride,Two of four sites,unknown,yes`,
  `_institution,monitoring,A wave each autumn,Chair of the subcommittee,${day(-1)},planned,,,unknown,`])]);
chorusOk(site.dir, ['checklist', 'import', write('checklists.csv', [
  'program,area,state,evidence',
  'A,curriculum,in_place,"Handbook, page 14"',
  'A,monitoring,no,',
  'C,mentorship,partly,List of August'])]);
await wave('w2');

const password = 'a password for these tests';
const passwordFile = write('password', [password]);
const session = {};
for (const [name, ...args] of [['committee', '--role', 'subcommittee'], ['office', '--role', 'office'],
  ['champion', '--role', 'champion', '--program', 'A']]) {
  chorusOk(site.dir, ['user', 'add', name, ...args, '--password-file', passwordFile]);
  session[name] = (await login(url, name, password)).session;
}
const run = (program, args) => {
  const made = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(made.status, 0, `${program} ${args.join(' ')}: ${made.stderr}`);
  return made.stdout;
};
const fetchPdf = async (who, address, name) => {
  const answer = await as(url, session[who], address);
  assert.equal(answer.status, 200, address);
  assert.equal(answer.headers['content-type'], 'application/pdf');
  const file = path.join(site.base, name);
  fs.writeFileSync(file, answer.body);
  return file;
};
const file = await fetchPdf('committee', '/results/w2/report.pdf', 'report.pdf');
const laid = run('pdftotext', ['-layout', file, '-']).replaceAll('\f', '\n');
const plain = run('pdftotext', [file, '-']).replace(/\s+/g, ' ');
const parts = laid.split(/^(?=\d+\. [A-Z])/m);
const part = (n) => parts.find((p) => p.startsWith(`${n}. `));
const flat = (n) => part(n).replace(/\s+/g, ' ');

const release = JSON.parse((await as(url, session.committee, '/results/w2.json')).text);
const survey = JSON.parse(fs.readFileSync(path.join(root, 'surveys/gme-core.json'), 'utf8'));
const outcomes = survey.scales.filter((s) => !survey.areas.some((a) => a.scales.includes(s.id)));
const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const shownAs = (value) => value.replace('>=', '≥').replace('<=', '≤').replace('~', 'about ');
const cell = (value, n) => (value === undefined ? 'not shown'
  : `${quoted(shownAs(value))}${n < 30 ? ' °' : ''}(?: [▲▼])?`);
const days = (n) => `(?:about )?[≥≤]?\\d\\.\\d${n < 30 ? ' °' : ''}(?: [▲▼])?`;

test('the parts stand in the order in which a committee works through them', () => {
  assert.deepEqual([...laid.matchAll(/^(\d+)\. ([A-Z].*)$/gm)].map((m) => `${m[1]} ${m[2].trim()}`), [
    '1 Period, instrument and field dates', '2 Who answered', '3 The institution', '4 Departments and units',
    '5 The six areas', '6 What programs have in place', '7 Action plans', '8 Initiatives',
    '9 Support resources', '10 Data protection: who exported what', '11 Decisions for the minutes',
    '12 Which requirements the areas speak to']);
  run('qpdf', ['--check', file]);
  assert.match(plain, /Survey scores alone never trigger a special review, and no program is ranked/);
  assert.match(flat(1), /Instrument .*gme-core 1\.0.*version 2005, cutoff 50/);
  assert.match(flat(2), /a group with fewer than 5 answers has no figure/);
});

test('every figure of every group is the release’s, to the last digit', () => {
  for (const g of release.groups) {
    const name = quoted((g.level === 'institution' ? 'Institution' : g.name).slice(0, 12));
    if (g.n === undefined) {
      const pooled = release.groups.some((p) => p.members?.includes(g.id));
      assert.match(part(4), new RegExp(`^ *${name}.* ${pooled ? 'pooled' : 'not shown'} +– +– +–`, 'm'), g.id);
      continue;
    }
    const row = (cells) => new RegExp(`^ *${name}.* ${g.n} of(?: ${g.roster})? +${cells.join(' +')} *$`, 'm');
    const figures = outcomes.map((s) => {
      const f = g.scales?.[s.id];
      return f !== undefined && s.id === 'wellness_days' ? days(f.n) : cell(f?.mean, f?.n);
    });
    assert.match(part(4), row(figures), `${g.id}: outcomes`);
    assert.match(part(5), row(survey.areas.map((a) => cell(g.areas?.[a.id], g.n))), `${g.id}: areas`);
  }
  const [inst] = release.groups;
  for (const { id } of outcomes) {
    const f = inst.scales[id];
    assert.ok(plain.includes(`n ${f.n}`), id);
    if (f.above !== undefined)
      assert.ok(flat(3).includes(`${shownAs(f.above)} % of ${f.above_n ?? f.n}`), `${id} above`);
  }
});

test('eligible and answered stand by level', () => {
  const [inst] = release.groups;
  const units = release.groups.filter((g) => g.level === 'unit');
  const pool = release.groups.find((g) => g.level === 'pool');
  const shown = units.filter((g) => g.n !== undefined);
  const sum = (list, key) => list.reduce((n, g) => n + g[key], 0);
  assert.match(part(2), new RegExp(`Institution +1 +${inst.roster} +${inst.n} +\\d+ %`));
  assert.match(part(2), new RegExp(`figures of their own +${shown.length} +${sum(shown, 'roster')} +${sum(shown, 'n')} +`));
  assert.match(part(2), new RegExp(`\\(pooled\\) +${pool.members.length} +${pool.roster} +${pool.n} +`));
  assert.match(part(2), /Units not shown +1 +9 +not shown/);
  assert.match(flat(3), new RegExp(`Who did not answer: ${inst.roster - inst.n} of ${inst.roster} people`));
});

// A difference in differences, as the command prints it; high is worse.
const { effect: { cbi_work: effect } } = JSON.parse(chorusOk(site.dir, ['release', 'group', 'w2', '--units', 'A',
  '--against', 'B,E', '--before', 'w1', '--json']));
const verdict = Number(effect.high) < 0 ? 'Better than the' : Number(effect.low) > 0 ? 'Worse than the' : 'Inconclusive';

test('the auditor reads the paper too, and finds a figure that is another', () => {
  const save = (name, text) => { const to = path.join(site.base, name); fs.writeFileSync(to, text); return to; };
  const json = path.join(site.base, 'w2.json');
  chorusOk(site.dir, ['release', 'export', 'w2', '--format', 'json', '--out', json]);
  const audit = (...texts) => {
    const made = spawnSync(path.join(build, 'chorus-audit'), [json, '--survey', path.join(root, 'surveys/gme-core.json'),
      ...texts.flatMap((text) => ['--text', text])], { encoding: 'utf8' });
    return { exit: made.status, ...JSON.parse(made.stdout) };
  };
  const pdf = path.join(site.base, 'w2.pdf');
  chorusOk(site.dir, ['release', 'export', 'w2', '--format', 'pdf', '--out', pdf]);
  const raw = run('pdftotext', ['-layout', file, '-']);
  const good = audit(save('report.txt', raw), save('w2.txt', run('pdftotext', ['-layout', pdf, '-'])));
  assert.deepEqual([good.exit, good.verdict, good.findings], [0, 'pass', []]);
  assert.ok(good.coverage.text.looked_at >= 2 * 9 * release.groups.filter((g) => g.n !== undefined).length);
  const { mean, n } = release.groups.find((g) => g.id === 'unit:A').scales.cbi_work;
  const row = new RegExp(`(Program A +${n} of \\d+ +)${quoted(shownAs(mean))}`);
  for (const other of ['≥99', '101', '12', '17.25']) {
    assert.match(raw, row);
    const bad = audit(save('bad.txt', raw.replace(row, `$1${other}`)));
    assert.equal(bad.exit, 1, other);
    assert.deepEqual(bad.findings.map((f) => [f.check, f.group]), [['text.number', 'unit:A']]);
  }
  assert.equal(audit(save('n.txt', raw.replace(row, (all) => all.replace(`${n} of`, `${n - 1} of`)))).findings[0].check, 'text.row');
  assert.equal(audit(save('none.txt', 'No table here: 47 of 90 people.\n')).exit, 2);
});

test('plans, checklists and initiatives are what staff wrote', () => {
  assert.match(flat(6), /Program A \(A\).*In place.*Handbook, page 14/);
  assert.match(flat(6), /C, of Smaller.*Partly.*List of August/);
  assert.match(flat(7), /2 plans of the institution itself, 3 of units; 2 overdue, which stand first/);
  // the institution's own stand before those of units, and in each the overdue ones first
  const order = ['A wave each autumn', 'One number for rides home', 'A mentor who does not grade', 'Six narrative']
    .map((what) => flat(7).indexOf(what));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.ok(order[0] > 0);
  assert.match(part(7), /The institution +One number for rides home +Director[^]{0,120}Trainee Health Needs; offer: Safe/);
  assert.ok(part(7).indexOf('overdue', 200) < part(7).indexOf('Attendance 80 %'));
  assert.match(flat(7), /Half days <for> care/);
  assert.match(flat(8), /Inconclusive means just that/);
  assert.match(flat(8), /Scribes at night.*Not known yet/);
  assert.match(flat(8), /n 34, 34; A/);
  for (const number of Object.values(effect).slice(0, 3).concat(effect.smallest))
    assert.ok(flat(8).includes(String(number)), `${number} in ${flat(8)}`);
  assert.ok(flat(8).includes(`${verdict} `), verdict);
});

test('each program offer is named, with who picked it and what became of it', () => {
  const offers = JSON.parse(fs.readFileSync(path.join(root, 'surveys/offers.json'), 'utf8')).offers;
  const rows = part(7).slice(part(7).indexOf('Program offer'));
  const picked = { 'mentor-training': ['Program A \\(A\\)', 1, 0, 0, 0], 'narrative-medicine': ['Program B \\(B\\)', 0, 1, 0, 1],
    'safe-ride': ['The institution', 1, 0, 0, 0] };
  for (const { id, name } of offers) {
    const [whose, ...numbers] = picked[id] ?? ['nobody yet', 0, 0, 0, 0];
    assert.match(rows, new RegExp(`${quoted(name.en.slice(0, 16))}.* ${whose} +${numbers.join(' +')} *$`, 'm'), id);
  }
  assert.ok(offers.some((o) => o.id === 'facilitated-discussion') && offers.some((o) => o.id === 'mindfulness'));
  assert.match(flat(7), /offer: coffee/); // one that the list does not have any more
});

test('the six areas have their trend: both waves as printed, and the change with its interval', async () => {
  const before = JSON.parse((await as(url, session.committee, '/results/w1.json')).text);
  const rows = part(5).slice(part(5).indexOf('Change since')).split(/^Group /m)[0];
  const trends = (await as(url, session.committee, '/results/w2/trend')).text;
  for (const { id } of survey.areas) {
    const [was, is] = [before, release].map((r) => quoted(shownAs(r.groups[0].areas[id])));
    const row = new RegExp(`^.* ${was} +${is} +([+-]?\\d+(?:\\.\\d)?)\\b`, 'm').exec(rows);
    assert.ok(row !== null, `${id}: ${was} ${is} in ${rows}`);
    const change = row[1].replace(/^[+]/, '').replace('-', '−');
    assert.ok(trends.includes(change), `${id}: ${change} on the page of trends`);
  }
  assert.equal([...rows.matchAll(/may be chance|better|worse/g)].length, survey.areas.length);
});

test('the crosswalk’s labels are the institution’s, and say that they are to be checked before they are cited', async () => {
  assert.match(flat(12), /STATE-7\.3/);
  assert.match(flat(12), /Check them against the edition in force before you cite them/);
  const shipped = JSON.parse(fs.readFileSync(path.join(root, 'surveys/crosswalk.json'), 'utf8'));
  assert.deepEqual(shipped.areas.map((a) => a.area).sort(), survey.areas.map((a) => a.id).sort());
  for (const { requirements } of crosswalk.areas)
    for (const { label } of requirements) assert.ok(flat(12).includes(label), label);
  assert.ok(!flat(12).includes(shipped.areas[0].requirements[0].label.concat(' Professionalism')));
  // the next report has what the file says then
  const changed = structuredClone(crosswalk);
  changed.areas[1].requirements[0].label = 'IR-99.z';
  fs.writeFileSync(path.join(site.dir, 'server/crosswalk.json'), JSON.stringify(changed));
  const out = path.join(site.base, 'labels.pdf');
  chorusOk(site.dir, ['report', 'w2', '--out', out]);
  assert.match(run('pdftotext', [out, '-']), /IR-99\.z/);
  fs.writeFileSync(path.join(site.dir, 'server/crosswalk.json'), '{"format":');
  assert.match(chorus(site.dir, ['report', 'w2', '--out', out]).stderr, /crosswalk\.json:1:/);
  fs.writeFileSync(path.join(site.dir, 'server/crosswalk.json'), JSON.stringify(crosswalk));
});

test('decisions follow from what is overdue, missing or not shown, and none asks for a review', () => {
  const drafts = flat(11);
  assert.match(drafts, /asks the owners of overdue plans.*“A mentor who does not grade”, Associate director/);
  assert.match(drafts, /nothing is in place in: Program A \(A\)/);
  assert.match(drafts, /6 of 8 programs have not begun their checklist/);
  assert.match(drafts, /2 units are counted with others and 1 is not shown: Program H/);
  assert.match(drafts, { 'Better than the': /changed for the better beyond their comparison: Half days for health \(interim\)/,
    'Worse than the': /changed for the worse beyond their comparison: Half days for health \(interim\)/,
    Inconclusive: /inconclusive: Half days for health \(interim\)/ }[verdict]);
  assert.match(drafts, /no special review is opened because of survey figures alone/);
  assert.doesNotMatch(drafts.replace(/no special review is opened/, ''), /special review|\brank(ing|s)\b|worst|best/i);
  assert.match(drafts, /institution's own plans are \(part 7: 2 under way\)/);
});

test('it is for subcommittee and office, and each copy is logged', async () => {
  assert.equal((await as(url, session.champion, '/results/w2/report.pdf')).status, 403);
  assert.equal((await as(url, session.committee, '/results/w9/report.pdf')).status, 404);
  const out = path.join(site.base, 'cli.pdf');
  chorusOk(site.dir, ['report', 'w2', '--out', out]);
  const again = run('pdftotext', ['-layout', await fetchPdf('office', '/results/w2/report.pdf', 'again.pdf'), '-']);
  // The copies between the two are in the log of the second, and may move its
  // pages: every figure as often, every word but those of feet and heads.
  const [ours, theirs] = [run('pdftotext', ['-layout', out, '-']), again].map((text) => {
    const words = text.replaceAll('\f', '\n').replace(/^10\. [\s\S]*?(?=^11\. )/m, '').replace(/part 10: \d+/, '')
      .replace(/^.*Page \d+ of \d+\n.*$/gm, '').split(/\s+/);
    return { figures: words.filter((w) => /\d/.test(w)).sort(), words: [...new Set(words)].sort() };
  });
  assert.ok(ours.figures.length > 200);
  assert.deepEqual(ours, theirs);
  assert.match(again, /office \(command\s+w2 .*report.* pdf/);
  assert.match(again, /committee +w2 +report +pdf/);
  const log = chorusOk(site.dir, ['export', 'list']);
  for (const account of ['committee', 'office', 'office (command line)'])
    assert.match(log, new RegExp(`${quoted(account)} +w2 +report +pdf`));
  assert.match((await as(url, session.committee, '/results/w2')).text, /href="\/results\/w2\/report\.pdf"/);
});

test('a champion’s two pages hold checklist, plans and what helped elsewhere', async () => {
  const own = run('pdftotext', ['-layout', await fetchPdf('champion', '/unit/A/w2.pdf', 'A.pdf'), '-']);
  assert.equal(own.split('\f').length - 1, 2);
  const { areas, n } = release.groups.find((g) => g.id === 'unit:A');
  assert.match(own, new RegExp(`Wellness Curriculum +${cell(areas.curriculum, n)} +In place +Handbook, page 14`));
  assert.match(own, /beside what trainees say/);
  assert.match(own, /A mentor who does not grade +Faculty Mentorship.* Associate[^]*overdue/);
  assert.match(own, /Six narrative sessions +Development of a.* Program B +Done; helped:/);
  assert.doesNotMatch(own, /Curriculum lead/); // another program's owner
  const dir = path.join(site.base, 'all');
  chorusOk(site.dir, ['release', 'export', 'w2', '--all-units', '--format', 'pdf', '--out', dir]);
  for (const name of fs.readdirSync(dir)) {
    const text = run('pdftotext', ['-layout', path.join(dir, name), '-']);
    assert.equal(text.split('\f').length - 1, 2, name);
    assert.match(text, /What is in place/);
  }
  assert.match(run('pdftotext', ['-layout', path.join(dir, fs.readdirSync(dir).find((n) => n.includes('S-'))), '-']),
    /in place 0, partly 1, no 0, not filled in 1/);
});

test('everybody reads what will be done: shared plans, without unit and owner', async () => {
  chorusOk(site.dir, ['wave', 'publish', 'w2', '--from', 'now']);
  let text = '';
  while (!text.includes('What will be done')) {
    text = (await as(url, undefined, '/wave/w2')).text;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const done = text.slice(text.indexOf('What will be done'), text.indexOf('Every scale'));
  assert.match(done, /Harbor &amp; City GME as a whole[^]*One number for rides home .*running, due [^]*single programs/);
  assert.doesNotMatch(done, /A wave each autumn|Director of well-being|Two of four/);
  assert.match(done, /Six narrative sessions .*\(done\)/);
  for (const hidden of ['Curriculum lead', 'Program B', 'does not grade', 'Attendance'])
    assert.ok(!done.includes(hidden), hidden);
});

test('a hold is told to those who were promised a day, without its reason', async () => {
  const read = async () => (await as(url, undefined, '/wave/w2')).text;
  assert.match(await read(), /Single ballots are due to be destroyed on/);
  chorusOk(site.dir, ['hold', 'w2', 'on', '--reason', 'Letter of counsel']);
  const held = await read();
  assert.match(held, /Single ballots were to be destroyed on[^]*Since \d+ \w+ \d{4} that is on hold/);
  assert.doesNotMatch(held, /are due to be destroyed|Letter of counsel/);
  assert.match((await as(url, session.office, '/office')).text, /Letter of counsel/);
  const spanish = (await as(url, undefined, '/wave/w2?lang=es')).text;
  assert.match(spanish, /suspendida desde el \d+ de \w+ de \d{4}[^]*Harbor &amp; City GME en su conjunto[^]*One number for rides home/);
  chorusOk(site.dir, ['hold', 'w2', 'off', '--reason', 'Over']);
  assert.match(await read(), /Single ballots are due to be destroyed on/);
});

test('waves are pooled for any grouping, in the page as in the command', async () => {
  const groups = JSON.parse(chorusOk(site.dir, ['release', 'group', 'w2', '--by', 'department', '--with', 'w1', '--json']));
  assert.equal(groups.with, 'w1');
  const before = JSON.parse((await as(url, session.committee, '/results/w1.json')).text);
  for (const g of groups.groups) {
    const n = [release, before].map((r) => r.groups.find((d) => d.level === 'department' && d.name === g.label).n ?? 0);
    assert.equal(g.n, n[0] + n[1], g.label);
    // the weighted mean of what the leaves of both waves print, half up
    const leaves = [release, before].flatMap((r) => {
      const own = r.groups.find((d) => d.level === 'department' && d.name === g.label).id;
      return r.groups.filter((l) => l.parent === own && l.scales?.cbi_work !== undefined);
    }).map((l) => l.scales.cbi_work);
    if (leaves.length === 0) continue;
    const people_ = leaves.reduce((sum, f) => sum + f.n, 0);
    const sum = leaves.reduce((all, f) => all + f.n * Number(f.mean.replace(/[<>=~]/g, '')), 0);
    assert.equal(Number(g.scales.cbi_work.mean.replace(/[<>=~]/g, '')), Math.floor(sum / people_ + 0.5), g.label);
  }
  const page = (await as(url, session.committee, '/results/w2/groups?by=department&with=w1')).text;
  assert.match(page, /The answers of w1 and w2 are counted together/);
  const medicine = groups.groups.find((g) => g.label === 'Medicine');
  assert.ok(page.includes(`>${shownAs(medicine.scales.cbi_work.mean)}<`));
  const csv = await as(url, session.committee, '/results/w2/groups.csv?by=department&with=w1');
  assert.ok(csv.text.includes('Medicine'));
  assert.equal((await as(url, session.committee, '/results/w2/groups?by=department&with=w9')).status, 404);
});

test('every chart of the dashboard comes as a picture for slides, with n and the note', async () => {
  const pages = ['/results/w2', '/results/w2/compare?of=cbi_work', '/results/w2/trend', '/results/w2/trend?unit=A',
    '/results/w2/response', '/results/w2/groups?by=size&with=w1', '/results/w2/sets?units=A,B&against=E'];
  const links = new Set();
  for (const page of pages) {
    const { status, text } = await as(url, session.committee, page);
    assert.equal(status, 200, page);
    const found = [...text.matchAll(/href="(\/results\/w2\/[^"]+\.(?:svg|png)[^"]*)" download/g)].map((m) => m[1].replaceAll('&amp;', '&'));
    assert.ok(found.length >= 2, page);
    assert.equal(found.length, 2 * [...text.matchAll(/<svg /g)].length, `${page}: PNG and SVG of each chart`);
    found.forEach((link) => links.add(link));
  }
  for (const kind of ['response', 'mean-', 'compare-', 'trend-', 'groups/groups-', 'sets/groups-'])
    assert.ok([...links].some((link) => link.includes(kind)), kind);
  let one = 0;
  for (const link of links) {
    if (!link.includes('.svg') && one++ % 6 > 0) continue; // a picture costs time
    const answer = await as(url, session.committee, link);
    assert.equal(answer.status, 200, link);
    if (link.includes('.png')) {
      assert.equal(answer.body.subarray(1, 4).toString(), 'PNG');
      continue;
    }
    assert.match(answer.text, /people answered/, link);
    assert.match(answer.text, /95 % interval/, link);
    assert.ok(answer.text.includes(`wave w2, closed`), link);
  }
  assert.match((await as(url, session.committee, '/results/w2/chart/trend-cbi-work.svg?unit=A')).text,
    /Program A: 34 of 34 people answered/);
  for (const address of ['chart/trend-nope.svg', 'chart/trend-cbi-work.svg?unit=nope', 'groups/groups-nope.svg',
    'sets/groups-cbi-work.svg', 'chart/against-.png'])
    assert.equal((await as(url, session.committee, `/results/w2/${address}`)).status, 404, address);
  assert.equal((await as(url, session.champion, '/results/w2/chart/response.svg')).status, 403);
});
