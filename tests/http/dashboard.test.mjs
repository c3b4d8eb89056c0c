// The subcommittee's dashboard over two waves: every figure on its pages is the
// release's, or what the command line computes from it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { chorusOk, closeWave, institution, openWave, populate, readCsv, root, serve, served,
  smallRoster } from '../system.mjs';
import { as, login } from './client.mjs';

const people = smallRoster({ Medicine: { A: 40, B: 32, C: 4, D: 5 }, Surgery: { E: 34, F: 9 } })
  .map((p) => ({ ...p, type: p.program_id === 'B' ? 'fellowship' : 'residency', site: 'Main' }));
const site = institution(people);
const { dir } = site;
const password = 'a long enough password';
const file = path.join(site.base, 'password');
fs.writeFileSync(file, `${password}\n`);
for (const role of ['subcommittee', 'office'])
  chorusOk(dir, ['user', 'add', role, '--role', role, '--password-file', file]);
const server = await serve(dir);
const { url } = server;
after(() => server.stop());

// Two of F answer: it is not shown. With these seeds some cells of the second
// wave's grid are filled, and some are not.
async function wave(name, seed) {
  const { file: invites } = openWave(site, name, url, { closes: `+1${name.slice(1)}d` });
  await served(url, name);
  const some = `${invites}.some`;
  fs.writeFileSync(some, fs.readFileSync(invites, 'utf8').split('\n')
    .filter((line) => !/^F-[3-9],/.test(line)).join('\n'));
  populate(some, ['--response', '100', '--seed', String(seed)]);
  closeWave(site, name);
  await served(url, name, 'board');
}
await wave('w1', 1);
await wave('w2', 2);

const { session } = await login(url, 'subcommittee', password);
const get = (address) => as(url, session, address);
const page = async (address) => {
  const answer = await get(address);
  assert.equal(answer.status, 200, address);
  return answer.text;
};
const json = (...args) => JSON.parse(chorusOk(dir, [...args, '--json']));
const release = JSON.parse((await get('/results/w2.json')).text);
const group = (id) => release.groups.find((g) => g.id === id);
const units = release.groups.filter((g) => g.level === 'unit');
const merged = units.find((g) => g.id.startsWith('unit:S-')).id.slice(5);
const shownAs = (text) => text.replace(/^>=/, '≥').replace(/^<=/, '≤').replace(/^~/, 'about ');
const plain = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const minus = (text) => text.replaceAll('-', '−');
const signed = (text) => (Number(text) > 0 ? `+${text}` : minus(text).replace(/^−0\.0$/, '0.0'));
const part = (html, from, to = '</table>') => {
  assert.ok(html.includes(from), from);
  return html.slice(html.indexOf(from)).split(to)[0];
};
const rowOf = (table, name) => part(table, `>${name}<`, '</tr>');

