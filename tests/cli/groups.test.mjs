// Free groupings, comparisons and plans on the command line, from the release
// of two waves with types and sites.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { chorusOk, closeWave, institution, openWave, populate, root, rosterCsv, serve, served,
  smallRoster } from '../system.mjs';
import { refused } from './helpers.mjs';

const types = { A: 'residency', B: 'fellowship', C: 'fellowship', D: 'residency', E: 'residency', F: 'residency' };
const people = smallRoster({ Medicine: { A: 36, B: 14, C: 4, D: 5 }, Surgery: { E: 24, F: 9 } })
  .map((p) => ({ ...p, type: types[p.program_id], site: p.program_id === 'E' ? 'East' : 'Main' }));
const site = institution(people);
const { dir } = site;
const server = await serve(dir);
after(() => server.stop());

// Everybody of A, B and E answers, two of F, six of C and D, which are one unit.
// The waves end a day apart: a slope per year needs times that differ.
async function wave(name) {
  const { file } = openWave(site, name, server.url, { closes: `+1${name.slice(1)}d` });
  await served(server.url, name);
  const some = `${file}.some`;
  fs.writeFileSync(some, fs.readFileSync(file, 'utf8').split('\n')
    .filter((line) => !/^F-[3-9],/.test(line) && !/^[CD]-[4-9],/.test(line)).join('\n'));
  populate(some, ['--response', '100']);
  closeWave(site, name);
}
await wave('w1');
await wave('w2');
const json = (...args) => JSON.parse(chorusOk(dir, [...args, '--json']));
const release = JSON.parse(chorusOk(dir, ['release', 'export', 'w1', '--format', 'json', '--out', '-']));
const group = (id) => release.groups.find((g) => g.id === id);
const merged = release.groups.find((g) => g.id.startsWith('unit:S-')).id.slice(5);
const number = (text) => Number(text.replace(/^[<>=~]+/, ''));

test('units are grouped by what the roster said of them', () => {
  const { by, groups } = json('release', 'group', 'w1', '--by', 'type');
  assert.equal(by, 'type');
  // C and D are one unit, of programs of both kinds.
  assert.deepEqual(groups.map((g) => [g.label, g.units]),
    [['fellowship', 1], ['mixed', 1], ['residency', 3]]);
  const residency = groups[2];
  assert.equal(residency.roster, 36 + 24 + 9);
  assert.equal(residency.n, 36 + 24);
  assert.deepEqual(residency.missing.map((m) => [m.unit, m.wave]), [['F', 'w1']]);
  const a = group('unit:A').scales.cbi_work;
  const e = group('unit:E').scales.cbi_work;
  const mean = (a.n * number(a.mean) + e.n * number(e.mean)) / (a.n + e.n);
  assert.equal(number(residency.scales.cbi_work.mean), Math.floor(mean + 0.5));
  assert.equal(residency.scales.cbi_work.n, a.n + e.n);
  assert.deepEqual(json('release', 'group', 'w1', '--by', 'site').groups.map((g) => g.label), ['East', 'Main']);
});

test('departments come out as the release has them', () => {
  for (const made of json('release', 'group', 'w1', '--by', 'department').groups) {
    const printed = release.groups.find((g) => g.level === 'department' && g.name === made.label);
    assert.equal(made.n, printed.n);
    assert.equal(made.roster, printed.roster);
    for (const [id, scale] of Object.entries(printed.scales)) {
      if (made.scales[id] === undefined) continue; // for the institution only
      assert.equal(made.scales[id].mean, scale.mean, id);
      assert.equal(made.scales[id].above, scale.above, id);
    }
  }
});

