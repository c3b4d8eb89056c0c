// The mandate beyond opinion over HTTP: checklists, action plans, initiatives.
// Who may see and write what; forms that are refused lose nothing; what is
// compared is fixed once a result is out; every export is in the log.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { chorus, chorusOk, closeWave, institution, openWave, populate, readCsv, root, serve, served,
  smallRoster } from '../system.mjs';
import { as, ask, login } from './client.mjs';

const site = institution(smallRoster({
  Medicine: { A: 40, B: 30, C: 4, D: 5 }, Surgery: { E: 12, F: 20 },
}));
const password = 'a long enough password';
const passwordFile = path.join(site.base, 'password');
fs.writeFileSync(passwordFile, `${password}\n`);
for (const [name, ...args] of [
  ['champion-a', '--role', 'champion', '--program', 'A'],
  ['champion-b', '--role', 'champion', '--program', 'B'],
  ['champion-c', '--role', 'champion', '--program', 'C'],
  ['subcommittee', '--role', 'subcommittee'],
  ['office', '--role', 'office'],
]) chorusOk(site.dir, ['user', 'add', name, ...args, '--password-file', passwordFile]);
// The house's own list takes the place of the one that ships.
const offers = JSON.parse(fs.readFileSync(path.join(root, 'surveys/offers.json'), 'utf8'));
const left = offers.offers.find((one) => one.id === 'safe-ride');
offers.offers = offers.offers.filter((one) => one !== left)
  .concat({ id: 'night-float', name: { en: 'Night float of this house' }, about: { en: 'As the chiefs planned it.' } });
fs.writeFileSync(path.join(site.dir, 'server/offers.json'), JSON.stringify(offers));
const server = await serve(site.dir);
const { url } = server;
after(async () => { assert.equal((await server.stop()).code, 0); });

async function wave(name) {
  const { file } = openWave(site, name, url);
  await served(url, name);
  // of E only two answer the first wave
  const some = `${file}.some`;
  fs.writeFileSync(some, fs.readFileSync(file, 'utf8').split('\n')
    .filter((line) => name !== 'w1' || !/^E-/.test(line) || /^E-[12],/.test(line)).join('\n'));
  populate(some, ['--response', '100', '--seed', name.slice(1)]);
  closeWave(site, name);
  await served(url, name, 'board');
}
await wave('w1');

const who = ['champion-a', 'champion-b', 'champion-c', 'subcommittee', 'office'];
const sessions = {};
for (const name of who) sessions[name] = (await login(url, name, password)).session;
const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
const release = JSON.parse((await as(url, sessions.subcommittee, '/results/w1.json')).text);
const merged = release.groups.find((g) => g.id.startsWith('unit:S-')).id.slice(5);

const tokens = {};
async function csrf(name) {
  tokens[name] ??= /name="csrf" value="([^"]+)"/.exec((await as(url, sessions[name], '/plans')).text)[1];
  return tokens[name];
}
async function post(name, address, fields, options = {}) {
  return as(url, sessions[name], address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...options.headers },
    body: new URLSearchParams({ csrf: options.csrf ?? await csrf(name), ...fields }).toString(),
  });
}
const page = async (name, address) => (await as(url, sessions[name], address)).text;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  .replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const plan = (more = {}) => ({ area: 'curriculum', offer: 'narrative-medicine', what: 'Six sessions in protected time',
  owner: 'Dr. Rivera', due: '2030-01-31', status: 'running', evidence: '', helped: 'unknown', version: '', ...more });
const initiative = (more = {}) => ({ title: 'Cover for health days', lead: 'Dr. Okafor', amount: '25000',
  mechanism: 'Matching grant', units: 'A', comparison: 'B, F', start: today, end: '2031-06-30', outcome: 'cbi_work',
  baseline: 'w1', version: '', ...more });
const checklist = (more = {}) => ({ version: '0', ...more });

