// Staff coming in: single sign-on, passwords and their pace, sessions that are
// renewed, and what the office reads about all of it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test, { after } from 'node:test';
import { build, chorusOk, closeWave, institution, openWave, populate, serve, served,
  smallRoster } from '../system.mjs';
import { as, ask, login, loginForm, tryLogin } from './client.mjs';

const site = institution(smallRoster({ Medicine: { A: 30, B: 30 } }));
const password = 'a long enough password';
const passwordFile = path.join(site.base, 'password');
fs.writeFileSync(passwordFile, `${password}\n`);
for (const [name, ...args] of [
  ['champion-a', '--role', 'champion', '--program', 'A'],
  ['subcommittee', '--role', 'subcommittee'],
  ['office', '--role', 'office'],
]) chorusOk(site.dir, ['user', 'add', name, ...args, '--password-file', passwordFile]);
const conf = path.join(site.dir, 'server/signon.conf');

// Without the file first: off by default.
const off = await serve(site.dir);
test('without signon.conf a header says nothing', async () => {
  const answer = await ask(off.url, '/login', { headers: { 'Remote-User': 'office' } });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /<form method="post" action="\/login">/);
  await off.stop();
});

test('a wrong line of signon.conf is named, and nothing is served', () => {
  fs.writeFileSync(conf, 'office = user jan@example.edu\nroot = user eve\n');
  const child = spawn(path.join(build, 'chorusd'), ['-d', site.dir, '--listen', '127.0.0.1:0']);
  let said = '';
  child.stderr.on('data', (part) => { said += part; });
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      assert.equal(code, 1);
      assert.match(said, /^chorusd: .*signon\.conf:2: unknown key/);
      resolve();
    });
  });
});

