// Pages over HTTP: headers on every answer, who may see what, logins that end,
// and figures that are the release's.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import zlib from 'node:zlib';
import { chorusOk, closeWave, institution, openWave, populate, readCsv, rosterCsv, serve,
  smallRoster } from '../system.mjs';
import { as, ask, login, loginForm, raw, tryLogin } from './client.mjs';

// Medicine: A and B stand alone, C (4 people) joins B's department's rest.
const counts = {
  Medicine: { A: 40, B: 30, C: 4, D: 5 },
  Surgery: { E: 12, F: 9 },
  Urology: { G: 35 },
};
const site = institution(smallRoster(counts));
const password = 'a long enough password';
const passwordFile = path.join(site.base, 'password');
fs.writeFileSync(passwordFile, `${password}\n`);
for (const [name, ...args] of [
  ['champion-a', '--role', 'champion', '--program', 'A'],
  ['champion-c', '--role', 'champion', '--program', 'C'],
  ['subcommittee', '--role', 'subcommittee'],
  ['office', '--role', 'office'],
]) chorusOk(site.dir, ['user', 'add', name, ...args, '--password-file', passwordFile]);

const server = await serve(site.dir);
const { url } = server;
after(async () => { assert.equal((await server.stop()).code, 0); });
const pause = (msec) => new Promise((done) => { setTimeout(done, msec); });
const until = async (address, status) => {
  while ((await ask(url, address)).status !== status) await pause(50);
};

const closed = openWave(site, 'w1', url);
await until('/v1/waves/w1/manifest', 200);
// E and F together answer with fewer than five: they are not shown.
fs.writeFileSync(`${closed.file}.some`, fs.readFileSync(closed.file, 'utf8').split('\n')
  .filter((line, i) => i === 0 || !/,(E|F),/.test(line) || /^(E-1|E-2|F-1),/.test(line)).join('\n'));
populate(`${closed.file}.some`, ['--response', '100']);
closeWave(site, 'w1');
await until('/v1/waves/w1/board', 200);
openWave(site, 'w2', url);
await until('/v1/waves/w2/manifest', 200);

// A program that no wave has, and its champion.
fs.writeFileSync(path.join(site.base, 'later.csv'), rosterCsv(smallRoster({ ...counts, Neurology: { Z: 9 } })));
chorusOk(site.dir, ['roster', 'import', path.join(site.base, 'later.csv')]);
chorusOk(site.dir, ['user', 'add', 'champion-none', '--role', 'champion', '--program', 'Z',
  '--password-file', passwordFile]);

const sessions = {};
for (const name of ['champion-a', 'champion-c', 'champion-none', 'subcommittee', 'office'])
  sessions[name] = (await login(url, name, password)).session;
const release = JSON.parse((await as(url, sessions.subcommittee, '/results/w1.json')).text);
const merged = release.groups.find((g) => g.id.startsWith('unit:S-')).id.slice(5);
const hiddenUnits = release.groups.filter((g) => g.level === 'unit' && g.n === undefined);

const everyone = ['/', '/privacy', '/support', '/w/w2', '/receipt/w1', '/login', '/healthz',
  '/v1/waves', '/v1/waves/w1/manifest', '/v1/waves/w1/survey', '/v1/waves/w1/client.js',
  '/v1/waves/w1/board', '/v1/waves/w1/board.sig'];
const staffOnly = ['/results', '/results/w1', '/results/w1.csv', '/results/w1.xlsx', '/results/w1.pdf',
  '/results/w1.json', '/results/w1/chart/mean-cbi-work.svg', '/results/w1/chart/mean-cbi-work.png',
  '/results/w1/groups', '/results/w1/groups?by=size', '/results/w1/groups.csv', '/results/w1/compare',
  '/results/w1/trend', '/results/w1/response', '/results/w1/sets', '/results/w1/sets.csv', '/units',
  '/unit/A', '/unit/A/w1', '/unit/A/w1.csv', '/unit/A/w1.xlsx', '/unit/A/w1.pdf',
  '/unit/A/w1/chart/rest.svg', '/unit/A/w1/chart/rest.png', '/office'];

