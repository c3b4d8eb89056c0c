// chorus doctor: a healthy folder, and each thing that it should find.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, closeWave, institution, openWave, root, scratch, smallRoster } from '../system.mjs';
import { refused } from './helpers.mjs';

const place = institution(smallRoster({ Medicine: { A: 20 } }));
const { dir } = place;
openWave(place, 'w', 'http://127.0.0.1:1');
const at = (name) => path.join(dir, name);

// What it finds that is wrong; the rest is as healthy as this machine.
function wrong(args = []) {
  const run = chorus(dir, ['doctor', '--json', ...args]);
  const found = JSON.parse(run.stdout);
  const bad = found.filter((f) => f.level === 'wrong');
  assert.equal(run.status, bad.length > 0 ? 1 : 0, run.stderr);
  for (const f of found.filter((one) => one.level !== 'ok')) assert.ok(f.advice.length > 10, f.check);
  return bad.map((f) => `${f.check}: ${f.found}`).join('\n');
}

// With something broken, and mended after it.
function broken(breaks, pattern, mends) {
  breaks();
  try { assert.match(wrong(), pattern); } finally { mends(); }
  assert.equal(wrong(), '');
}
const away = (name) => [() => fs.renameSync(at(name), `${at('')}aside`), () => fs.renameSync(`${at('')}aside`, at(name))];

