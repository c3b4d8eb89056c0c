// chorus invite --mail and chorus remind against a mail server of Debian's.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, institution, openWave, populate, scratch, serve, served,
  smallRoster } from '../system.mjs';
import { certificate, mailServer } from './mail.mjs';

const base = 'https://survey.example.edu';
const tls = certificate(scratch('cert'));

// An institution with an open wave of 12, whose chorus.conf names the server.
function office(change = () => {}, name = 'Hospital San José – Formación "Norte"') {
  const people = smallRoster({ Medicine: { A1: 12 } });
  people.forEach((p, i) => { p.language = i % 3 === 0 ? 'es-MX' : i % 3 === 1 ? 'en' : 'fr'; });
  change(people);
  const inst = institution(people, { name });
  const wave = openWave(inst, 'w1', base);
  return { ...inst, people, invites: wave.invites };
}

function configure({ dir }, settings) {
  const conf = path.join(dir, 'chorus.conf');
  const plain = fs.readFileSync(conf, 'utf8').split('# -- test\n')[0];
  const lines = { base_url: base, mail_from: 'Bienestar José, GME <wellbeing@example.org>',
    mail_reply_to: 'office@example.org', smtp_host: 'localhost', ...settings };
  fs.writeFileSync(conf, `${plain}# -- test\n${Object.entries(lines)
    .filter(([, v]) => v !== null).map(([k, v]) => `${k} = ${v}\n`).join('')}`);
}
const relay = (server) => ({ smtp_port: server.port, smtp_security: 'none' });

const run = (o, args, more = []) => chorus(o.dir, [...args, 'w1', ...more]);
const json = (o, args, more = []) => JSON.parse(chorusOk(o.dir, [...args, 'w1', '--json', ...more]));
const mail = ['invite', '--mail'];

// How many mails each address got.
function counted(server) {
  const count = {};
  for (const e of server.envelopes()) count[e.to[0]] = (count[e.to[0]] ?? 0) + 1;
  return count;
}
// The database holds a mail for nobody; no log or error line has an address.
const silent = (text) => assert.doesNotMatch(text, /@example\.org|@/);