const guards = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
function guarded(answer, where) {
  for (const [name, value] of Object.entries(guards)) assert.equal(answer.headers[name], value, where);
  const policy = answer.headers['content-security-policy'];
  for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
    "img-src 'self' data:", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"])
    assert.ok(policy.split('; ').includes(part), `${where}: ${part}`);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.ok(answer.headers['permissions-policy'], where);
}

test('every address carries the headers, for GET and for HEAD', async () => {
  const home = (await ask(url, '/')).text;
  const style = /href="(\/static\/[^"]+style\.css)"/.exec(home)[1];
  for (const address of [...everyone, ...staffOnly, style, '/nope', '/w/nope', '/v1/nope', '/unit/x/y/z']) {
    const get = await as(url, sessions.subcommittee, address);
    const head = await as(url, sessions.subcommittee, address, { method: 'HEAD' });
    guarded(get, address);
    guarded(head, address);
    assert.equal(head.status, get.status, address);
    assert.equal(head.body.length, 0, address);
    assert.equal(head.headers['content-length'], get.headers['content-length'], address);
    assert.equal(get.headers['cache-control'],
      address === style ? 'public, max-age=31536000, immutable' : 'no-store', address);
  }
});

test('what is the same for everybody comes in gzip to who accepts it, and is the same', async () => {
  const home = (await ask(url, '/')).text;
  const style = /href="(\/static\/[^"]+style\.css)"/.exec(home)[1];
  const gzip = { headers: { 'Accept-Encoding': 'br, gzip' } };
  for (const address of ['/w/w2', '/receipt/w1', style, '/v1/waves/w1/client.js', '/v1/waves/w1/manifest']) {
    const plain = await ask(url, address);
    const packed = await ask(url, address, gzip);
    assert.equal(packed.headers['content-encoding'], 'gzip', address);
    assert.equal(plain.headers['content-encoding'], undefined, address);
    for (const answer of [plain, packed]) assert.equal(answer.headers.vary, 'Accept-Encoding', address);
    guarded(packed, address);
    assert.ok(packed.body.length < plain.body.length, address);
    assert.deepEqual(zlib.gunzipSync(packed.body), plain.body, address);
  }
  // A page with somebody's token in it is not compressed: its size could tell.
  const own = await as(url, sessions.subcommittee, '/results/w1', gzip);
  assert.equal(own.headers['content-encoding'], undefined);
});

test('the results of a wave are the same when they are shown again, with links for who may follow them', async () => {
  const body = (answer) => answer.text.replace(/<input type="hidden" name="csrf"[^>]*>/g, '');
  for (const who of ['subcommittee', 'office']) {
    const first = await as(url, sessions[who], '/results/w1');
    assert.equal(body(await as(url, sessions[who], '/results/w1')), body(first), who);
    assert.equal(/href="\/unit\/A\/w1"/.test(first.text), who === 'subcommittee', who);
  }
});