test('sets of units are compared, in one wave and over two', () => {
  const pair = json('release', 'group', 'w1', '--units', 'A', '--against', `B,${merged}`);
  assert.equal(pair.groups[0].scales.cbi_work.mean, group('unit:A').scales.cbi_work.mean);
  const difference = pair.difference.cbi_work;
  assert.ok(Number(difference.low) < Number(difference.value));
  assert.ok(Number(difference.value) < Number(difference.high));
  const { effect, before } = json('release', 'group', 'w2', '--units', 'A', '--against', 'E', '--before', 'w1');
  assert.equal(before, 'w1');
  const w2 = Object.fromEntries(json('release', 'group', 'w2', '--units', 'A', '--against', 'E')
    .groups.map((g) => [g.label, number(g.scales.cbi_work.mean)]));
  const change = (unit) => w2[unit] - number(group(`unit:${unit}`).scales.cbi_work.mean);
  assert.equal(Number(effect.cbi_work.value), change('A') - change('E'));
  // (1.96 + 0.84) standard errors of four groups with sd 18, as the survey says.
  const n = [36, 36, 24, 24].reduce((sum, people) => sum + 1 / people, 0);
  assert.ok(Math.abs(Number(effect.cbi_work.smallest) - 2.8016 * 18 * Math.sqrt(n)) < 0.06);
  assert.match(chorusOk(dir, ['release', 'group', 'w2', '--units', 'A', '--against', 'E', '--before', 'w1']),
    /The change since w1[^]*SMALLEST[^]*cbi_work/);
});

test('two waves of the same units are pooled', () => {
  const { groups: [one] } = json('release', 'group', 'w2', '--units', 'A,B', '--with', 'w1');
  assert.equal(one.n, 2 * (36 + 14));
  assert.equal(one.roster, 2 * (36 + 14));
});

test('what cannot be grouped is said', () => {
  const words = chorusOk(dir, ['release', 'group', 'w1', '--units', 'F']);
  assert.match(words, /Not shown, and not in it: F/);
  const refuse = (args, pattern, status = 1) =>
    refused(dir, ['release', 'group', 'w1', ...args], pattern, { status });
  refuse([], /one of --by and --units/, 2);
  refuse(['--by', 'pgy'], /type, site, department or size/, 2);
  refuse(['--by', 'type', '--against', 'A'], /--against needs --units/, 2);
  refuse(['--units', 'A', '--before', 'w2'], /--against/, 2);
  refuse(['--units', 'A,B', '--against', 'E,A'], /both sides/, 2);
  refuse(['--units', 'A', '--against', 'E', '--before', 'w1'], /the wave itself/, 2);
  refuse(['--units', 'A,X'], /no unit X/);
  refuse(['--units', 'A,A'], /named twice/);
});

test('each unit is compared with the rest, in the release’s order', () => {
  const rows = json('release', 'compare', 'w1', '--scale', 'cbi_work');
  const leaves = release.groups.filter((g) => ['unit', 'pool'].includes(g.level) && g.scales?.cbi_work);
  assert.deepEqual(rows.map((r) => r.unit),
    leaves.filter((g) => g.level === 'unit').map((g) => g.id.slice(5)));
  for (const row of rows) {
    const others = leaves.filter((g) => g.id !== `unit:${row.unit}`);
    const n = others.reduce((sum, g) => sum + g.scales.cbi_work.n, 0);
    const rest = others.reduce((sum, g) => sum + g.scales.cbi_work.n * number(g.scales.cbi_work.mean), 0) / n;
    assert.ok(Math.abs(row.difference - (number(row.mean) - rest)) < 0.051, row.unit);
    assert.equal(row.differs, row.adjusted === '<0.001' || Number(row.adjusted) <= 0.05);
  }
  assert.match(chorusOk(dir, ['release', 'compare', 'w1']), /UNIT +SCALE[^]*DIFFERS\n[^]*cbi_work/);
  refused(dir, ['release', 'compare', 'w1', '--scale', 'nope'], /no scale nope/);
});

test('a trend goes from the first wave to the last', () => {
  const rows = json('release', 'trend', '--unit', 'A').filter((r) => r.scale === 'cbi_work');
  assert.deepEqual(rows.map((r) => [r.wave, r.break, r.from]), [['w1', null, null], ['w2', null, 'w1']]);
  assert.equal(Number(rows[1].change), number(rows[1].mean) - number(rows[0].mean));
  const all = json('release', 'trend').filter((r) => r.scale === 'cbi_work');
  assert.equal(all[0].mean, group('inst').scales.cbi_work.mean);
  assert.equal(all[1].from, 'w1');
  assert.match(chorusOk(dir, ['release', 'trend']), /Nothing is\ncomputed across a break/);
  refused(dir, ['release', 'trend', '--unit', 'X'], /no wave has a unit X/);
});