test('with STARTTLS and a password each person gets one mail in their language', async () => {
  const o = office();
  const server = await mailServer(['--tls', tls.cert, tls.key, '--auth', 'gme', 'sesame: ü']);
  fs.writeFileSync(path.join(o.dir, 'office/smtp-password'), 'sesame: ü\n', { mode: 0o600 });
  configure(o, { smtp_port: server.port, smtp_user: 'gme', smtp_ca_file: tls.cert,
    smtp_password_file: 'office/smtp-password' });
  const first = run(o, mail);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /^12 sent, 0 still due/);
  assert.equal(first.stderr, '');
  const envelopes = server.envelopes();
  const mails = server.mails();
  assert.equal(mails.length, 12);
  assert.ok(envelopes.every((e) => e.tls && e.login && e.from === 'wellbeing@example.org'));
  for (const [i, m] of mails.entries()) {
    const invite = o.invites.find((v) => v.email === envelopes[i].to[0]);
    const person = o.people.find((p) => p.email === invite.email);
    const spanish = person.language === 'es-MX';
    assert.deepEqual(m.defects, []);
    assert.ok(m.longest <= 78 && m.ascii && m.crlf, `lines of ${m.longest}`);
    assert.equal(m.from_name, 'Bienestar José, GME');
    assert.equal(m.from_address, 'wellbeing@example.org');
    assert.equal(m.reply_to, 'office@example.org');
    assert.equal(m.to, invite.email);
    assert.equal(m.type, 'multipart/alternative');
    assert.match(m.subject, spanish ? /^Hospital San José – Formación "Norte": cinco minutos/
      : /^Hospital San José – Formación "Norte": five minutes/);
    assert.ok(m.text.includes(`${invite.link}\n`), 'the link, whole, on its own line');
    assert.ok(m.text.includes(invite.code) && m.text.includes(invite.fingerprint));
    assert.ok(m.html.includes(`href="${invite.link}"`) && m.html.includes(invite.code));
    assert.match(m.html, /Formación &quot;Norte&quot;/, 'a name is no markup');
    assert.match(m.html, new RegExp(`<html lang="${spanish ? 'es' : 'en'}">`));
    assert.doesNotMatch(m.text + m.subject + m.html, /\{\{|\[link\]/);
    assert.doesNotMatch(m.html, /<img|<script|https?:\/\/(?!survey\.example\.edu)/, 'nothing is fetched');
  }
  assert.equal(new Set(mails.map((m) => m.id)).size, 12);
  assert.equal(json(o, mail).sent, 12);
  assert.equal(server.envelopes().length, 12, 'the second run sends nothing');
  server.stop();
});

test('without the right password, certificate or STARTTLS nothing is sent, and nothing recorded', async () => {
  const o = office();
  const server = await mailServer(['--tls', tls.cert, tls.key, '--auth', 'gme', 'sesame']);
  const plain = await mailServer();
  const secret = path.join(o.dir, 'office/smtp-password');
  const good = { smtp_port: server.port, smtp_user: 'gme', smtp_ca_file: tls.cert,
    smtp_password_file: secret };
  fs.writeFileSync(secret, 'wrong\n', { mode: 0o600 });
  const tries = [
    [good, /refuses user and password/],
    [{ ...good, smtp_ca_file: null }, /certificate/],
    [{ ...good, smtp_port: plain.port }, /no STARTTLS/],
    [{ ...good, smtp_security: 'none' }, /never sent in the clear/],
    [{ ...good, smtp_user: null, smtp_security: 'none' }, /sender|mail server/],
    [{ ...good, smtp_host: null }, /smtp_host is not set/],
    [{ ...good, mail_from: null }, /mail_from is not set/],
    [{ ...good, mail_from: 'A\rBcc: x <a@example.org>' }, /mail_from is an address/],
    [{ ...good, smtp_security: 'maybe' }, /starttls, tls or none/],
    [{ smtp_port: 1, smtp_security: 'none' }, /mail server/],
    ...[0, 65536, '2 5'].map((port) => [{ ...good, smtp_port: port }, /smtp_port is a number/]),
  ];
  for (const [settings, pattern] of tries) {
    configure(o, settings);
    const failed = run(o, mail);
    assert.equal(failed.status, 1, JSON.stringify(settings));
    assert.match(failed.stderr, pattern);
    assert.match(failed.stderr, /^[^\n]+\n$/, 'one line');
    silent(failed.stderr);
    assert.doesNotMatch(failed.stderr, /wrong\n/);
  }
  fs.chmodSync(secret, 0o640);
  configure(o, good);
  assert.match(run(o, mail).stderr, /others may read this password/);
  fs.chmodSync(secret, 0o600);
  fs.writeFileSync(secret, 'sesame');
  assert.equal(json(o, mail).sent, 12, 'all of them were still due');
  assert.equal(plain.envelopes().length, 0);
  server.stop();
  plain.stop();
});

test('a dry run and a test mail send no invite', async () => {
  const o = office();
  const server = await mailServer();
  configure(o, relay(server));
  const before = fs.readFileSync(path.join(o.dir, 'office/people.db'));
  const dry = run(o, mail, ['--dry-run']);
  assert.equal(dry.status, 0, dry.stderr);
  assert.match(dry.stdout, /^12 would get a mail now\./);
  assert.match(dry.stdout, /Subject: /);
  for (const v of o.invites) assert.ok(!dry.stdout.includes(v.code), 'no real code');
  assert.equal(server.envelopes().length, 0);
  chorusOk(o.dir, [...mail, 'w1', '--test-to', 'me@example.org']);
  assert.deepEqual(counted(server), { 'me@example.org': 1 });
  const [sample] = server.mails();
  for (const v of o.invites) assert.ok(!sample.text.includes(v.code));
  assert.ok(before.equals(fs.readFileSync(path.join(o.dir, 'office/people.db'))));
  server.stop();
});

test('refused and put off addresses are listed; the next run writes to those put right', async () => {
  const o = office((people) => {
    people[1].email = 'refuse-1@example.org';
    people[2].email = 'later-2@example.org';
    people[3].email = 'broken-3@example.org';
  });
  const server = await mailServer();
  configure(o, relay(server));
  const first = run(o, mail);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /A1-2 +refuse-1@example\.org +refused +550/);
  assert.match(first.stdout, /A1-3 +later-2@example\.org +put off +451/);
  assert.equal(counted(server)['broken-3@example.org'], 1, 'a line that broke before the mail is tried again');
  const again = json(o, mail);
  assert.deepEqual([again.sent, again.refused, again['put off']], [10, 1, 1]);
  assert.match(chorus(o.dir, ['remind', 'w1']).stderr, /not all invites are sent/);
  chorusOk(o.dir, ['person', 'fix', 'A1-2', '--email', 'right@example.org', '--language', 'es']);
  chorusOk(o.dir, ['person', 'fix', 'A1-3', '--email', 'right3@example.org']);
  assert.equal(json(o, mail).sent, 12);
  const count = counted(server);
  assert.equal(Object.keys(count).length, 12);
  assert.ok(Object.values(count).every((n) => n === 1), JSON.stringify(count));
  assert.match(server.mails().find((m) => m.to === 'right@example.org').subject, /cinco minutos/);
  for (const wrong of [['A1-2', '--email', 'right3@example.org'], ['nobody', '--email', 'x@example.org']]) {
    assert.equal(chorus(o.dir, ['person', 'fix', ...wrong]).status, 1);
  }
  assert.equal(chorus(o.dir, ['person', 'fix', 'A1-2', '--email', 'a@b\r\nBcc: c@d.org']).status, 2);
  server.stop();
});