test('each role finds its own pages, and no other', async () => {
  const table = {
    //                 champion-a -b   -c   subcommittee office
    '/plans':          [200, 200, 200, 200, 200],
    '/plans/A':        [200, 404, 404, 200, 200],
    '/plans/nope':     [404, 404, 404, 404, 404],
    '/plans/A/999':    [404, 404, 404, 404, 404],
    [`/plans/${merged}`]: [404, 404, 200, 200, 200],
    '/plans/_institution': [404, 404, 404, 200, 200],
    '/plans/_institution/1': [404, 404, 404, 404, 404],
    '/checklists':     [200, 200, 200, 200, 200],
    '/checklists/A':   [200, 404, 404, 200, 200],
    '/checklists/C':   [404, 404, 200, 200, 200],
    '/checklists/D':   [404, 404, 404, 200, 200],
    '/checklists/zz':  [404, 404, 404, 404, 404],
    '/initiatives':    [403, 403, 403, 200, 200],
    '/initiatives/new': [403, 403, 403, 200, 200],
    '/initiatives/1':  [403, 403, 403, 404, 404],
    '/initiatives/1/change': [403, 403, 403, 404, 404],
  };
  for (const [address, statuses] of Object.entries(table)) {
    assert.equal((await ask(url, address)).status, 303, address);
    for (const [i, name] of who.entries())
      assert.equal((await as(url, sessions[name], address)).status, statuses[i], `${address} for ${name}`);
  }
});

test('a plan is picked from the offers of this house, when it has a list', async () => {
  const text = await page('champion-a', '/plans/A');
  assert.match(text, /<dt>Night float of this house<\/dt><dd>As the chiefs planned it\./);
  assert.ok(!text.includes(`<dt>${left.name.en}</dt>`));
});

test('each role may send its own forms, and no other', async () => {
  const table = [
    ['/plans/A', plan(), [303, 404, 404, 403, 403]],
    ['/plans/A/1', plan({ version: '1' }), [303, 404, 404, 403, 403]],
    ['/plans/_institution', plan({ what: 'Of all' }), [404, 404, 404, 303, 303]],
    ['/plans/_institution/2', plan({ what: 'Of all', version: '1' }), [404, 404, 404, 303, 409]],
    ['/plans/_institution/1', plan({ version: '1' }), [404, 404, 404, 404, 404]],
    ['/checklists/A', checklist(), [303, 404, 404, 403, 403]],
    ['/checklists/D', checklist(), [404, 404, 404, 403, 403]],
    ['/initiatives', initiative({ title: 'Theirs' }), [403, 403, 403, 303, 303]],
    ['/initiatives/1/change', initiative({ version: '1' }), [403, 403, 403, 303, 409]],
  ];
  for (const [address, fields, statuses] of table) {
    for (const [i, name] of who.entries())
      assert.equal((await post(name, address, fields)).status, statuses[i], `${address} by ${name}`);
    const nobody = await ask(url, address, { method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrf: 'x', ...fields }).toString() });
    assert.equal(nobody.status, 303, `${address} by nobody`);
    assert.equal(nobody.headers.location, '/login');
  }
});