test('single sign-on and the rest, with a server', async (t) => {
  fs.writeFileSync(conf, `
    office = user jan@example.edu
    subcommittee = group gme-subcommittee
    champion A = group champions-a
    logout = /oauth2/sign_out
  `);
  const server = await serve(site.dir);
  const { url } = server;
  after(() => server.stop());
  const { file } = openWave(site, 'w1', url);
  await served(url, 'w1');
  populate(file, ['--response', '100']);
  closeWave(site, 'w1');
  await served(url, 'w1', 'board');

  const cookieOf = (answer, name = 'session') => (answer.headers['set-cookie'] ?? [])
    .map((line) => new RegExp(`^${name}=([^;]*)`).exec(line)?.[1]).find((value) => value);
  const jan = { 'Remote-User': 'jan@example.edu' };
  const signOn = async (headers) => cookieOf(await ask(url, '/login', { headers }));

  await t.test('whom the proxy names comes in, to the page of their role', async () => {
    for (const [headers, first] of [
      [jan, '/office'],
      [{ 'Remote-User': 'bob', 'Remote-Groups': 'staff,gme-subcommittee' }, '/results'],
      [{ 'Remote-User': 'ann', 'Remote-Groups': 'champions-a' }, '/units'],
    ]) {
      const answer = await ask(url, '/login', { headers });
      assert.equal(answer.status, 303);
      assert.equal(answer.headers.location, first);
      assert.equal((await as(url, cookieOf(answer), first, { headers })).status, 200);
    }
    const ann = { 'Remote-User': 'ann', 'Remote-Groups': 'champions-a' };
    const session = await signOn(ann);
    assert.equal((await as(url, session, '/unit/A/w1', { headers: ann })).status, 200);
    assert.equal((await as(url, session, '/unit/B/w1', { headers: ann })).status, 404);
    assert.equal((await as(url, session, '/office', { headers: ann })).status, 403);
  });

  await t.test('a header alone opens no page, and a cookie without it none either', async () => {
    for (const address of ['/results', '/office', '/unit/A/w1', '/results/w1.csv'])
      assert.equal((await ask(url, address, { headers: jan })).headers.location, '/login', address);
    const session = await signOn(jan);
    assert.equal((await as(url, session, '/office', { headers: jan })).status, 200);
    for (const headers of [{}, { 'Remote-User': '' }, { 'Remote-User': 'bob' },
      { 'Remote-User': ['jan@example.edu', 'jan@example.edu'] },
      { 'X-Forwarded-User': 'jan@example.edu' }, { remote_user: 'jan@example.edu' }])
      assert.equal((await as(url, session, '/office', { headers })).status, 303, JSON.stringify(headers));
  });

  await t.test('somebody without a role is told so, and gets the form', async () => {
    for (const user of ['eve@example.edu', 'JAN@example.edu', 'jan@example.edu,eve', 'two words']) {
      const answer = await ask(url, '/login', { headers: { 'Remote-User': user } });
      assert.equal(answer.status, 200, user);
      assert.match(answer.text, /no role here yet/, user);
      assert.equal(cookieOf(answer), undefined);
    }
  });

  await t.test('what trainees see and send does not depend on the header', async () => {
    for (const address of ['/', '/w/w1', '/privacy', '/receipt/w1', '/v1/waves/w1/manifest']) {
      const without = await ask(url, address);
      const with_ = await ask(url, address, { headers: jan });
      assert.equal(with_.text, without.text, address);
      assert.equal(with_.headers['set-cookie'], undefined);
    }
  });

  await t.test('a logout of single sign-on leads to the proxy’s own', async () => {
    const session = await signOn(jan);
    const page = await as(url, session, '/office', { headers: jan });
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)[1];
    const answer = await as(url, session, '/logout', { method: 'POST', body: `csrf=${csrf}`,
      headers: { ...jan, 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.equal(answer.headers.location, '/oauth2/sign_out');
    assert.equal((await as(url, session, '/office', { headers: jan })).status, 303);
  });

  // --- passwords ---------------------------------------------------------------

  const from = (address) => ({ headers: { 'X-Forwarded-For': address } });
  const wrong = (name, address) => tryLogin(url, name, 'not the password', from(address));
  // A try with the cookie of a browser that was here before.
  async function again(name, secret, address, device) {
    const { cookie, csrf } = await loginForm(url);
    return ask(url, '/login', { method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...from(address).headers,
        Cookie: `login=${cookie}; device=${device}` },
      body: new URLSearchParams({ name, password: secret, csrf }).toString() });
  }

  await t.test('an attacker uses up no tries of a colleague’s', async () => {
    const first = await login(url, 'champion-a', password, from('192.0.2.10'));
    const device = cookieOf(first.response, 'device');
    assert.ok(device);
    const line = first.response.headers['set-cookie'].find((c) => c.startsWith('device='));
    assert.match(line, /; Path=\/login; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const attack = async (address) => {
      const statuses = [];
      for (let i = 0; i < 7; i++) statuses.push((await wrong('champion-a', address)).response.status);
      assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429, 429], address);
    };
    await attack('198.51.100.7');
    // from elsewhere, in a new browser
    assert.equal((await login(url, 'champion-a', password, from('192.0.2.11'))).response.status, 303);
    // from the attacker's own address, in the browser that was here before
    assert.equal((await again('champion-a', password, '198.51.100.7', device)).status, 303);
    // and another account from there
    assert.equal((await login(url, 'subcommittee', password, from('198.51.100.7'))).response.status, 303);
    // the attacker still waits, with the right password too
    assert.equal((await tryLogin(url, 'champion-a', password, from('198.51.100.7'))).response.status, 429);
    // a cookie of another account, or made up, is no key
    for (const other of [device.replace(/.$/, (c) => (c === 'A' ? 'Q' : 'A')), 'A'.repeat(64), ''])
      assert.equal((await again('champion-a', password, '198.51.100.7', other)).status, 429, other);
    assert.equal((await again('office', 'not the password', '198.51.100.7', device)).status, 403);
  });

  await t.test('a browser that was here before has tries of its own, and not endlessly', async () => {
    const { response } = await login(url, 'office', password, from('192.0.2.20'));
    const device = cookieOf(response, 'device');
    const statuses = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await again('office', 'not the password', `192.0.2.${30 + i}`, device)).status);
    assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429, 429]);
    assert.equal((await login(url, 'office', password, from('192.0.2.20'))).response.status, 303);
  });

  // --- sessions -----------------------------------------------------------------

  await t.test('a download renews the session’s cookie', async () => {
    const { session } = await login(url, 'subcommittee', password, from('192.0.2.40'));
    const plain = await as(url, session, '/results/w1');
    assert.equal(plain.headers['set-cookie'], undefined);
    const csv = await as(url, session, '/results/w1.csv');
    assert.equal(csv.status, 200);
    const fresh = cookieOf(csv);
    assert.ok(fresh && fresh !== session);
    assert.equal((await as(url, fresh, '/results/w1')).status, 200);
    // those under way with the old one come through, and renew nothing
    const late = await as(url, session, '/results/w1.json');
    assert.equal(late.status, 200);
    assert.equal(late.headers['set-cookie'], undefined);
    // and a logout ends both
    const csrf = /name="csrf" value="([^"]+)"/.exec(plain.text)[1];
    await as(url, fresh, '/logout', { method: 'POST', body: `csrf=${csrf}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    for (const gone of [session, fresh]) assert.equal((await as(url, gone, '/results')).status, 303);
  });

  // --- the logs -----------------------------------------------------------------

  await t.test('the office reads who came in and what was refused, of staff alone', async () => {
    await wrong('typed-a-secret-here', '192.0.2.50');
    const session = await signOn(jan);
    const { text } = await as(url, session, '/office', { headers: jan });
    const log = text.slice(text.indexOf('Who logged in')).split('</table>')[0];
    assert.match(log, /<td>jan@example\.edu<\/td><td>came in by single sign-on/);
    assert.match(log, /<td>jan@example\.edu<\/td><td>logged out/);
    assert.match(log, /<td>champion-a<\/td><td>logged in with a password/);
    assert.match(log, /<td>\d+ \w+ \d{4}<\/td><td>champion-a<\/td><td>wrong password, 5 × that day/);
    assert.match(log, /a name without an account<\/i><\/td><td>wrong password, \d+ × that day/);
    assert.doesNotMatch(text, /typed-a-secret-here|192\.0\.2|198\.51/);
    const all = fs.readdirSync(path.join(site.dir, 'server')).filter((name) => name.endsWith('.db'))
      .map((name) => fs.readFileSync(path.join(site.dir, 'server', name), 'latin1')).join('');
    assert.doesNotMatch(all, /typed-a-secret-here|192\.0\.2|198\.51/);
  });
});

test('over a Unix socket the proxy’s word is taken as well', async () => {
  fs.mkdirSync(path.join(site.base, 'run'));
  const socketPath = path.join(site.base, 'run/socket');
  const copy = path.join(site.base, 'second');
  fs.cpSync(site.dir, copy, { recursive: true });
  const child = spawn(path.join(build, 'chorusd'), ['-d', copy, '--listen', `unix:${socketPath}`],
    { stdio: ['ignore', 'pipe', 'ignore'] });
  process.on('exit', () => child.kill('SIGKILL'));
  await new Promise((resolve) => { child.stdout.once('data', resolve); });
  const location = await new Promise((resolve, reject) => {
    http.get({ socketPath, path: '/login', headers: { Host: 'x', 'Remote-User': 'jan@example.edu' } },
      (response) => { response.resume(); resolve(response.headers.location); }).on('error', reject);
  });
  assert.equal(location, '/office');
  child.kill('SIGTERM');
});
