// The two doors over HTTP: every status of the protocol, in its order, with a
// trainee's messages made by the browser's own code.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test, { after } from 'node:test';
import { build, institution, openWave, serve, smallRoster } from '../system.mjs';
import { ask, bytes, post, raw, readWave, trainee } from './client.mjs';
import { rowBytes } from '../../src/client/answers.js';

const pause = (msec) => new Promise((done) => { setTimeout(done, msec); });

const site = institution(smallRoster({ Medicine: { A: 12, B: 9 }, Surgery: { C: 10 } }));
const { invites } = openWave(site, 'w1', 'http://127.0.0.1');
const server = await serve(site.dir);
const { url } = server;

// Closes a wave beside this process; the exit code.
const close = (name) => new Promise((resolve) => {
  spawn(path.join(build, 'chorus'), ['-d', site.dir, 'wave', 'close', name, '--early',
    '--passphrase-file', site.passphraseFile], { stdio: 'ignore' }).on('exit', resolve);
});
const wave = await readWave(url, 'w1');
const survey = JSON.parse((await ask(url, '/v1/waves/w1/survey')).text);
const row = () => new Uint8Array(rowBytes(survey)).fill(1);
after(async () => { assert.equal((await server.stop()).code, 0); });

const changed = (body, at, value) => {
  const copy = Uint8Array.from(body);
  copy[at] = value ?? copy[at] ^ 1;
  return copy;
};

async function refused(path, body, status, type = bytes) {
  const answer = await post(url, path, body, type);
  assert.equal(answer.status, status, `${path} with ${body.length} bytes`);
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  const problem = JSON.parse(answer.text);
  assert.equal(problem.status, status);
  assert.deepEqual(Object.keys(problem).sort(), ['status', 'title']);
  return answer;
}

// A token that is fetched, for a test that redeems.
async function withToken(invite) {
  const one = trainee(wave, invite);
  const answer = await post(url, '/v1/issue', one.issue);
  assert.equal(answer.status, 200);
  return { ...one, tokenKey: one.take(answer.body) };
}

test('an invite gives a token, and the token a receipt', async () => {
  const one = trainee(wave, invites[0]);
  const issued = await post(url, '/v1/issue', one.issue);
  assert.equal(issued.status, 200);
  assert.equal(issued.body.length, 97);
  assert.equal(issued.headers['content-type'], bytes);
  const tokenKey = one.take(issued.body);
  const { body, sealed } = one.redeem(tokenKey, row());
  const redeemed = await post(url, '/v1/redeem', body);
  assert.equal(redeemed.status, 200);
  assert.equal(redeemed.body.length, 129);
  one.receipt(sealed, redeemed.body);
});

test('a lost answer can be asked for again, byte for byte where it must be', async () => {
  const one = trainee(wave, invites[1]);
  const first = await post(url, '/v1/issue', one.issue);
  const again = await post(url, '/v1/issue', one.issue);
  assert.equal(again.status, 200);
  assert.deepEqual(again.body.subarray(0, 33), first.body.subarray(0, 33));
  const { body } = one.redeem(one.take(again.body), row());
  const receipt = await post(url, '/v1/redeem', body);
  const retry = await post(url, '/v1/redeem', body);
  assert.equal(retry.status, 200);
  assert.deepEqual(retry.body, receipt.body);
});

test('an issue answer ends its connection, also when it refuses', async () => {
  const good = await post(url, '/v1/issue', trainee(wave, invites[2]).issue);
  assert.equal(good.headers.connection, 'close');
  const bad = await post(url, '/v1/issue', new Uint8Array(1));
  assert.equal(bad.headers.connection, 'close');
});

test('an invite that is used up for one token gives no other', async () => {
  await withToken(invites[3]);
  await refused('/v1/issue', trainee(wave, invites[3]).issue, 409);
});

test('a token redeems one ballot', async () => {
  const one = await withToken(invites[4]);
  assert.equal((await post(url, '/v1/redeem', one.redeem(one.tokenKey, row()).body)).status, 200);
  await refused('/v1/redeem', one.redeem(one.tokenKey, row()).body, 409);
});