test('nobody gets a cookie but who is about to log in', async () => {
  for (const address of [...everyone, '/nope', ...staffOnly]) {
    const answer = await ask(url, address);
    const cookies = answer.headers['set-cookie'] ?? [];
    if (address === '/login') assert.match(cookies[0], /^login=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    else assert.deepEqual(cookies, [], address);
  }
});

test('what is for staff leads to the login', async () => {
  for (const address of staffOnly) {
    const answer = await ask(url, address);
    assert.equal(answer.status, 303, address);
    assert.equal(answer.headers.location, '/login', address);
    assert.equal(answer.body.length, 0);
  }
});

test('each role sees its pages and no other', async () => {
  const table = {
    //                    champion-a champion-c subcommittee office
    '/results':           [403, 403, 200, 200],
    '/results/w1':        [403, 403, 200, 200],
    '/results/w1.csv':    [403, 403, 200, 200],
    '/results/w1/groups': [403, 403, 200, 200],
    '/results/w1/groups.csv': [403, 403, 200, 200],
    '/results/w1/compare': [403, 403, 200, 200],
    '/results/w1/trend': [403, 403, 200, 200],
    '/results/w1/response': [403, 403, 200, 200],
    '/results/w1/sets': [403, 403, 200, 200],
    '/results/w1/sets.csv?units=A': [403, 403, 200, 200],
    '/results/w1.json':   [403, 403, 200, 200],
    '/results/w2':        [403, 403, 404, 404],
    '/results/nope':      [403, 403, 404, 404],
    '/units':             [200, 200, 200, 403],
    '/unit/A':            [200, 404, 200, 403],
    '/unit/A/w1':         [200, 404, 200, 403],
    '/unit/A/w1.csv':     [200, 404, 200, 403],
    '/unit/A/w2':         [404, 404, 404, 403],
    '/unit/B/w1':         [404, 404, 200, 403],
    '/unit/B/w1.csv':     [404, 404, 200, 403],
    '/unit/C/w1':         [404, 404, 404, 403],
    '/unit/nope/w1':      [404, 404, 404, 403],
    [`/unit/${merged}/w1`]: [404, 200, 200, 403],
    '/office':            [403, 403, 403, 200],
    '/v1/waves/w1/release': [403, 403, 200, 200],
    '/v1/waves/w1/release.sig': [403, 403, 200, 200],
    '/wave/w1':           [404, 404, 404, 404],
  };
  const who = ['champion-a', 'champion-c', 'subcommittee', 'office'];
  for (const [address, statuses] of Object.entries(table)) {
    for (const [i, name] of who.entries()) {
      const answer = await as(url, sessions[name], address);
      assert.equal(answer.status, statuses[i], `${address} for ${name}`);
    }
  }
});

test('another unit looks just like none at all', async () => {
  const other = await as(url, sessions['champion-a'], '/unit/B/w1');
  const none = await as(url, sessions['champion-a'], '/unit/Q77/w1');
  assert.equal(other.text, none.text);
  assert.deepEqual({ ...other.headers, date: '' }, { ...none.headers, date: '' });
});

test('a champion of a program in no wave sees no unit', async () => {
  const units = await as(url, sessions['champion-none'], '/units');
  assert.match(units.text, /sees no unit/);
  assert.doesNotMatch(units.text, /href="\/unit\//);
});

test('the release is nobody else’s before its date', async () => {
  for (const name of ['release', 'release.sig']) {
    const answer = await ask(url, `/v1/waves/w1/${name}`);
    assert.equal(answer.status, 403);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
  }
});

// --- logging in and out ------------------------------------------------------

const form = (session, csrf, address = '/logout', headers = {}) => as(url, session, address, {
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams({ csrf }).toString(),
});
const csrfOf = async (session, page = '/units') =>
  /action="\/logout">\s*<input type="hidden" name="csrf" value="([^"]+)"/
    .exec((await as(url, session, page)).text)[1];

