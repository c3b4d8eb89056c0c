// Crowds of connections that never finish a request, while trainees vote.
// DEEP=1: more of them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test, { after } from 'node:test';
import { chorusOk, institution, openWave, serve, smallRoster } from '../system.mjs';
import { as, ask, bytes, login, post, readWave, trainee } from './client.mjs';
import { rowBytes } from '../../src/client/answers.js';

const site = institution(smallRoster({ Medicine: { A: 60, B: 60 } }));
const { invites } = openWave(site, 'w1', 'http://127.0.0.1');
const server = await serve(site.dir);
const { url } = server;
const port = Number(new URL(url).port);
const wave = await readWave(url, 'w1');
const survey = JSON.parse((await ask(url, '/v1/waves/w1/survey')).text);
after(async () => {
  const { code, log } = await server.stop();
  assert.equal(code, 0);
  for (const line of log.trimEnd().split('\n'))
    assert.match(line, /^(READY http:\/\/127\.0\.0\.1:\d+|chorusd: (a wave is open; places 120|serving; port \d+|site\.db could not be read; code 1|stopped 0))$/);
});

async function vote(invite) {
  const began = performance.now();
  const one = trainee(wave, invite);
  const issued = await post(url, '/v1/issue', one.issue);
  assert.equal(issued.status, 200);
  const { body, sealed } = one.redeem(one.take(issued.body), new Uint8Array(rowBytes(survey)).fill(1));
  const redeemed = await post(url, '/v1/redeem', body);
  assert.equal(redeemed.status, 200);
  one.receipt(sealed, redeemed.body);
  return performance.now() - began;
}

// What each of a flood says before it falls silent, and now and then after it.
const beginnings = [
  ['', 'x'],
  ['POST /v1/issue HTTP/1.1\r\nHost: 127.0.0.1\r\n', 'x'],
  [`POST /v1/issue HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${bytes}\r\nContent-Length: 163\r\n\r\nx`, 'x'],
  [`POST /v1/redeem HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${bytes}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n`,
    '1\r\nx\r\n'],
];

// Opens N connections; each is there before this returns. {drip, open, close}.
async function flood(n) {
  const sockets = [];
  let ended = 0;
  const dial = (i) => new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(beginnings[i % beginnings.length][0]);
      resolve();
    });
    socket.on('error', (error) => { if (socket.connecting) reject(error); });
    socket.on('close', () => { ended++; });
    socket.resume();
    sockets.push(socket);
  });
  for (let i = 0; i < n; i += 100)
    await Promise.all(Array.from({ length: 100 }, (_, j) => dial(i + j)));
  return {
    open: () => n - ended,
    drip: () => sockets.forEach((socket, i) => {
      if (socket.writable) socket.write(beginnings[i % beginnings.length][1]);
    }),
    close: () => { for (const socket of sockets) socket.destroy(); },
  };
}

const left = [...invites];
async function trainees(t, n, during) {
  const msec = [];
  for (let i = 0; i < n; i++) {
    msec.push(await vote(left.pop()));
    during();
  }
  msec.sort((a, b) => a - b);
  t.diagnostic(`a whole vote, the client's arithmetic included: median ${msec[n >> 1].toFixed(0)} ms, longest ${msec[n - 1].toFixed(0)} ms`);
}

test('trainees vote when nobody else is there', async (t) => {
  await trainees(t, 10, () => {});
});

test('2,000 connections that say a little now and then keep no trainee away', async (t) => {
  const crowd = await flood(2000);
  assert.equal(crowd.open(), 2000);
  await trainees(t, 10, crowd.drip);
  assert.equal(crowd.open(), 2000); // nobody was turned out for it
  crowd.close();
});

const many = process.env.DEEP ? 12000 : 4500;
test(`${many} connections make room for those that ask`, async (t) => {
  const crowd = await flood(many);
  await trainees(t, 10, crowd.drip);
  assert.ok(crowd.open() < 4096);
  assert.equal((await ask(url, '/healthz')).status, 200);
  crowd.close();
});

test('connections that come and go all the time keep no trainee away', async (t) => {
  let going = true;
  const storm = async () => {
    while (going) {
      const crowd = await flood(100);
      crowd.close();
    }
  };
  const storms = [storm(), storm(), storm()];
  await trainees(t, 10, () => {});
  going = false;
  await Promise.all(storms);
});

test('a campus behind one address votes, also when somebody there is refused all the time', async () => {
  const forwarded = { 'Content-Type': bytes, 'X-Forwarded-For': '192.0.2.7' };
  const send = (path, body, headers = forwarded) => ask(url, path, { method: 'POST', body, headers });
  const bad = trainee(wave, left.pop()).issue;
  bad[bad.length - 1] ^= 1;
  const statuses = new Set();
  let slow;
  for (let i = 0; i < 400 && !slow; i++) {
    const answer = await send('/v1/issue', bad);
    statuses.add(answer.status);
    if (answer.status === 429) slow = answer;
  }
  assert.deepEqual([...statuses], [403, 429]);
  assert.ok(Number(slow.headers['retry-after']) > 0);
  // somebody elsewhere hears why, and somebody there votes
  assert.equal((await send('/v1/issue', bad, { ...forwarded, 'X-Forwarded-For': '192.0.2.8' })).status, 403);
  for (let i = 0; i < 5; i++) {
    const one = trainee(wave, left.pop());
    const issued = await send('/v1/issue', one.issue);
    assert.equal(issued.status, 200);
    const { body } = one.redeem(one.take(issued.body), new Uint8Array(rowBytes(survey)).fill(1));
    assert.equal((await send('/v1/redeem', body)).status, 200);
  }
});

// Another program holds site.db, as a close does for a moment; what ends that.
async function holdSite() {
  const holder = spawn('sqlite3', ['-batch', path.join(site.dir, 'server/site.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
  process.on('exit', () => holder.kill());
  const held = new Promise((go) => { holder.stdout.once('data', go); });
  const gone = new Promise((go) => { holder.on('exit', go); });
  holder.stdin.write("BEGIN EXCLUSIVE; SELECT 'held';\n");
  await held;
  return () => { holder.stdin.end('COMMIT;\n'); return gone; };
}

test('staff who wait for a locked site.db keep no trainee waiting', async () => {
  const password = 'a long password of staff';
  const file = path.join(site.base, 'staff.txt');
  fs.writeFileSync(file, `${password}\n`);
  chorusOk(site.dir, ['user', 'add', 'office', '--role', 'office', '--password-file', file]);
  const { session } = await login(url, 'office', password);
  const letGo = await holdSite();
  let answered = 0;
  const staff = Array.from({ length: 12 }, async () => {
    const { status } = await as(url, session, '/office');
    answered++;
    return status;
  });
  await vote(left.pop());
  assert.equal(answered, 0); // they were in front, and are waiting
  letGo();
  for (const status of await Promise.all(staff)) assert.ok([200, 503].includes(status), status);
  assert.equal((await as(url, session, '/office')).status, 200);

  // Who waited for longer than the server does is told to come back: that
  // nobody can say who it is, is no reason to log in again.
  const again = await holdSite();
  const page = await as(url, session, '/office');
  assert.equal(page.status, 503);
  assert.ok(Number(page.headers['retry-after']) > 0);
  assert.match(page.text, /Not possible now/);
  assert.equal(page.headers.location, undefined);
  assert.equal(page.headers['set-cookie'], undefined);
  await again();
  assert.equal((await as(url, session, '/office')).status, 200);
});