for (const door of ['/v1/issue', '/v1/redeem']) {
  const good = () => (door === '/v1/issue' ? trainee(wave, invites[5]).issue :
    trainee(wave, invites[5]).redeem(new Uint8Array(64), row()).body);

  test(`${door}: 415 for another content type, before anything else`, async () => {
    await refused(door, good(), 415, 'application/json');
    await refused(door, good(), 415, null);
    await refused(door, new Uint8Array(200000), 415, 'text/plain');
  });

  test(`${door}: 413 over 128 KiB, whatever it begins with`, async () => {
    await refused(door, new Uint8Array(131073), 413);
    await refused(door, changed(new Uint8Array(131073), 0, 1), 413);
  });

  test(`${door}: 400 under 35 bytes, or for another version`, async () => {
    await refused(door, new Uint8Array(0), 400);
    await refused(door, good().subarray(0, 34), 400);
    await refused(door, changed(good(), 0, 2), 400);
    await refused(door, changed(good(), 0, 0), 400);
  });

  test(`${door}: 404 for an unknown wave or group`, async () => {
    await refused(door, changed(good(), 5), 404);
    await refused(door, changed(good(), 33, 0x7f), 404);
    await refused(door, changed(changed(good(), 33, 0), 34, 0), 404);
    await refused(door, changed(good(), 5).subarray(0, 35), 404);
  });

  test(`${door}: 400 for a body one byte short or long`, async () => {
    const body = good();
    await refused(door, body.subarray(0, body.length - 1), 400);
    await refused(door, Buffer.concat([body, Buffer.alloc(1)]), 400);
    await refused(door, body.subarray(0, 35), 400);
  });

  test(`${door}: 403 for a signature or a tag that does not hold`, async () => {
    const body = good();
    await refused(door, changed(body, body.length - 1), 403);
    await refused(door, changed(body, 40), 403);
  });

  test(`${door}: GET is 405 and says what is allowed`, async () => {
    const answer = await ask(url, door);
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.allow, 'POST');
    assert.equal(answer.headers['content-type'], 'application/problem+json');
  });
}

test('a body that is shorter than it says is never taken', async () => {
  const body = Buffer.from(trainee(wave, invites[6]).issue);
  const head = `POST /v1/issue HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${bytes}\r\n` +
    `Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`;
  const heard = [];
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(head));
  await new Promise((go) => { socket.once('data', go); });
  socket.on('data', (part) => heard.push(part));
  await new Promise((sent) => { socket.write(body.subarray(0, -1), sent); });
  // the invite is as good as it was, while the last byte is missing and after it
  await withToken(invites[6]);
  socket.destroy();
  assert.deepEqual(heard, []);
});

test('a body that is longer than it says is refused with what follows', async () => {
  const body = Buffer.from(trainee(wave, invites[7]).issue);
  const head = `POST /v1/issue HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${bytes}\r\n` +
    `Content-Length: ${body.length - 1}\r\n\r\n`;
  const answer = await raw(url, Buffer.concat([Buffer.from(head), body]));
  assert.match(answer, /^HTTP\/1.1 400/);
  await withToken(invites[7]);
});

// The logs of logins and exports, accounts and sessions are in it.
test('what a trainee does leaves site.db as it was, byte for byte', async () => {
  const file = path.join(site.dir, 'server/site.db');
  const state = () => [fs.readFileSync(file).toString('hex'), fs.statSync(file, { bigint: true }).mtimeNs];
  const before = state();
  const one = await withToken(invites[20]);
  const { body } = one.redeem(one.tokenKey, row());
  for (const page of ['/', '/w/w1', '/privacy', '/support', '/info/w1', '/receipt/w1', '/v1/waves/w1/board'])
    assert.ok((await ask(url, page)).status < 500, page);
  assert.equal((await post(url, '/v1/redeem', body)).status, 200);
  assert.equal((await post(url, '/v1/redeem', changed(body, 60))).status, 403);
  assert.deepEqual(state(), before);
});

test('no answer of the doors sets a cookie or tells more than it must', async () => {
  const answer = await post(url, '/v1/issue', trainee(wave, invites[8]).issue);
  assert.equal(answer.headers['set-cookie'], undefined);
  assert.equal(answer.headers.server, undefined);
  assert.equal(answer.headers['cache-control'], 'no-store');
});