test('where the line is cut before the answer nobody gets a second mail unless the office says so', async () => {
  const o = office((people) => { people[4].email = 'cut-4@example.org'; });
  const server = await mailServer();
  configure(o, relay(server));
  const first = run(o, mail);
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /1 are unsure/);
  assert.match(first.stdout, /cut-4@example\.org +unsure/);
  assert.equal(json(o, mail).unsure, 1);
  assert.equal(counted(server)['cut-4@example.org'], 1);
  assert.equal(json(o, mail, ['--retry-unsure']).unsure, 1);
  const twice = server.mails().filter((m) => m.to === 'cut-4@example.org');
  assert.equal(twice.length, 2);
  assert.equal(twice[0].id, twice[1].id, 'a mailbox knows the second for the first');
  server.stop();
});

test('a server that ends each line after some mails puts nobody off', async () => {
  const o = office();
  const server = await mailServer(['--line', '5']);
  configure(o, relay(server));
  const all = json(o, mail);
  assert.deepEqual([all.sent, all['put off'], all.unsure], [12, 0, 0]);
  assert.ok(Object.values(counted(server)).every((n) => n === 1));
  server.stop();
});

test('killed after the server took a mail and before its answer was recorded, a run goes on without it', async () => {
  const o = office();
  const server = await mailServer(['--hold', '5']);
  configure(o, relay(server));
  const child = spawn(path.join(build, 'chorus'), ['-d', o.dir, ...mail, 'w1'], { stdio: 'ignore' });
  const gone = new Promise((resolve) => child.on('exit', resolve));
  await server.said(/^held$/m);
  child.kill('SIGKILL');
  await gone;
  const rest = json(o, mail);
  assert.deepEqual([rest.sent, rest.unsure, rest.due], [11, 1, 0]);
  const count = counted(server);
  assert.equal(Object.keys(count).length, 12, 'each has it');
  assert.ok(Object.values(count).every((n) => n === 1), 'and nobody twice');
  assert.equal(rest.trouble.length, 1);
  server.stop();
});

test('killed at any moment, nobody gets two mails and the rest is known by name', async () => {
  const o = office();
  const server = await mailServer();
  configure(o, relay(server));
  for (let i = 1; i <= 6; i++) {
    const child = spawn(path.join(build, 'chorus'), ['-d', o.dir, ...mail, 'w1'], { stdio: 'ignore' });
    const gone = new Promise((resolve) => child.on('exit', resolve));
    const more = server.envelopes().length + 1;
    await Promise.race([gone, server.said(new RegExp(`(?:took [^\\n]+\\n[^]*?){${Math.min(more, 12)}}`))]);
    child.kill('SIGKILL');
    await gone;
  }
  const rest = json(o, mail);
  const count = counted(server);
  assert.equal(rest.sent + rest.unsure, 12);
  assert.equal(rest.trouble.length, rest.unsure);
  assert.ok(Object.values(count).every((n) => n === 1), JSON.stringify(count));
  for (const p of o.people) {
    assert.ok(count[p.email] === 1 || rest.trouble.some((t) => t.email === p.email), p.person);
  }
  server.stop();
});

test('a reminder goes to those who have not fetched a token, once', async () => {
  const o = office();
  const server = await mailServer();
  configure(o, relay(server));
  chorusOk(o.dir, [...mail, 'w1']);
  const site = await serve(o.dir);
  await served(site.url, 'w1');
  const file = path.join(o.base, 'local.csv');
  chorusOk(o.dir, ['invite', 'w1', '--out', file, '--base', site.url]);
  const lines = fs.readFileSync(file, 'utf8').split('\r\n');
  fs.writeFileSync(file, `${lines.slice(0, 6).join('\r\n')}\r\n`);
  populate(file, ['--response', '100']);
  const answered = new Set(lines.slice(1, 6).map((l) => l.split(',')[1]));
  const first = json(o, ['remind']);
  assert.deepEqual([first.sent, first.fetched], [7, 5]);
  const count = counted(server);
  for (const p of o.people) assert.equal(count[p.email], answered.has(p.email) ? 1 : 2, p.person);
  assert.ok(server.mails().slice(12).every((m) => /is open until|está abierta hasta/.test(m.subject)));
  const soon = run(o, ['remind']);
  assert.equal(soon.status, 1);
  assert.match(soon.stderr, /needs --again/);
  assert.equal(json(o, ['remind'], ['--again']).sent, 7);
  assert.equal(server.envelopes().length, 12 + 14);
  const plan = JSON.parse(chorusOk(o.dir, ['campaign', 'w1', '--json']));
  assert.equal(plan.filter((s) => s.done).length, 3, 'invites and two reminders are done');
  const log = (await site.stop()).log;
  silent(log);
  chorusOk(o.dir, ['wave', 'close', 'w1', '--early', '--passphrase-file', o.passphraseFile]);
  const rest = fs.readFileSync(path.join(o.dir, 'office/people.db'));
  assert.ok(!rest.includes(Buffer.from('w1')), 'who was reminded is forgotten at the close');
  server.stop();
});