test('a login leads each role to its first page', async () => {
  for (const [name, first] of [['champion-a', '/units'], ['subcommittee', '/results'], ['office', '/office']]) {
    const { response, session } = await login(url, name, password);
    assert.equal(response.status, 303);
    assert.equal(response.headers.location, first);
    const [set, gone] = response.headers['set-cookie'];
    assert.match(set, /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    assert.match(gone, /^login=; .*Max-Age=0/);
    assert.equal((await as(url, session, first)).status, 200);
  }
});

test('behind TLS the cookie is bound to the host', async () => {
  const { response } = await login(url, 'office', password, { headers: { 'X-Forwarded-Proto': 'https' } });
  assert.equal(response.status, 303);
  assert.match(response.headers['set-cookie'][0],
    /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
});

test('a login ends the session that was there', async () => {
  const first = (await login(url, 'office', password)).session;
  const { session } = await login(url, 'office', password, { old: first });
  assert.notEqual(session, first);
  assert.equal((await as(url, first, '/office')).status, 303);
  assert.equal((await as(url, session, '/office')).status, 200);
});

test('a wrong password and a wrong name look the same', async () => {
  const page = async (name) => {
    const { response, session } = await tryLogin(url, name, 'not the password');
    assert.equal(session, undefined);
    assert.equal(response.status, 403);
    return response.text.replace(/value="[^"]+"/g, '');
  };
  assert.equal(await page('subcommittee'), await page('nobody-of-this-name'));
});

test('after five failures a name has to wait, and is told so', async () => {
  const name = 'somebody-else';
  for (let i = 0; i < 5; i++)
    assert.equal((await tryLogin(url, name, 'not the password')).response.status, 403);
  const { response } = await tryLogin(url, name, 'not the password');
  assert.equal(response.status, 429);
  const seconds = Number(response.headers['retry-after']);
  assert.ok(seconds >= 1 && seconds <= 20, response.headers['retry-after']);
  assert.match(response.text, /is not\s+locked/);
  // the others are not kept waiting
  assert.equal((await login(url, 'office', password)).response.status, 303);
});

test('a login without its form, or with another’s, is refused', async () => {
  const { cookie, csrf } = await loginForm(url);
  const other = await loginForm(url);
  const send = (headers, token) => ask(url, '/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ name: 'office', password, csrf: token }).toString(),
  });
  assert.equal((await send({}, csrf)).status, 403);
  assert.equal((await send({ Cookie: `login=${other.cookie}` }, csrf)).status, 403);
  assert.equal((await send({ Cookie: `login=${cookie}` }, `${csrf[0] === 'A' ? 'B' : 'A'}${csrf.slice(1)}`)).status, 403);
  assert.equal((await send({ Cookie: `login=${cookie}`, Origin: 'https://evil.example' }, csrf)).status, 403);
  assert.equal((await send({ Cookie: `login=${cookie}`, 'Sec-Fetch-Site': 'cross-site' }, csrf)).status, 403);
  assert.equal((await send({ Cookie: `login=${cookie}` }, '')).status, 400);
  assert.equal((await send({ Cookie: `login=${cookie}`, Origin: 'null' }, csrf)).status, 303);
});

test('logging out needs the session’s own token, and ends it', async () => {
  const { session } = await login(url, 'champion-a', password);
  const other = await csrfOf(sessions['champion-a']);
  assert.equal((await form(session, other)).status, 403);
  assert.equal((await form(session, 'x')).status, 403);
  const csrf = await csrfOf(session);
  assert.equal((await form(session, csrf, '/logout', { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  assert.equal((await as(url, session, '/units')).status, 200);
  const out = await form(session, csrf);
  assert.equal(out.status, 303);
  assert.match(out.headers['set-cookie'][0], /^session=; .*Max-Age=0/);
  assert.equal((await as(url, session, '/units')).status, 303);
});

test('a new password ends the sessions of its account', async () => {
  const { session } = await login(url, 'champion-c', password);
  chorusOk(site.dir, ['user', 'reset', 'champion-c', '--password-file', passwordFile]);
  assert.equal((await as(url, session, '/units')).status, 303);
  sessions['champion-c'] = (await login(url, 'champion-c', password)).session;
});

test('a session that is made up is nobody', async () => {
  for (const made of ['', 'x', 'A'.repeat(43), "' OR 1=1 --", `${sessions.office}A`])
    assert.equal((await as(url, made, '/office')).status, 303);
});

// --- addresses ---------------------------------------------------------------

test('another method is 405 and says what is allowed', async () => {
  for (const [method, address, allow] of [['POST', '/', 'GET, HEAD'], ['DELETE', '/login', 'GET, HEAD, POST'],
    ['GET', '/logout', 'POST'], ['OPTIONS', '/v1/redeem', 'POST'], ['PUT', '/v1/waves/w1/manifest', 'GET, HEAD']]) {
    const answer = await ask(url, address, { method });
    assert.equal(answer.status, 405, address);
    assert.equal(answer.headers.allow, allow, address);
    guarded(answer, address);
  }
});

test('an error is a page for people and a problem for programs, and repeats nothing', async () => {
  const page = await ask(url, '/canary-of-the-path?canary-of-the-query');
  assert.equal(page.status, 404);
  assert.match(page.headers['content-type'], /^text\/html/);
  assert.match(page.text, /No such page/);
  const problem = await ask(url, '/v1/canary');
  assert.equal(problem.headers['content-type'], 'application/problem+json');
  for (const answer of [page, problem]) assert.doesNotMatch(answer.text, /canary/);
});

test('who is logged in is led from an error to where they begin, and not asked to log in', async () => {
  for (const [who, address, status, start] of [
    ['champion-a', '/unit/B/w1', 404, '/units'], ['champion-a', '/office', 403, '/units'],
    ['subcommittee', '/results/w9', 404, '/results']])
    for (const [lang, log_in] of [['en', 'Staff: log in'], ['es', 'Personal: iniciar sesión']]) {
      const answer = await as(url, sessions[who], address, { headers: { 'Accept-Language': lang } });
      assert.equal(answer.status, status, address);
      assert.ok(answer.text.includes(`class="button" href="${start}"`), `${who} ${address} ${lang}`);
      assert.ok(!answer.text.includes(log_in), `${who} ${address} ${lang}`);
      assert.ok(!answer.text.includes('class="button" href="/"'), `${who} ${address} ${lang}`);
    }
  // An address of trainees asks nobody who they are, and so does one that is nobody's: who asked would wait
  // for site.db in a thread that trainees wait for.
  const nobody = (await ask(url, '/unitz')).text;
  assert.ok(nobody.includes('Staff: log in') && nobody.includes('class="button" href="/"'));
  for (const cookie of ['A'.repeat(43), sessions.office])
    assert.equal((await as(url, cookie, '/unitz')).text, nobody);
  assert.equal((await as(url, sessions.office, '/w/w9')).text, (await ask(url, '/w/w9')).text);
});

test('what is no address of ours is not found, in every spelling', async () => {
  for (const address of ['/unit/../office', '/%6fffice', '/w/w2/', '//', '/w/%2e%2e', '/static/x/style.css',
    '/results/w1.xml', '/v1/waves/w1/manifest.json', '/w/'.concat('a'.repeat(40))]) {
    const answer = await raw(url, `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 404 /, address);
  }
});

test('the first page, the shells and the support pages load nothing from elsewhere', async () => {
  for (const address of ['/', '/privacy', '/support', '/w/w2', '/receipt/w1', '/login']) {
    const { text } = await ask(url, address);
    for (const [, target] of text.matchAll(/(?:src|action)="([^"]*)"/g)) assert.match(target, /^\//, address);
    for (const [, target] of text.matchAll(/<link[^>]*href="([^"]*)"/g)) assert.match(target, /^\/|^data:,$/, address);
    assert.doesNotMatch(text, /<script(?![^>]* src=)|\sstyle=|\son\w+=/, address);
    assert.match(text, /988/, `${address} shows the crisis line`);
  }
});

test('the shell of an open wave names the promised script, that of a closed one says so', async () => {
  const { text } = await ask(url, '/w/w2');
  const manifest = JSON.parse((await ask(url, '/v1/waves/w2/manifest')).text);
  const integrity = `sha256-${Buffer.from(manifest.client_sha256, 'hex').toString('base64')}`;
  assert.ok(text.includes(`src="/v1/waves/w2/client.js" integrity="${integrity}"`), 'script and integrity');
  const over = await ask(url, '/w/w1');
  assert.equal(over.status, 410);
  assert.match(over.text, /has closed/);
  assert.equal((await ask(url, '/w/nope')).status, 404);
});

// --- figures -----------------------------------------------------------------

const group = (id) => release.groups.find((g) => g.id === id);
const shownAs = (value) => value.replace('>=', '≥').replace('<=', '≤').replace('~', 'about ');

test('the release file and the CSV are byte for byte those that were signed', async () => {
  const exported = (format) => {
    const file = path.join(site.base, `release.${format}`);
    chorusOk(site.dir, ['release', 'export', 'w1', '--format', format, '--out', file]);
    return fs.readFileSync(file);
  };
  const csv = await as(url, sessions.subcommittee, '/results/w1.csv');
  assert.ok(csv.body.equals(exported('csv')), 'csv');
  assert.match(csv.headers['content-disposition'], /^attachment; filename="w1-release\.csv"$/);
  const api = await as(url, sessions.subcommittee, '/v1/waves/w1/release');
  const json = await as(url, sessions.office, '/results/w1.json');
  assert.ok(json.body.equals(exported('json')), 'json');
  assert.ok(api.body.equals(json.body), 'the interface for programs');
});

test('units grouped by department print what the release prints of departments', async () => {
  const { text } = await as(url, sessions.subcommittee, '/results/w1/groups?by=department');
  const table = text.slice(text.indexOf('Work-related burnout: the same figures')).split('</table>')[0];
  const rows = readCsv((await as(url, sessions.office, '/results/w1/groups.csv?by=department')).text);
  const departments = release.groups.filter((g) => g.level === 'department');
  assert.equal(new Set(rows.map((r) => r.group)).size, departments.length);
  for (const { name, n, roster, scales } of departments) {
    const cell = table.slice(table.indexOf(`<th scope="row">${name}</th>`)).split('</tr>')[0];
    const row = rows.find((r) => r.group === name && r.scale === 'cbi_work');
    assert.equal(Number(row.roster), roster);
    assert.equal(row.n, n === undefined ? '' : String(n));
    assert.equal(row.mean, scales?.cbi_work?.mean ?? '');
    assert.equal(row.above, scales?.cbi_work?.above ?? '');
    if (scales?.cbi_work === undefined) {
      assert.match(cell, /Not shown/);
      continue;
    }
    assert.ok(cell.includes(`>${shownAs(scales.cbi_work.mean)}</b>`), name);
    const half = Number(scales.cbi_work.half_width);
    if (half > 0) assert.ok(cell.includes(`>${Math.max(0, scales.cbi_work.mean - half)} to `), name);
  }
});

test('a unit that is not shown is named where it is missing, and only there', async () => {
  const { text } = await as(url, sessions.subcommittee, '/results/w1/groups?by=size');
  const who = text.slice(text.indexOf('id="who"')).split('</table>')[0];
  for (const { name } of hiddenUnits) assert.equal(text.split(name).length, 2, name);
  for (const { name } of hiddenUnits) assert.ok(who.includes(name), name);
  for (const by of ['', '?by=type', '?by=site', '?by=department', '?by=size'])
    assert.equal((await as(url, sessions.office, `/results/w1/groups${by}`)).status, 200, by);
  for (const by of ['?by=pgy', '?by=', '?by=type%00', '?by=%3Cb%3E'])
    assert.equal((await as(url, sessions.office, `/results/w1/groups${by}`)).status, 404, by);
});

test('a unit’s page prints the release’s figures, and the institution’s beside them', async () => {
  const { text } = await as(url, sessions['champion-a'], '/unit/A/w1');
  const row = (title) => text.slice(text.indexOf(`<th scope="row">${title}`)).split('</tr>')[0];
  const burnout = row('Work-related burnout');
  for (const id of ['unit:A', 'inst']) {
    const { mean, n } = group(id).scales.cbi_work;
    assert.ok(burnout.includes(`>${shownAs(mean)}</b>`), `${id}: ${mean}`);
    assert.ok(burnout.includes(`n ${n}<`), `${id}: n ${n}`);
  }
  const area = row('Education-to-Service Balance');
  assert.ok(area.includes(`>${shownAs(group('unit:A').areas.education_service)}</b>`));
  assert.ok(area.includes(`>${shownAs(group('inst').areas.education_service)}</b>`));
});

test('days are shown as days, with no points beside them', async () => {
  const { text } = await as(url, sessions['champion-a'], '/unit/A/w1');
  const { mean } = group('unit:A').scales.wellness_days;
  const points = Number(mean.replace(/[^\d.]/g, ''));
  const days = (Math.round(points * 4 / 10) / 10).toFixed(1);
  const row = text.slice(text.indexOf('<th scope="row">Wellness days taken since 1 July')).split('</tr>')[0];
  assert.ok(row.includes(`${shownAs(mean).replace(/[\d.]+/, days)}</b>`), `${mean} as ${days}`);
  assert.doesNotMatch(row, /\d points/);
});

test('a small unit is not shown, and nothing about it is', async () => {
  assert.ok(hiddenUnits.length > 0);
  const unit = hiddenUnits[0].id.slice(5);
  const { text } = await as(url, sessions.subcommittee, `/unit/${unit}/w1`);
  assert.match(text, /Not shown, to protect people in small groups/);
  assert.doesNotMatch(text, /Answered<\/dt>/);
  const grid = (await as(url, sessions.subcommittee, '/results/w1')).text;
  const row = grid.slice(grid.indexOf(`href="/unit/${unit}/w1"`)).split('</tr>')[0];
  assert.match(row, /Not shown, to protect people in small groups/);
  assert.doesNotMatch(row, /\d+ of \d+/);
});

test('a champion of a merged program is told where it is counted, and why', async () => {
  const { text } = await as(url, sessions['champion-c'], `/unit/${merged}/w1`);
  assert.match(text, /Your program C \(4 people\) has no row of its own, because programs below 8 people/);
  assert.match(text, /fixed by size alone before the wave opened/);
});

test('the grid has every unit once, by department and name', async () => {
  const { text } = await as(url, sessions.subcommittee, '/results/w1');
  const grid = text.slice(text.indexOf('id="areas"')).split('</table>')[0];
  const links = [...grid.matchAll(/<th scope="row"><a href="\/unit\/([^/"]+)\/w1">/g)].map((m) => m[1]);
  const units = release.groups.filter((g) => g.level === 'unit').map((g) => g.id.slice(5));
  assert.deepEqual([...links].sort(), [...units].sort());
  const departments = [...text.matchAll(/<tr class="level-department"><th scope="row">([^<]+)</g)].map((m) => m[1]);
  assert.deepEqual(departments, [...departments].sort());
  const office = (await as(url, sessions.office, '/results/w1')).text;
  assert.doesNotMatch(office, /href="\/unit\//);
});

test('the office sees bands and no names, and the log of exports', async () => {
  await as(url, sessions['champion-a'], '/unit/A/w1.csv');
  const { text } = await as(url, sessions.office, '/office');
  assert.match(text, /Medicine<\/th><td class="num">79<\/td><td class="num nowrap">0 to 9 %/);
  assert.match(text, /Urology/);
  assert.doesNotMatch(text, /<th scope="row">Surgery/); // 21 people: too few for a line
  assert.doesNotMatch(text, /A-1\b|@example\.org/);
  assert.match(text, /<td>champion-a<\/td><td>w1<\/td><td>unit:A<\/td><td>csv<\/td>/);
  assert.match(text, /988 Suicide &amp; Crisis Lifeline<\/b>: never verified\. Well-being program/);
});

test('no page of a trainee or of everyone holds a figure of a wave that is not public', async () => {
  const answered = String(release.totals.redeemed);
  for (const address of ['/', '/receipt/w1', '/w/w1']) {
    const { text } = await ask(url, address);
    assert.doesNotMatch(text.replace(/<[^>]*>/g, ' '), new RegExp(`\\b${answered}\\b`), address);
  }
});

test('from the office’s date on, everyone may read what a wave came to', async () => {
  chorusOk(site.dir, ['wave', 'publish', 'w1', '--from', 'now']);
  await until('/wave/w1', 200);
  const page = await ask(url, '/wave/w1');
  guarded(page, '/wave/w1');
  assert.equal(page.headers['set-cookie'], undefined);
  assert.match(page.text, new RegExp(`${release.totals.redeemed} of ${release.totals.roster}`));
  assert.ok(page.text.includes(`>${shownAs(group('inst').areas.mentorship)}</b>`));
  assert.doesNotMatch(page.text, /Medicine|Surgery/); // the institution only
  assert.equal((await ask(url, '/v1/waves/w1/release')).status, 200);
  assert.match((await ask(url, '/w/w1')).text, /href="\/wave\/w1"/);
  chorusOk(site.dir, ['wave', 'publish', 'w1', '--from', 'never']);
  await until('/wave/w1', 404);
  assert.equal((await ask(url, '/v1/waves/w1/release')).status, 403);
});

test('a page comes in the language that is asked for, and in English else', async () => {
  for (const [headers, address, lang] of [
    [{}, '/privacy', 'en'],
    [{ 'accept-language': 'es-MX,es;q=0.9,en;q=0.8' }, '/privacy', 'es'],
    [{ 'accept-language': 'fr,es;q=0.5' }, '/privacy', 'es'],
    [{ 'accept-language': 'tlh,*' }, '/privacy', 'en'],
    [{ 'accept-language': 'es' }, '/privacy?lang=en', 'en'],
    [{}, '/privacy?lang=ES', 'es'],
    [{}, '/privacy?lang=../es', 'en'],
    [{ 'accept-language': 'es' }, '/privacy?lang=tlh', 'es'], // not there: the browser's
    [{ 'accept-language': 'es' }, '/login', 'es'],
    [{ 'accept-language': 'es' }, '/nope', 'es'],
    [{}, '/info/w2?lang=es', 'es'],
  ]) {
    const { text } = await ask(url, address, { headers });
    assert.match(text, new RegExp(`<html lang="${lang}">`), `${address} ${JSON.stringify(headers)}`);
  }
});