test('the documents of a wave are the bytes that were promised', async () => {
  const { webcrypto } = await import('node:crypto');
  const digest = async (body) => Buffer.from(await webcrypto.subtle.digest('SHA-256', body)).toString('hex');
  const manifest = await ask(url, '/v1/waves/w1/manifest');
  assert.deepEqual(Buffer.from(wave.mh).toString('hex'), await digest(manifest.body));
  assert.equal(await digest((await ask(url, '/v1/waves/w1/survey')).body), wave.manifest.survey.sha256);
  assert.equal(await digest((await ask(url, '/v1/waves/w1/client.js')).body), wave.manifest.client_sha256);
  const { waves } = JSON.parse((await ask(url, '/v1/waves')).text);
  assert.deepEqual(waves.map((w) => [w.wave, w.state, w.manifest_sha256]),
    [['w1', 'open', Buffer.from(wave.mh).toString('hex')]]);
});

test('while a wave is open there is no board and no release', async () => {
  for (const name of ['board', 'board.sig', 'release', 'release.sig']) {
    const answer = await ask(url, `/v1/waves/w1/${name}`);
    assert.equal(answer.status, 404, name);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
  }
});

test('another wave is noticed while the server runs, and both are served', async () => {
  const second = openWave(site, 'w2', url);
  const seen = async () => (await ask(url, '/v1/waves/w2/manifest')).status === 200;
  while (!await seen()) await pause(50);
  const other = await readWave(url, 'w2');
  const one = trainee(other, second.invites[0]);
  const issued = await post(url, '/v1/issue', one.issue);
  assert.equal(issued.status, 200);
  one.take(issued.body);
  // an invite of one wave is nothing in another
  const mixed = trainee({ ...other, waveId: wave.waveId }, second.invites[1]);
  await refused('/v1/issue', mixed.issue, 403);
});

test('a wave that is closed under load answers 410 and keeps what it acknowledged', async () => {
  const late = trainee(wave, invites[9]);
  const acknowledged = [];
  let closing = null;
  const vote = async (invite) => {
    const one = trainee(wave, invite);
    const until = async (path, body) => {
      for (;;) {
        const answer = await post(url, path, body);
        if (answer.status !== 503) return answer;
        await pause(20);
      }
    };
    const issued = await until('/v1/issue', one.issue);
    if (issued.status === 410) return;
    assert.equal(issued.status, 200);
    const { body, sealed } = one.redeem(one.take(issued.body), row());
    const redeemed = await until('/v1/redeem', body);
    if (redeemed.status === 410) return;
    assert.equal(redeemed.status, 200);
    acknowledged.push(one.receipt(sealed, redeemed.body));
    if (acknowledged.length === 6) closing = close('w1');
  };
  const voters = invites.slice(10);
  const loop = async () => { while (voters.length > 0) await vote(voters.pop()); };
  await Promise.all([loop(), loop(), loop()]);
  assert.equal(await closing, 0);
  assert.ok(acknowledged.length >= 6);
  await refused('/v1/issue', late.issue, 410);
  // the door stays for a moment, and then the wave is served without one
  const seen = async () => (await ask(url, '/v1/waves/w1/board')).status === 200;
  while (!await seen()) await pause(50);

  await refused('/v1/issue', late.issue, 410);
  await refused('/v1/redeem', late.redeem(new Uint8Array(64), row()).body, 410);
  // what can be told without the key is still told in its order
  await refused('/v1/issue', late.issue.subarray(0, 34), 400);
  await refused('/v1/issue', changed(late.issue, 5), 404);
  await refused('/v1/redeem', late.redeem(new Uint8Array(64), row()).body.subarray(1), 400);

  const board = JSON.parse((await ask(url, '/v1/waves/w1/board')).text);
  const leaves = board.leaves.map((leaf) => Buffer.from(leaf, 'base64url'));
  for (const r of acknowledged) {
    const leaf = Buffer.concat([r.nullifier, r.sealedHash].map((x) => Buffer.from(x)));
    assert.ok(leaves.some((l) => l.equals(leaf)), 'a receipt that is not on the board');
  }
  // what was there is gone, and the other wave goes on
  assert.equal(fs.existsSync(path.join(site.dir, 'server/keys/w1.poprf')), false);
  assert.equal((await ask(url, '/v1/waves/w2/manifest')).status, 200);
});