test('a healthy folder has nothing wrong, and every check speaks', () => {
  assert.equal(wrong(), '');
  const checks = new Set(JSON.parse(chorusOk(dir, ['doctor', '--json'])).map((f) => f.check));
  for (const name of ['permissions', 'waves', 'clock', 'disk', 'snapshots', 'swap', 'cores', 'proxy', 'mail',
    'resources']) assert.ok(checks.has(name), name);
  assert.match(chorusOk(dir, ['doctor']), /^ok +permissions/m);
});
test('files that others may read, and links, are found', () => {
  broken(() => fs.chmodSync(at('server/site.db'), 0o644), /permissions: .*site\.db can be reached by others/,
    () => fs.chmodSync(at('server/site.db'), 0o600));
  broken(() => fs.symlinkSync('/etc/passwd', at('office/x')), /permissions: .*is a link/,
    () => fs.unlinkSync(at('office/x')));
});
test('missing keys and files of an open wave are found, with what they mean', () => {
  for (const [name, pattern] of [['server/keys/w.poprf', /keys: w/], ['server/keys/w.board', /keys: w/],
    ['office/w.seal', /wrapped opening key is missing/], ['server/w.ballots.db', /files: w/],
    ['server/w.invites.db', /files: w/], ['office/people.db', /files: .*people\.db/]]) {
    const [breaks, mends] = away(name);
    broken(breaks, pattern, mends);
  }
});
test('keys that are of another wave are found, and what a close should have left or destroyed', () => {
  openWave(place, 'over', 'http://127.0.0.1:1');
  const keys = fs.readFileSync(at('server/keys/over.poprf'));
  for (const kind of ['poprf', 'board']) {
    const own = fs.readFileSync(at(`server/keys/w.${kind}`));
    broken(() => fs.writeFileSync(at(`server/keys/w.${kind}`), fs.readFileSync(at(`server/keys/over.${kind}`))),
      /keys: w/, () => fs.writeFileSync(at(`server/keys/w.${kind}`), own));
  }
  closeWave(place, 'over');
  assert.equal(wrong(), '');
  broken(() => fs.writeFileSync(at('server/keys/over.poprf'), keys, { mode: 0o600 }),
    /keys: over: the keys of a wave that is over are still there/, () => fs.unlinkSync(at('server/keys/over.poprf')));
  for (const name of ['server/over.ballots.db', 'server/over.invites.db', 'office/over.seal']) {
    const [breaks, mends] = away(name);
    broken(breaks, /files: over: .*missing before their day/, mends);
  }
});
test('a clock that is behind is found', () => {
  const before = fs.statSync(at('server/site.db')).mtime;
  broken(() => fs.utimesSync(at('server/site.db'), new Date(), new Date(Date.now() + 86400000)),
    /clock: .*after that/, () => fs.utimesSync(at('server/site.db'), before, before));
  const sql = (text) => spawnSync('sqlite3', [at('server/site.db'), text]);
  broken(() => sql("UPDATE wave SET opens_sec = opens_sec + 86400 WHERE name = 'w'"),
    /clock: .*after that/, () => sql("UPDATE wave SET opens_sec = opens_sec - 86400 WHERE name = 'w'"));
});
test('resources without a crisis line are found', () => {
  const shipped = JSON.parse(fs.readFileSync(path.join(root, 'surveys/resources.json'), 'utf8'));
  const own = { ...shipped, resources: shipped.resources.filter((r) => r.kind !== 'crisis') };
  broken(() => fs.writeFileSync(at('server/resources.json'), JSON.stringify(own), { mode: 0o600 }),
    /resources: .*crisis/, () => fs.unlinkSync(at('server/resources.json')));
  const look = () => JSON.parse(chorusOk(dir, ['doctor', '--json'])).find((f) => f.check === 'resources');
  assert.equal(look().level, 'look');
  assert.match(look().found, /never verified, or not for 180 days/);
  const today = new Date().toISOString().slice(0, 10);
  for (const one of shipped.resources) Object.assign(one, { last_verified: today, verified_by: 'A. Person' });
  fs.writeFileSync(at('server/resources.json'), JSON.stringify(shipped), { mode: 0o600 });
  assert.deepEqual([look().level, look().advice], ['ok', '']);
  fs.unlinkSync(at('server/resources.json'));
});
test('mail settings that lack something are found; --mail connects', async () => {
  const conf = fs.readFileSync(at('chorus.conf'), 'utf8');
  broken(() => fs.writeFileSync(at('chorus.conf'), `${conf}smtp_host = 127.0.0.1\n`), /mail: .*mail_from/,
    () => fs.writeFileSync(at('chorus.conf'), conf));
  const said = [];
  const server = net.createServer((socket) => {
    socket.write('220 here\r\n');
    socket.on('error', () => {});
    socket.on('data', (data) => {
      for (const line of String(data).split('\r\n').filter(Boolean)) {
        said.push(line.split(' ')[0]);
        socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 fine\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  const settings = (port) => fs.writeFileSync(at('chorus.conf'), `${conf}smtp_host = 127.0.0.1\nsmtp_port = ${port}\n` +
    'smtp_security = none\nmail_from = a@example.org\n');
  settings(server.address().port);
  const run = (args) => new Promise((resolve) => {
    const child = spawn(path.join(build, 'chorus'), ['-d', dir, 'doctor', '--json', ...args]);
    let out = '';
    child.stdout.on('data', (chunk) => { out += chunk; });
    child.on('close', () => resolve(JSON.parse(out).find((f) => f.check === 'mail')));
  });
  assert.match((await run([])).found, /complete/);
  assert.deepEqual(said, [], 'nothing is connected without --mail');
  assert.deepEqual((await run(['--mail'])).level, 'ok');
  assert.ok(said.length > 0 && !said.includes('MAIL') && !said.includes('RCPT'));
  server.close();
  settings(1);
  const down = await run(['--mail']);
  assert.equal(down.level, 'wrong');
  assert.match(down.found, /mail server/);
  fs.writeFileSync(at('chorus.conf'), conf);
});

// The machine as SCRIPT changes it, for this one doctor alone; $0 is a folder to
// mount from, $1 the folder that the doctor looks at.
function onMachine(t, script, where = dir) {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0) {
    t.skip('this system lets nobody make a mount namespace');
    return undefined;
  }
  const from = scratch('machine');
  const run = spawnSync('unshare', ['-rm', 'sh', '-ec', `${script}\nexec "$2" -d "$1" doctor --json`, from, where,
    path.join(build, 'chorus')], { encoding: 'utf8' });
  assert.notEqual(run.stdout, '', run.stderr);
  return JSON.parse(run.stdout);
}
const said = (found, check) => found.filter((f) => f.check === check).map((f) => `${f.level}: ${f.found}`).join('\n');

for (const [name, folder, file, text, pattern] of [
  ['nginx that logs', '/etc/nginx', 'nginx.conf', 'http {\n  access_log /var/log/x;\n}', /look: .*nginx\.conf:2 logs visitors/],
  ['nginx that says nothing', '/etc/nginx', 'nginx.conf', 'http { }', /look: .*says nothing about its access log/],
  ['nginx that logs not', '/etc/nginx', 'nginx.conf', 'http {\n  access_log off;\n}', /^ok: the proxy of this machine logs no visitors/],
  ['Caddy that logs', '/etc/caddy', 'Caddyfile', 'a.example {\n  log {\n  }\n}', /look: .*Caddyfile:2 logs visitors/],
  ['Caddy that logs not', '/etc/caddy', 'Caddyfile', 'a.example {\n}', /^ok: the proxy of this machine logs no visitors/],
]) {
  test(`the doctor reads the proxy: ${name}`, (t) => {
    if (!fs.existsSync(folder)) {
      t.skip(`there is no ${folder} to mount over`);
      return;
    }
    const others = ['/etc/nginx', '/etc/caddy'].filter((one) => one !== folder && fs.existsSync(one));
    const found = onMachine(t, `mkdir "$0/a" "$0/b"; printf '%s' '${text}' >"$0/a/${file}"
      mount --bind "$0/a" ${folder}; ${others.map((one) => `mount --bind "$0/b" ${one}`).join('; ')}`);
    if (found) assert.match(said(found, 'proxy'), pattern);
  });
}
test('a disk that is nearly full, one in memory, and swap in the clear are found', (t) => {
  const found = onMachine(t, `mount -t tmpfs -o size=24m none "$0"; cp -r "$1" "$0/site"; set -- "$0/site" "$2"
    printf 'Filename Type Size Used Priority\\n/swap.img file 1 0 -2\\n' >"$0/swaps"; mount --bind "$0/swaps" /proc/swaps
   `);
  if (!found) return;
  assert.match(said(found, 'disk'), /^wrong: \d+ MiB are free/);
  assert.match(said(found, 'snapshots'), /wrong: .*lies in memory/);
  assert.match(said(found, 'swap'), /look: \/swap\.img is swap, and not known to be encrypted/);
  for (const f of found.filter((one) => one.level !== 'ok')) assert.ok(f.advice.length > 10, f.check);
});
test('a folder that is none is refused', () => {
  refused(place.base, ['doctor'], /not a Chorus folder/);
});