test('response has its interval, and what the silent could change', () => {
  const rows = json('release', 'response', 'w1', '--scale', 'cbi_work');
  assert.deepEqual(rows.map((r) => r.group), release.groups.map((g) => g.id));
  const inst = rows[0];
  const { n, mean } = group('inst').scales.cbi_work;
  const silent = release.groups[0].roster - n;
  assert.equal(inst.response, Math.round(100 * release.groups[0].n / release.groups[0].roster));
  const [low, high] = inst.worst.split(' to ').map(Number);
  assert.ok(low < number(mean) * n / (n + silent));
  assert.ok(high - low > 100 * silent / (n + silent));
  assert.ok(Math.abs(inst.shift - 10 * silent / (n + silent)) < 0.051);
  assert.equal(rows.find((r) => r.group === 'unit:F').n, 'not shown');
});

const survey = path.join(root, 'surveys/gme-core.json');
const plan = (...args) => json('wave', 'plan', '--survey', survey, ...args);
function importRoster(counts) {
  const file = path.join(site.base, 'next.csv');
  fs.writeFileSync(file, rosterCsv(smallRoster(counts)));
  chorusOk(dir, ['roster', 'import', file]);
}

test('a plan starts from the last wave and says what changed', () => {
  const same = plan();
  assert.equal(same.since, 'w2');
  assert.deepEqual([same.changes, same.moves, same.never_alone], [[], [], ['C', 'D']]);
  // C could stand alone by now, F went, G is new and small.
  importRoster({ Medicine: { A: 30, B: 14, C: 9, D: 5, G: 3 }, Surgery: { E: 24 } });
  const next = plan();
  const unit = next.units.find((u) => u.unit === merged);
  assert.deepEqual(unit.programs.map((p) => [p.id, p.why]),
    [['C', 'as in the last wave'], ['D', 'as in the last wave'], ['G', 'too small alone']]);
  assert.deepEqual(next.changes.map((c) => [c.unit, c.change.split(':')[0], c.people_before, c.people]),
    [['F', 'gone', 9, 0], [merged, 'other programs', 9, 17]]);
  assert.deepEqual(next.moves, [{ program: 'F', from: 'F', to: null }, { program: 'G', from: null, to: merged }]);
  assert.deepEqual(next.never_alone, ['D', 'G']);
  const anew = plan('--regroup');
  assert.ok(anew.units.some((u) => u.unit === 'C' && u.programs.length === 1));
  const words = chorusOk(dir, ['wave', 'plan', '--survey', survey]);
  assert.match(words, /Never shown alone, with fewer than 8 people: 2 programs\.\n {2}D \(5\), G \(3\)/);
  assert.match(words, /Since w2:[^]*other programs: its trend breaks/);
});

test('whether an initiative could be evaluated is said beforehand', () => {
  const { initiative } = plan('--initiative', 'A', '--against', 'E,B');
  assert.equal(initiative.scale, 'cbi_work');
  assert.equal(initiative.trend_breaks_at, null);
  assert.deepEqual(initiative.prospects.map((p) => [p.response_percent, p.answers, p.comparison_answers]),
    [[30, 9, 7 + 4], [50, 15, 12 + 7], [70, 21, 16 + 9]]);
  for (const p of initiative.prospects) {
    const d = 2.80158 * Math.sqrt(2 / p.answers + 2 / p.comparison_answers);
    assert.ok(Math.abs(p.smallest_d - d) < 0.0051, `${p.smallest_d} is not ${d}`);
    assert.ok(Math.abs(p.smallest_points - 18 * d) < 0.051);
    assert.equal(p.usual_effect, false);
  }
  assert.equal(plan('--initiative', 'A', '--against', merged).initiative.trend_breaks_at, merged);
  assert.match(chorusOk(dir, ['wave', 'plan', '--survey', survey, '--initiative', 'A', '--against', 'E']),
    /Inconclusive to be expected[^]*about 156 answers/);
  const refuse = (args, pattern, status = 1) =>
    refused(dir, ['wave', 'plan', '--survey', survey, ...args], pattern, { status });
  refuse(['--initiative', 'A'], /go together/, 2);
  refuse(['--initiative', 'C', '--against', 'E'], new RegExp(`counted with others in ${merged}`));
  refuse(['--initiative', 'A', '--against', 'X'], /no unit X/);
  refuse(['--initiative', 'A', '--against', 'A'], /named twice/);
});