test('a form needs its session’s own token, and to be sent from here', async () => {
  for (const [name, address, fields] of [['champion-b', '/plans/B', plan()],
    ['champion-b', '/checklists/B', checklist({ curriculum: 'no' })],
    ['subcommittee', '/initiatives', initiative()]]) {
    const other = await csrf(name === 'champion-b' ? 'champion-a' : 'office');
    assert.equal((await post(name, address, fields, { csrf: other })).status, 403, address);
    assert.equal((await post(name, address, fields, { csrf: 'x' })).status, 403, address);
    assert.equal((await post(name, address, fields, { csrf: '' })).status, 400, address);
    assert.equal((await post(name, address, fields, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403);
    assert.equal((await post(name, address, { ...fields, more: '1' })).status, 400, address);
  }
  assert.doesNotMatch(await page('champion-b', '/plans/B'), /Six sessions/);
});

test('a refused plan comes back with every word, and says what is wrong', async () => {
  const typed = { area: 'nonsense', offer: 'nonsense', what: `${'long '.repeat(120)}end`, owner: ' ', due: '2030-02-30',
    status: 'maybe', evidence: 'Minutes of 3 May\nand 4 June', helped: 'much', shared: 'yes', version: '' };
  const answer = await post('champion-b', '/plans/B', typed);
  assert.equal(answer.status, 400);
  assert.match(answer.text, /Nothing was kept yet/);
  for (const field of ['area', 'offer', 'what', 'owner', 'due', 'status', 'helped'])
    assert.match(answer.text, new RegExp(`id="e-${field}"`), field);
  assert.doesNotMatch(answer.text, /id="e-(evidence|shared)"/);
  for (const value of [typed.what, 'value="2030-02-30"', 'Minutes of 3 May\nand 4 June',
    'value="nonsense" selected', 'value="maybe" selected', 'value="much" selected', 'value="yes" checked'])
    assert.ok(answer.text.includes(value), value);
  assert.match(answer.text, /too long by 103 characters: at most 500/);
  assert.match(await page('champion-b', '/plans/B'), /No plan has been written/);
});

test('a day in a form is said in words too, whatever order the browser writes it in', async () => {
  const refused = await post('champion-b', '/plans/B', plan({ owner: ' ', due: '2030-05-06' }));
  assert.match(refused.text, /id="h-due">So far 6 May 2030\.<[^]*?aria-describedby="h-due "/);
  const blank = await page('champion-b', '/plans/B');
  assert.doesNotMatch(blank, /id="h-due"|aria-describedby="h-due|[Aa]s 20\d\d-/);
});

test('a refused checklist keeps what was typed, and nothing of it', async () => {
  const answer = await post('champion-b', '/checklists/B', checklist({ mentorship: 'in_place',
    curriculum_evidence: 'A course', monitoring: 'partly', monitoring_evidence: 'x'.repeat(1001),
    health_needs: 'no', education_service: 'perhaps' }));
  assert.equal(answer.status, 400);
  for (const area of ['mentorship', 'curriculum', 'monitoring', 'education_service'])
    assert.match(answer.text, new RegExp(`id="e-${area}"`), area);
  assert.doesNotMatch(answer.text, /id="e-health_needs"/);
  assert.ok(answer.text.includes('A course') && answer.text.includes('x'.repeat(1001)));
  assert.match(answer.text, /name="mentorship" value="in_place" checked/);
  assert.doesNotMatch(await page('subcommittee', '/checklists'), /In place/);
});

test('a checklist stands beside what trainees say, with evidence, date and by whom', async () => {
  const typed = checklist({ mentorship: 'in_place', mentorship_evidence: 'Handbook, page 12', curriculum: 'partly',
    curriculum_evidence: 'Two of four sessions', health_needs: 'no' });
  assert.equal((await post('champion-b', '/checklists/B', typed)).status, 303);
  for (const [name, address] of [['champion-b', '/checklists/B'], ['subcommittee', '/checklists/B'],
    ['champion-b', '/unit/B/w1'], ['subcommittee', '/unit/B/w1']]) {
    const text = await page(name, address);
    const areas = release.groups.find((g) => g.id === 'unit:B').areas;
    const row = /scope="row">Faculty Mentorship Programs<\/th>(.*?)<\/tr>/
      .exec(text.slice(text.indexOf('<caption>Program B')))[1];
    assert.ok(row.includes(`>${areas.mentorship}<`), `${address}: ${row}`);
    assert.match(row, /In place.*Handbook, page 12.*by champion-b/);
    assert.match(text, /Development of a Wellness Curriculum<\/th>.*Partly.*Two of four sessions/);
  }
  const all = await page('office', '/checklists');
  assert.match(all, /In place/);
  // a row that did not change keeps its date and author; another's change is noticed
  const before = JSON.parse(chorusOk(site.dir, ['checklist', 'list', '--json']));
  assert.equal(before.filter((r) => r.program === 'B' && r.by === 'champion-b').length, 3);
  const late = await post('champion-b', '/checklists/B', checklist({ ...typed, mentorship: 'no', version: '0' }));
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody else has changed this/);
  assert.match(late.text, /name="mentorship" value="no" checked/);
  const again = /name="version" value="(\d+)"/.exec(late.text)[1];
  assert.equal((await post('champion-b', '/checklists/B', { ...typed, mentorship: 'no', version: again })).status, 303);
});

test('the dashboard counts programs by what is in place, beside the figure', async () => {
  const text = await page('subcommittee', '/results/w1');
  const areas = release.groups.find((g) => g.level === 'institution').areas;
  const row = /scope="row">Trainee Health Needs<\/th>(.*?)<\/tr>/.exec(text)[1];
  assert.ok(row.includes(`>${areas.health_needs}<`), row);
  assert.deepEqual([...row.matchAll(/<td class="num">(\d+)<\/td>/g)].map((m) => Number(m[1])), [0, 0, 1, 5]);
});

test('only a shared plan is read by others, without its owner', async () => {
  await post('champion-b', '/plans/B', plan({ what: 'Kept among us', owner: 'Dr. Own' }));
  await post('champion-b', '/plans/B', plan({ what: 'Worth telling', owner: 'Dr. Own', helped: 'yes', status: 'done',
    shared: 'yes', evidence: 'Fewer pages at night' }));
  const own = await page('champion-b', '/plans/B');
  const id = /Worth telling[^]*?href="\/plans\/B\/(\d+)"/.exec(own)[1];
  const secret = /Kept among us[^]*?href="\/plans\/B\/(\d+)"/.exec(own)[1];
  const others = await page('champion-a', '/plans');
  assert.match(others, /Worth telling/);
  assert.doesNotMatch(others, /Kept among us|Dr\. Own/);
  assert.equal((await as(url, sessions['champion-a'], `/plans/B/${secret}`)).status, 404);
  const shared = await as(url, sessions['champion-a'], `/plans/B/${id}`);
  assert.equal(shared.status, 200);
  assert.doesNotMatch(shared.text, /Dr\. Own|action="\/plans/);
  assert.equal((await post('champion-a', `/plans/B/${id}`, plan({ version: '1' }))).status, 404);
  const unit = await page('champion-a', '/unit/A/w1');
  assert.match(unit, /What helped in other units[^]*Worth telling[^]*Fewer pages at night/);
  assert.doesNotMatch(unit, /Kept among us/);
  assert.match(await page('subcommittee', '/plans'), /Kept among us/);
});

test('the institution has plans of its own: on the dashboard, shared with whom it tells', async () => {
  const before = await page('subcommittee', '/results/w1');
  assert.match(before, /institution’s own plans:[^]*Of all/);
  assert.equal((await post('subcommittee', '/plans/_institution', plan({ what: 'Cover for all', owner: 'Dr. Chief',
    due: '2020-02-01', offer: 'schedule-review', shared: 'yes', evidence: 'Budget of May' }))).status, 303);
  const own = await page('office', '/plans/_institution');
  assert.match(own, /The institution: action plans[^]*Cover for all/);
  const id = /Cover for all[^]*?href="\/plans\/_institution\/(\d+)"/.exec(own)[1];
  const board = await page('office', '/results/w1');
  assert.match(board, /Cover for all[^]*Schedule and coverage review[^]*Dr\. Chief[^]*overdue[^]*Budget of May/);
  const overdue = await page('subcommittee', '/plans');
  assert.match(overdue.slice(overdue.indexOf('id="overdue"'), overdue.indexOf('id="all"')),
    /The institution<\/th>[^]*Cover for all/);
  assert.match(overdue, /href="\/plans\/_institution"/);
  // a champion reads what is shared, without the owner, and changes nothing
  const others = await page('champion-a', '/plans');
  assert.match(others.slice(others.indexOf('id="others"')), /Cover for all[^]*The institution\./);
  assert.doesNotMatch(others, /Dr\. Chief|Of all|plans\/_institution"/);
  assert.equal((await as(url, sessions['champion-a'], `/plans/_institution/${id}`)).status, 200);
  assert.equal((await post('champion-a', `/plans/_institution/${id}`, plan({ version: '1' }))).status, 404);
  // what the institution does is nothing that another unit did and that helped
  assert.equal((await post('office', `/plans/_institution/${id}`, plan({ what: 'Cover for all', owner: 'Dr. Chief',
    status: 'done', helped: 'yes', shared: 'yes', version: '1' }))).status, 303);
  assert.doesNotMatch(await page('champion-a', '/unit/A/w1'), /Cover for all/);
});

test('what is due and not done is overdue, and listed first', async () => {
  await post('champion-b', '/plans/B', plan({ what: 'Long past', due: '2020-01-31' }));
  await post('champion-b', '/plans/B', plan({ what: 'Past but done', due: '2020-01-31', status: 'done' }));
  const text = await page('subcommittee', '/plans');
  const overdue = text.slice(text.indexOf('id="overdue"'), text.indexOf('id="all"'));
  assert.match(overdue, /Long past/);
  assert.doesNotMatch(overdue, /Past but done|Six sessions/);
  const list = JSON.parse(chorusOk(site.dir, ['plan', 'list', '--overdue', '--json']));
  assert.deepEqual(list.map((p) => p.what), ['Long past']);
});

test('two who change one plan do not overwrite each other unseen', async () => {
  const own = await page('champion-b', '/plans/B');
  const id = /Kept among us[^]*?href="\/plans\/B\/(\d+)"/.exec(own)[1];
  const address = `/plans/B/${id}`;
  assert.equal((await post('champion-b', address, plan({ what: 'First', version: '1' }))).status, 303);
  const second = await post('champion-b', address, plan({ what: 'Second', version: '1' }));
  assert.equal(second.status, 409);
  assert.ok(second.text.includes('Second') && second.text.includes('First'));
  const version = /name="version" value="(\d+)"/.exec(second.text)[1];
  assert.equal((await post('champion-b', address, plan({ what: 'Second', version }))).status, 303);
  assert.match(await page('champion-b', address), /Second/);
});

test('what is typed is text and nothing else, wherever it is shown', async () => {
  const evil = `<script>alert(1)</script>"'><img src=x onerror=y>&amp;`;
  await post('champion-b', '/plans/B', plan({ what: evil, owner: evil, evidence: evil, shared: 'yes', helped: 'yes' }));
  const version = /name="version" value="(\d+)"/.exec(await page('champion-b', '/checklists/B'))[1];
  assert.equal((await post('champion-b', '/checklists/B', { monitoring: 'partly', monitoring_evidence: evil,
    mentorship: 'no', mentorship_evidence: 'Handbook, page 12', curriculum: 'partly',
    curriculum_evidence: 'Two of four sessions', health_needs: 'no', version })).status, 303);
  const made = await post('office', '/initiatives', initiative({ title: evil, lead: evil, mechanism: evil }));
  assert.equal(made.status, 303);
  const id = /\d+$/.exec(made.headers.location)[0];
  const refused = await post('office', '/initiatives', initiative({ title: evil, units: evil, start: evil.slice(0, 30) }));
  assert.equal(refused.status, 400);
  const pages = [refused.text];
  for (const [name, addresses] of [['champion-b', ['/plans', '/plans/B', '/checklists/B', '/unit/B/w1']],
    ['champion-a', ['/plans', '/unit/A/w1']],
    ['subcommittee', ['/plans', '/checklists/B', '/unit/B/w1', '/results/w1', '/initiatives', `/initiatives/${id}`,
      `/initiatives/${id}/change`]]])
    for (const address of addresses) pages.push(await page(name, address));
  for (const text of pages) {
    assert.doesNotMatch(text, /<script>alert|<img src=x/);
    assert.match(text, /&lt;script&gt;/);
  }
});

test('a refused initiative says what is wrong with each field', async () => {
  for (const [fields, field, text] of [
    [{ units: 'A, Q' }, 'units', /no unit Q/], [{ comparison: 'B, B' }, 'comparison', /named twice/],
    [{ comparison: 'B, A' }, 'comparison', /A takes part itself/], [{ amount: '25,000' }, 'amount', /Digits only/],
    [{ end: '2020-01-01' }, 'end', /before the start/], [{ outcome: 'phq' }, 'outcome', /Choose one/],
    [{ baseline: 'w9' }, 'baseline', /closed wave/], [{ start: '2020-01-01' }, 'baseline', /closed after the start/],
    [{ start: 'soon' }, 'start', /not a date/], [{ title: '' }, 'title', /needed/],
    [{ units: ' , ' }, 'units', /at least one/]]) {
    const answer = await post('subcommittee', '/initiatives', initiative(fields));
    assert.equal(answer.status, 400, JSON.stringify(fields));
    const said = new RegExp(`id="e-${field}">([^<]*)<`).exec(answer.text);
    assert.match(said?.[1] ?? '', text, JSON.stringify(fields));
    for (const [name, value] of Object.entries(initiative(fields)))
      if (value !== '') assert.ok(answer.text.includes(escaped(value)), `${name}: ${value}`);
  }
});

let recorded;
test('before its result an initiative may change, and each change stays visible', async () => {
  const made = await post('subcommittee', '/initiatives', initiative());
  recorded = made.headers.location;
  const text = await page('office', recorded);
  assert.match(text, /Not known yet/);
  assert.match(text, /smallest effect[^]*standard deviations/);
  assert.match(text, /by subcommittee/);
  assert.doesNotMatch(text, /Recorded after results/);
  const answer = await post('office', `${recorded}/change`, initiative({ comparison: 'B', amount: '30000', version: '1' }));
  assert.equal(answer.status, 303);
  const after = await page('subcommittee', recorded);
  assert.match(after, /Comparison units<\/td><td>B,F<\/td><td>B<\/td>/);
  assert.match(after, /Amount<\/td><td>25000<\/td><td>30000<\/td>/);
  assert.match(after, /<td>office<\/td>/);
  assert.equal((await post('office', `${recorded}/change`, initiative({ version: '1' }))).status, 409);
});

test('from the first results after the start on, what is compared is fixed', async () => {
  await wave('w2');
  const address = `${recorded}/change`;
  const now = initiative({ comparison: 'B', amount: '30000', version: '2' });
  for (const [field, value] of [['units', 'F'], ['comparison', 'B, F'], ['start', '2031-01-01'],
    ['outcome', 'burnout_single'], ['baseline', '']]) {
    const answer = await post('subcommittee', address, { ...now, [field]: value });
    assert.equal(answer.status, 400, field);
    assert.match(answer.text, new RegExp(`id="e-${field}">Results after the start are out`), field);
  }
  assert.match(await page('office', address), /can no longer be changed/);
  assert.equal((await post('subcommittee', address, { ...now, lead: 'Dr. Chen' })).status, 303);
  assert.match(await page('office', recorded), /Lead<\/td><td>Dr\. Okafor<\/td><td>Dr\. Chen<\/td>/);
});

test('the result is what release group computes from the same releases', async () => {
  const text = await page('subcommittee', recorded);
  const group = JSON.parse(chorusOk(site.dir, ['release', 'group', 'w2', '--units', 'A', '--against', 'B', '--before', 'w1',
    '--json']));
  const shown = JSON.stringify(group);
  const id = recorded.split('/').pop();
  const one = JSON.parse(chorusOk(site.dir, ['initiative', 'show', id, '--json']));
  assert.equal(one.fixed, true);
  assert.equal(one.late, false);
  assert.equal(one.looks.length, 1);
  const [look] = one.looks;
  assert.deepEqual([look.before, look.after, look.ended], ['w1', 'w2', false]);
  for (const value of [look.difference, look.low, look.high, look.smallest]) {
    assert.ok(shown.includes(`"${value}"`), `${value} in ${shown}`);
    assert.ok(text.includes(value.replace('-', '−')), value);
  }
  assert.equal(look.result === 'Inconclusive', Number(look.low) <= 0 && Number(look.high) >= 0);
  assert.match(text, new RegExp(`w1 and w2: ${look.result}`));
  assert.match(text, /no proof of a cause/);
  assert.match(await page('subcommittee', '/results/w2'), new RegExp(`Cover for health days</a>[^]*?<b>${look.result}</b>`));
});

test('one that is recorded when its result is out carries that for good', async () => {
  const made = await post('office', '/initiatives', initiative({ title: 'Afterwards' }));
  assert.equal(made.status, 303);
  assert.match(await page('subcommittee', made.headers.location), /Recorded after results were out/);
});

test('with a unit that is not shown nothing can be computed, and the page says so', async () => {
  const made = await post('office', '/initiatives', initiative({ title: 'With E', comparison: 'E' }));
  const text = await page('subcommittee', made.headers.location);
  assert.match(text, /Cannot be computed\.<\/b> Not shown, to protect people in small groups: the comparison units/);
  assert.doesNotMatch(text, /95 % interval/);
});

test('a file of initiatives is recorded whole or not at all', async () => {
  const file = path.join(site.base, 'initiatives.csv');
  const head = 'title,lead,amount,mechanism,units,comparison,start,end,outcome,baseline\n';
  fs.writeFileSync(file, `${head}One,Lead,0,Gift,A,B,${today},2031-01-01,cbi_work,w1\nTwo,Lead,0,Gift,Q,B,${today},2031-01-01,cbi_work,w1\n`);
  const before = JSON.parse(chorusOk(site.dir, ['initiative', 'list', '--json'])).length;
  const refused = chorus(site.dir, ['initiative', 'import', file]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /initiatives\.csv:3: units: The newest wave has no unit Q/);
  assert.equal(JSON.parse(chorusOk(site.dir, ['initiative', 'list', '--json'])).length, before);
});

// What the dashboard shows is kept between readers: nothing of one may reach
// another, and nothing that changed may stay.
test('the dashboard is each reader’s own, and shows every change at once', async () => {
  const readers = ['subcommittee', 'office'];
  const read = async () => Object.fromEntries(await Promise.all(readers.map(async (name) =>
    [name, await page(name, '/results/w2')])));
  const tokens = new Set();
  for (let i = 0; i < 3; i++) {
    const pages = await read();
    for (const name of readers) {
      const other = readers.find((n) => n !== name);
      assert.match(pages[name], new RegExp(`Logged in as ${name} \\(`));
      assert.ok(!pages[name].includes(`Logged in as ${other}`));
      tokens.add(/name="csrf" value="([^"]+)"/.exec(pages[name])[1]);
    }
    // who may open a unit finds the way to it, the office finds its own page
    assert.match(pages.subcommittee, /href="\/unit\/A\//);
    assert.doesNotMatch(pages.office, /href="\/unit\//);
    assert.match(pages.office, /href="\/office"/);
    assert.doesNotMatch(pages.subcommittee, /href="\/office"/);
  }
  assert.equal(tokens.size, readers.length);
  const count = (text, what) => Number(new RegExp(`(\\d+) ${what}`).exec(text)[1]);
  const mentorship = (text) => /Faculty Mentorship Programs<\/th><td[^]*?<\/tr>/.exec(text.slice(text.indexOf('id="mandate"')))[0];
  const sent = async (address, fields) => assert.equal((await post('champion-a', address, fields)).status, 303);
  const posted = await page('champion-a', '/checklists/A');
  const changes = [
    // here
    [() => sent('/plans/A', plan({ what: 'One more' })), (old, now) =>
      assert.equal(count(now, 'action plans'), count(old, 'action plans') + 1)],
    [() => sent('/checklists/A', checklist({ mentorship: 'partly', mentorship_evidence: 'Handbook',
      version: /name="version" value="([^"]+)"/.exec(posted)[1] })), (old, now) =>
      assert.notEqual(mentorship(now), mentorship(old))],
    // by a command, in another program
    [() => chorusOk(site.dir, ['initiative', 'add', '--title', 'Told by a command', '--lead', 'Office',
      '--amount', '100', '--mechanism', 'time', '--units', 'A', '--comparison', 'F', '--start', '2027-01-01',
      '--end', '2027-06-30', '--outcome', initiative().outcome]), (old, now) => assert.ok(!old.includes('Told by a command') && now.includes('Told by a command'))],
  ];
  for (const [change, check] of changes) {
    const old = await read();
    await change();
    const now = await read();
    for (const name of readers) check(old[name], now[name]);
  }
});

test('commands keep plans and checklists from files, or say which line is wrong', async () => {
  const file = path.join(site.base, 'plans.csv');
  fs.writeFileSync(file, 'unit,area,what,owner,due,status\nA,mentorship,Two mentors each,Dr. Lee,2030-05-01,planned\n');
  chorusOk(site.dir, ['plan', 'import', file]);
  assert.match(await page('champion-a', '/plans/A'), /Two mentors each/);
  fs.writeFileSync(file, 'unit,area,what,owner,due,status\nA,mentorship,More,Dr. Lee,2030-05-01,planned\nA,mentorship,Much,Dr. Lee,May,planned\n');
  const refused = chorus(site.dir, ['plan', 'import', file]);
  assert.match(refused.stderr, /plans\.csv:3: due: This is not a date/);
  assert.doesNotMatch(await page('champion-a', '/plans/A'), /More/);
  fs.writeFileSync(file, 'unit,area,what,owner,due,status\nA,mentorship,More,Dr. Lee,2030-05-01,planned\nZ,mentorship,Much,Dr. Lee,2030-05-01,planned\n');
  assert.match(chorus(site.dir, ['plan', 'import', file]).stderr, /plans\.csv:3: unit: the newest wave has no unit Z.*under _institution/);
  assert.doesNotMatch(await page('champion-a', '/plans/A'), /More/);
  fs.writeFileSync(file, 'unit,area,what,owner,due,status,shared\n_institution,curriculum,"A day, for ""all""\nand each",Dr. Lee,2030-05-01,planned,yes\n');
  chorusOk(site.dir, ['plan', 'import', file]);
  assert.match(await page('office', '/plans/_institution'), /A day, for &quot;all&quot;/);
  const lists = path.join(site.base, 'checklists.csv');
  fs.writeFileSync(lists, 'program,area,state,evidence,by\nC,mentorship,in_place,Handbook,champion-c\n');
  chorusOk(site.dir, ['checklist', 'import', lists]);
  assert.match(await page('champion-c', '/checklists/C'), /Handbook/);
});

test('plans go out as they come in, every field of every one', () => {
  const read = () => JSON.parse(chorusOk(site.dir, ['plan', 'list', '--json']));
  const before = read();
  const out = path.join(site.base, 'plans-out.csv');
  chorusOk(site.dir, ['plan', 'export', '--out', out]);
  const rows = readCsv(fs.readFileSync(out, 'utf8'));
  assert.equal(rows.length, before.length);
  for (const [i, row] of rows.entries())
    for (const key of ['unit', 'area', 'what', 'owner', 'due', 'offer', 'evidence'])
      assert.equal(row[key], before[i][key], `${key} of line ${i + 1}`);
  chorusOk(site.dir, ['plan', 'import', out]);
  const twice = read();
  const text = (p) => JSON.stringify(p);
  assert.deepEqual(twice.map(text).sort(), [...before, ...before].map(text).sort());
  const [last] = JSON.parse(chorusOk(site.dir, ['export', 'list', '--json']));
  assert.deepEqual([last.account, last.what, last.format], ['office (command line)', 'plans', 'csv']);
});

test('every export is in the log, of pages and of the command line', async () => {
  await as(url, sessions['champion-a'], '/unit/A/w1.csv');
  const out = path.join(site.base, 'w2.csv');
  chorusOk(site.dir, ['release', 'export', 'w2', '--format', 'csv', '--out', out]);
  chorusOk(site.dir, ['release', 'export', 'w2', '--unit', 'A', '--format', 'csv', '--out', out]);
  const log = JSON.parse(chorusOk(site.dir, ['export', 'list', '--json']));
  const short = log.map((e) => [e.account, e.wave, e.what, e.format].join(' '));
  assert.deepEqual(short.slice(0, 3), ['office (command line) w2 unit:A csv', 'office (command line) w2 release csv',
    'champion-a w1 unit:A csv']);
  const text = await page('office', '/office');
  assert.match(text, /champion-a<\/td><td>w1<\/td><td>unit:A<\/td><td>csv/);
  assert.match(text, /office \(command line\)<\/td><td>w2<\/td><td>release/);
  assert.equal(JSON.parse(chorusOk(site.dir, ['export', 'list', '--wave', 'w2', '--json'])).length, 2);
  assert.equal(readCsv(fs.readFileSync(out, 'utf8'))[0].wave, 'w2');
});
