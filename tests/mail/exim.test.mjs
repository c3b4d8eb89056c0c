// The same as mail.test.mjs, in short, against a mail server that a hospital
// may really have: Exim, as a relay that asks for TLS and a password, and as one
// that asks for nothing. DEEP=1, as root.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorus, chorusOk, institution, openWave, scratch, smallRoster } from '../system.mjs';
import { exim, whyNot } from './exim.mjs';
import { certificate } from './mail.mjs';

function office(settings, secret) {
  const people = smallRoster({ Medicine: { A1: 12 } });
  const inst = institution(people);
  const wave = openWave(inst, 'w1', 'https://survey.example.edu');
  if (secret) fs.writeFileSync(path.join(inst.dir, 'office/smtp-password'), secret, { mode: 0o600 });
  fs.appendFileSync(path.join(inst.dir, 'chorus.conf'), Object.entries({ base_url: 'https://survey.example.edu',
    mail_from: 'GME <wellbeing@example.org>', smtp_host: 'localhost', ...settings })
    .map(([k, v]) => `${k} = ${v}\n`).join(''));
  return { ...inst, people, invites: wave.invites };
}
const json = (o, ...more) => JSON.parse(chorusOk(o.dir, ['invite', 'w1', '--mail', '--json', ...more]));

const kinds = {
  'with STARTTLS and a password': () => {
    const tls = certificate(scratch('cert'));
    return { server: { tls, auth: ['gme', 'open sesame'] }, protocol: 'esmtpsa', login: 'gme', secret: 'open sesame\n',
      settings: { smtp_security: 'starttls', smtp_user: 'gme', smtp_password_file: 'office/smtp-password', smtp_ca_file: tls.cert } };
  },
  'as a plain relay': () => ({ server: {}, protocol: 'esmtp', login: undefined, settings: { smtp_security: 'none' } }),
};

for (const [kind, make] of Object.entries(kinds)) {
  test(`exim ${kind}: killed again and again, each gets one mail, and the refused are listed`, { skip: whyNot }, async (t) => {
    const is = make();
    const server = await exim(is.server);
    const o = office({ ...is.settings, smtp_port: server.port }, is.secret);
    if (is.secret) { // the right server, the wrong password
      fs.writeFileSync(path.join(o.dir, 'office/smtp-password'), 'wrong\n');
      const wrong = chorus(o.dir, ['invite', 'w1', '--mail']);
      assert.equal(wrong.status, 1);
      assert.match(wrong.stderr, /refuses user and password/);
      fs.writeFileSync(path.join(o.dir, 'office/smtp-password'), is.secret);
      const found = JSON.parse(chorus(o.dir, ['doctor', '--mail', '--json']).stdout).filter((f) => f.check === 'mail');
      assert.ok(found.length > 0 && found.every((f) => f.level === 'ok'), JSON.stringify(found));
    }
    assert.match(chorusOk(o.dir, ['invite', 'w1', '--mail', '--dry-run']), /^12 would get a mail now/);
    assert.deepEqual(server.mails(), []);
    // killed when some have gone out, three times
    for (const some of [1, 3, 5]) {
      const child = spawn(path.join(build, 'chorus'), ['-d', o.dir, 'invite', 'w1', '--mail'], { stdio: 'ignore' });
      let over = false;
      const gone = new Promise((go) => { child.on('exit', () => { over = true; go(); }); });
      while (!over && server.count() < some) await new Promise((go) => { setTimeout(go, 5); });
      child.kill('SIGKILL');
      await gone;
    }
    const rest = json(o);
    const mails = server.mails();
    t.diagnostic(`${mails.length} mails, ${rest.unsure} unsure after three kills`);
    assert.equal(rest.sent + rest.unsure, 12);
    assert.equal(new Set(mails.map((m) => m.to)).size, mails.length, 'nobody twice');
    for (const m of mails) {
      assert.deepEqual([m.copies, m.protocol, m.login], [1, is.protocol, is.login]);
      assert.ok(o.invites.some((v) => v.email === m.to && m.text.replaceAll('=\n', '').includes(v.code)), m.to);
    }
    for (const p of o.people)
      assert.ok(mails.some((m) => m.to === p.email) || rest.trouble.some((x) => x.email === p.email), p.email);
    await server.stop();
  });

  test(`exim ${kind}: the refused are listed, and get theirs when put right`, { skip: whyNot }, async () => {
    const is = make();
    const server = await exim(is.server);
    const o = office({ ...is.settings, smtp_port: server.port }, is.secret);
    const [one, two] = o.people;
    chorusOk(o.dir, ['person', 'fix', one.person, '--email', 'refuse-1@example.org']);
    chorusOk(o.dir, ['person', 'fix', two.person, '--email', 'later-2@example.org']);
    const first = json(o);
    assert.deepEqual([first.sent, first.refused, first['put off'], first.unsure], [10, 1, 1, 0]);
    assert.deepEqual(first.trouble.map((p) => [p.email, p.reply]).sort(),
      [['later-2@example.org', 451], ['refuse-1@example.org', 550]]);
    chorusOk(o.dir, ['person', 'fix', one.person, '--email', 'right@example.org']);
    chorusOk(o.dir, ['person', 'fix', two.person, '--email', 'right2@example.org']);
    assert.deepEqual([json(o).sent, server.mails().length, new Set(server.mails().map((m) => m.to)).size], [12, 12, 12]);
    await server.stop();
  });
}