test('the grid prints each area of each group as the release does, and fills what differs', async () => {
  const html = await page('/results/w2');
  const grid = part(html, 'id="areas"');
  const areas = ['education_service', 'hours_leave_coverage', 'health_needs', 'mentorship', 'curriculum', 'monitoring'];
  for (const g of release.groups) {
    const row = rowOf(grid, g.name);
    if (g.n === undefined) {
      assert.match(row, /Not shown, to protect people in small groups/, g.id);
      continue;
    }
    const cells = row.split('<td').slice(2);
    assert.equal(cells.length, areas.length, g.id);
    areas.forEach((id, i) => {
      const text = plain(`<td${cells[i]}`).trim();
      const want = g.areas[id] === undefined ? 'Not shown' : shownAs(g.areas[id]);
      assert.equal(text.replace(/ ?(▲|▼).*/, ''), want, `${g.id} ${id}`);
      const filled = /class="(worse|better)-/.test(cells[i]);
      assert.equal(filled, /▲|▼/.test(cells[i]), 'colour never speaks alone');
      if (g.level !== 'unit') assert.ok(!filled, 'only units are compared');
    });
  }
  const said = /Units and the six areas: (none|\d+) of (\d+) figures/.exec(html);
  assert.ok(Number(said[1]) > 0 && Number(said[1]) < Number(said[2]), said[0]);
  assert.equal(Number(said[1]), [...grid.matchAll(/class="(?:worse|better)-/g)].length);
  assert.equal(Number(said[2]), units.reduce((n, g) => n + Object.keys(g.areas ?? {}).length, 0));
});

test('at a glance: the institution’s figures, what changed, and where', async () => {
  const glance = part(await page('/results/w2'), 'id="glance"', 'id="areas"');
  const inst = group('inst');
  const burnout = plain(part(glance, '<h3>Work-related burnout', '</section>'));
  assert.ok(burnout.includes(` ${shownAs(inst.scales.cbi_work.mean)} `), burnout);
  const { above, n } = inst.scales.cbi_work;
  assert.ok(burnout.includes(`${shownAs(above)} % at 50 or above`), burnout);
  assert.ok(burnout.includes(`n ${n}`));
  const change = json('release', 'trend').filter((r) => r.scale === 'cbi_work').at(-1);
  assert.ok(burnout.includes(signed(String(change.change))), `${burnout}: ${change.change}`);
  const apart = json('release', 'compare', 'w2', '--scale', 'cbi_work');
  assert.ok(burnout.includes(`${apart.filter((r) => r.differs).length} of ${apart.length} units`), burnout);
  const days = plain(part(glance, '<h3>Wellness days', '</section>'));
  const points = Number(inst.scales.wellness_days.mean.replace(/[<>=~]/g, ''));
  assert.ok(days.includes((Math.round(points * 4 / 10 + 1e-9) / 10).toFixed(1)), days);
  for (const [title, id] of [['Faculty Mentorship Programs', 'mentorship'], ['Trainee Health Needs', 'health_needs']])
    assert.ok(plain(rowOf(glance, title)).includes(` ${shownAs(inst.areas[id])} `), id);
});

test('units against the rest are those of the command line', async () => {
  const html = await page('/results/w2/compare?of=cbi_work');
  const table = part(html, 'the same figures as a table');
  const rows = json('release', 'compare', 'w2', '--scale', 'cbi_work');
  assert.ok(rows.length >= 4);
  for (const row of rows) {
    const text = plain(rowOf(table, group(`unit:${row.unit}`).name));
    assert.ok(text.includes(` ${shownAs(String(row.mean))} `), text);
    assert.ok(text.includes(` ${signed(String(row.difference))} ${minus(row.interval)} `), `${text} ${JSON.stringify(row)}`);
    assert.ok(text.includes(` ${row.adjusted.replace('<', '&lt;')} `), text);
    assert.equal(/▲|▼/.test(text), row.differs);
  }
  const shown = [...table.matchAll(/\/unit\/([^/]+)\/w2"/g)].map((m) => m[1]);
  assert.deepEqual(shown, ['A', 'B', merged, 'E'].filter((u) => shown.includes(u)), 'by department and name');
  assert.equal(shown.length, rows.length);
  await page('/results/w2/compare?of=mentorship');
  for (const of of ['nope', '%3Cb%3E']) assert.equal((await get(`/results/w2/compare?of=${of}`)).status, 404);
});

test('trends print each wave’s figure and the change between them', async () => {
  for (const unit of [null, 'A']) {
    const html = await page(`/results/w2/trend${unit ? `?unit=${unit}` : ''}`);
    const table = part(html, 'Work-related burnout: the same figures');
    const rows = json('release', 'trend', ...(unit ? ['--unit', unit] : [])).filter((r) => r.scale === 'cbi_work');
    assert.equal(rows.length, 2);
    for (const row of rows) {
      const text = plain(rowOf(table, row.wave));
      assert.ok(text.includes(` ${shownAs(String(row.mean))} `), text);
      assert.ok(text.includes(' 2005 '), 'the instrument’s version');
      if (row.change) assert.ok(text.includes(`${signed(String(row.change))} (${minus(row.interval)})`), text);
    }
  }
  assert.match(await page('/results/w1/trend'), /is the first wave/);
  assert.match(await page('/results/w1'), /This is the first wave/);
  assert.equal((await get('/results/w2/trend?unit=nope')).status, 404);
});

test('response says who answered and what the others could change', async () => {
  const table = part(await page('/results/w2/response?of=cbi_work'), 'what the others could change"');
  for (const row of json('release', 'response', 'w2', '--scale', 'cbi_work')) {
    const text = plain(rowOf(table, row.name));
    if (row.n === 'not shown') {
      assert.match(text, /Not shown, to protect people/);
      continue;
    }
    assert.ok(text.includes(` ${row.n} ${row.response} % ${row.interval} `), `${text} ${JSON.stringify(row)}`);
    if (row.mean) assert.ok(text.includes(row.worst), `${text} ${row.worst}`);
  }
  assert.equal((await get('/results/w2/response?of=mentorship')).status, 404);
});

test('areas of a grouping by department are those that the release prints', async () => {
  const rows = readCsv((await get('/results/w2/groups.csv?by=department')).text);
  const made = json('release', 'group', 'w2', '--by', 'department').groups;
  const table = part(await page('/results/w2/groups?by=department'), 'aria-label="The six areas, by group"');
  let compared = 0;
  for (const g of release.groups.filter((d) => d.level === 'department'))
    for (const [id, text] of Object.entries(g.areas ?? {})) {
      const row = rows.find((r) => r.group === g.name && r.area === id);
      assert.equal(row.mean, text, `${g.id} ${id}`);
      assert.equal(made.find((m) => m.label === g.name).areas[id].mean, text);
      assert.ok(plain(rowOf(table, g.name)).includes(` ${shownAs(text)} `), id);
      if (row.low !== '') assert.ok(Number(row.low) <= Number(row.high));
      compared += 1;
    }
  assert.ok(compared >= 6);
});

test('units of one’s choice: a difference, an effect, pooled waves, and what is wrong', async () => {
  const address = `/results/w2/sets?units=A&against=B,E&before=w1`;
  const html = await page(address);
  const cli = json('release', 'group', 'w2', '--units', 'A', '--against', 'B,E', '--before', 'w1');
  const difference = plain(rowOf(part(html, 'id="difference"'), 'Work-related burnout'));
  const { value, low, high } = cli.difference.cbi_work;
  assert.ok(difference.includes(` ${signed(value)} ${minus(low)} to ${minus(high)} `), difference);
  const effect = plain(rowOf(part(html, 'id="effect"'), 'Work-related burnout'));
  assert.ok(effect.includes(` ${signed(cli.effect.cbi_work.value)} `), effect);
  assert.ok(effect.includes(` ${cli.effect.cbi_work.smallest} `), effect);
  assert.match(effect, Number(cli.effect.cbi_work.p.replace('<', '')) < 0.05 ? /changed/ : /inconclusive/);
  // The form's boxes ask the same.
  const boxes = await page('/results/w2/sets?a-A=1&b-B=1&b-E=1&before=w1&with=');
  assert.equal(part(boxes, 'id="effect"'), part(html, 'id="effect"'));
  assert.match(boxes, /name="a-A" value="1" checked/);
  // The download, from the page's own link, and pooled.
  const link = /href="([^"]*sets\.csv[^"]*)"/.exec(html)[1].replaceAll('&amp;', '&');
  const rows = readCsv((await get(link)).text);
  assert.deepEqual([...new Set(rows.map((r) => r.group))], ['Chosen units', 'Compared with']);
  assert.equal(rows.find((r) => r.scale === 'cbi_work').mean, group('unit:A').scales.cbi_work.mean);
  const pooled = readCsv((await get('/results/w2/sets.csv?units=A%2CB&with=w1')).text);
  const both = json('release', 'group', 'w2', '--units', 'A,B', '--with', 'w1').groups[0];
  assert.equal(pooled.find((r) => r.scale === 'cbi_work').mean, both.scales.cbi_work.mean);
  assert.equal(pooled.find((r) => r.area === 'mentorship').mean, both.areas.mentorship.mean);
  for (const [query, said] of [
    ['units=A&against=A', /unit A stands on both sides/],
    ['units=nope', /A unit of that name is not in/],
    ['against=B', /Choose the units first/],
    ['units=A&before=w1', /needs units to compare it with/],
    ['units=A&against=B&before=w1&with=w1', /not both/],
    ['units=A&with=w2', /no such earlier wave/],
    ['units=%3Cscript%3E', /A unit of that name is not in/],
  ]) {
    const text = await page(`/results/w2/sets?${query}`);
    assert.match(part(text, 'role="alert"', '</div>'), said, query);
    assert.doesNotMatch(text, /<script>/);
    assert.equal((await get(`/results/w2/sets.csv?${query}`)).status, 404, query);
  }
});

test('the grid is sorted by what the page offers, and by nothing else', async () => {
  const offered = [...part(await page('/results/w2'), 'Sort by', '</p>').matchAll(/\?sort=([a-z]+)#/g)]
    .map(([, sort]) => sort);
  assert.deepEqual(offered, ['name', 'size']);
  const order = async (sort) => [...(await page(`/results/w2?sort=${sort}`))
    .matchAll(/class="level-unit">.*?>((?:Program \w|Smaller)[^<]*)</gs)].map(([, name]) => name);
  const by = (compare) => [...units].sort(compare).map((g) => g.name);
  assert.deepEqual(await order('name'), by((a, b) => (a.name < b.name ? -1 : 1)));
  assert.deepEqual(await order('size'), by((a, b) => b.roster - a.roster || (a.name < b.name ? -1 : 1)));
  assert.deepEqual([...await order('department')].sort(), by((a, b) => (a.name < b.name ? -1 : 1)));
  assert.notDeepEqual(await order('name'), await order('size'));
  for (const sort of ['nope', 'Name', '', 'result', 'burnout', 'name%00', 'name%27%20OR%201'])
    assert.equal((await get(`/results/w2?sort=${sort}`)).status, 404, `sort=${sort}`);
});

test('a difference says in what it is: in points, or on the scale that counts something', async () => {
  const days = 'on its scale from 0 to 4';
  const of = (id) => page(`/results/w2/compare?of=${id}`);
  assert.ok((await of('cbi_work')).includes('The unit less the rest, in points'));
  assert.ok((await of('wellness_days')).includes(`The unit less the rest, ${days}`));
  assert.ok(part(await of('wellness_days'), '<svg', '</svg>').includes(`the unit less the rest, ${days}`));
  const trend = await page('/results/w2/trend');
  assert.ok(part(trend, 'Work-related burnout: the same figures').includes('Change, in points'));
  assert.ok(part(trend, 'Wellness days taken since 1 July: the same figures').includes(`Change, ${days}`));
  const table = part(await page('/results/w2/sets?units=A&against=B'), 'id="difference"');
  const row = (name) => plain(part(table, `>${name}<`, '</tr>'));
  assert.match(row('Work-related burnout'), / in points /);
  assert.match(row('Wellness days taken since 1 July'), new RegExp(` ${days} `));
});

test('no program is ranked: pages list departments and units by name', async () => {
  for (const address of ['', '/compare', '/response', '/sets']) {
    const text = await page(`/results/w2${address}`);
    const names = units.map((g) => g.name).filter((name) => text.includes(`>${name}<`));
    const grid = address === '' ? part(text, 'id="areas"') : text.slice(text.lastIndexOf('<table'));
    const at = names.filter((name) => grid.includes(`>${name}<`)).map((name) => grid.indexOf(`>${name}<`));
    const order = ['Program A', 'Program B', 'Smaller Medicine programs', 'Program E', 'Program F'];
    const sorted = names.filter((name) => grid.includes(`>${name}<`))
      .sort((a, b) => order.indexOf(a) - order.indexOf(b)).map((name) => grid.indexOf(`>${name}<`));
    assert.deepEqual([...at].sort((a, b) => a - b), sorted, address);
  }
});

test('waves that did not ask the same are not pooled, and no file says otherwise', async () => {
  const survey = JSON.parse(fs.readFileSync(path.join(root, 'surveys/gme-core.json'), 'utf8'));
  survey.scales.find((scale) => scale.id === 'cbi_work').version = 'another';
  const other = path.join(site.base, 'other.json');
  fs.writeFileSync(other, JSON.stringify(survey));
  const { file: invites } = openWave(site, 'w3', url, { survey: other, closes: '+13d' });
  await served(url, 'w3');
  populate(invites, ['--response', '100', '--seed', '3']);
  closeWave(site, 'w3');
  await served(url, 'w3', 'board');
  const query = 'by=department&with=w2';
  assert.match(await page(`/results/w3/groups?${query}`), /w2 and w3 did not ask the same/);
  for (const file of ['groups.csv', 'groups/groups-cbi-work.svg', 'groups/groups-cbi-work.png']) {
    assert.equal((await get(`/results/w3/${file}?${query}`)).status, 404, file);
    assert.equal((await get(`/results/w3/${file}?by=department`)).status, 200, file);
  }
});