test('enough people can show an effect of the usual size', () => {
  importRoster({ Medicine: { A: 250, B: 14, C: 4, D: 5 }, Surgery: { E: 320 } });
  const { prospects } = plan('--initiative', 'A', '--against', 'E').initiative;
  assert.deepEqual(prospects.map((p) => p.usual_effect), [false, true, true].map((want, i) =>
    2.80158 * Math.sqrt(2 / prospects[i].answers + 2 / prospects[i].comparison_answers) <= 0.45));
  assert.equal(prospects[2].usual_effect, true);
  assert.equal(prospects[0].usual_effect, false);
});

// What everybody may read of a wave, once the page says WANTED.
async function published(name, wanted) {
  for (;;) {
    // A connection that rested since the last request may be closed by now.
    const answer = await fetch(`${server.url}/wave/${name}`).catch(() => ({ status: 0 }));
    const text = answer.status === 200 ? await answer.text() : '';
    if (wanted.test(text)) return text;
    await new Promise((go) => setTimeout(go, 50));
  }
}

test('everybody reads the change that the trend says, once both waves are for everybody', async () => {
  chorusOk(dir, ['wave', 'publish', 'w2', '--from', 'now']);
  assert.doesNotMatch(await published('w2', /no earlier survey that everybody may see/), /Since <a|95 % interval<\/th>/);
  chorusOk(dir, ['wave', 'publish', 'w1', '--from', 'now']);
  const text = await published('w2', /The change of every scale/);
  const rows = json('release', 'trend').filter((r) => r.wave === 'w2' && r.change !== null);
  assert.ok(rows.length > 10);
  const said = [...text.matchAll(/<td><b>([^<]+)<\/b>, (better|worse|no clear change)/g)];
  assert.equal(said.length, rows.length);
  // The same in Spanish, figure by figure.
  const spanish = await (await fetch(`${server.url}/wave/w2?lang=es`)).text();
  const words = { mejor: 'better', peor: 'worse', 'sin cambio claro': 'no clear change' };
  assert.deepEqual([...spanish.matchAll(/<td><b>([^<]+)<\/b>, (mejor|peor|sin cambio claro)/g)]
    .map(([, value, word]) => [value, words[word]]), said.map(([, value, word]) => [value, word]));
  const plain = (value) => value.replace('\u2212', '-').replace('+', '');
  rows.forEach((row, i) => {
    if (row.scale !== 'wellness_days') assert.equal(plain(said[i][1]), row.change, row.scale);
    // Clear is what would be so among as many comparisons (Bonferroni).
    const p = Number(row.p.replace('<', ''));
    if (p * rows.length >= 0.06) assert.equal(said[i][2], 'no clear change', row.scale);
    if (p * rows.length < 0.04) assert.notEqual(said[i][2], 'no clear change', row.scale);
  });
  chorusOk(dir, ['wave', 'publish', 'w1', '--from', 'never']);
  await published('w2', /no earlier survey that everybody may see/);
});

test('a trend breaks where a unit has other programs, and starts again', async () => {
  importRoster({ Medicine: { A: 36, B: 14, C: 4, D: 5, G: 3 }, Surgery: { E: 24, F: 9 } });
  await wave('w3');
  const rows = json('release', 'trend', '--unit', merged).filter((r) => r.scale === 'cbi_work');
  assert.deepEqual(rows.map((r) => [r.wave, r.break, r.from]),
    [['w1', null, null], ['w2', null, 'w1'], ['w3', 'other programs', null]]);
  assert.deepEqual(rows.map((r) => r.change === null), [true, false, true]);
  // A had the same programs all along: three waves make a slope.
  const same = json('release', 'trend', '--unit', 'A').filter((r) => r.scale === 'cbi_work');
  assert.deepEqual(same.map((r) => [r.break, r.from]), [[null, null], [null, null], [null, 'w1']]);
  assert.notEqual(same[2].slope, null);
  refused(dir, ['release', 'group', 'w3', '--units', merged, '--with', 'w1'], /does not have the same programs/);
});
