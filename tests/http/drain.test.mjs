// SIGTERM in mid-load: whatever was accepted is answered, by every thread that
// answers, and nothing aborts. DEEP=1: more often; CHORUSD=FILE: another build.
import assert from 'node:assert/strict';
import net from 'node:net';
import test from 'node:test';
import { institution, openWave, serve, smallRoster } from '../system.mjs';
import { ask, bytes, readWave, trainee } from './client.mjs';
import { rowBytes } from '../../src/client/answers.js';

const rounds = process.env.DEEP ? 25 : 3;
const site = institution(smallRoster({ Medicine: { A: 150, B: 150 } }));
const { invites } = openWave(site, 'w1', 'http://127.0.0.1');

// A request whose head was accepted: the server said to go on. send() gives the
// rest of it and resolves with all that comes back.
function accepted(port, path, type, body) {
  const socket = net.connect(port, '127.0.0.1');
  let said = '';
  const over = new Promise((resolve) => {
    socket.on('error', () => {});
    socket.on('close', () => resolve(said));
  });
  return new Promise((resolve) => {
    socket.on('connect', () => socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n` +
      `Content-Type: ${type}\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`));
    socket.on('data', (part) => {
      said += part.toString('latin1');
      if (said !== 'HTTP/1.1 100 Continue\r\n\r\n') return;
      said = '';
      resolve({ send: () => { socket.write(body); return over; } });
    });
    over.then(() => resolve({ send: () => over }));
  });
}

const complete = (said) => {
  const end = said.indexOf('\r\n\r\n');
  const length = /\r\nContent-Length: (\d+)\r\n/i.exec(said);
  return end > 0 && length !== null && said.length - end - 4 === Number(length[1]);
};

test('what was accepted when the end came is answered, every time', async (t) => {
  const tally = {};
  const receipts = [];
  for (let round = 0; round < rounds; round++) {
    const server = await serve(site.dir);
    const port = Number(new URL(server.url).port);
    const wave = await readWave(server.url, 'w1');
    const survey = JSON.parse((await ask(server.url, '/v1/waves/w1/survey')).text);
    const row = new Uint8Array(rowBytes(survey)).fill(1);
    const post = (path, body) => ask(server.url, path, { method: 'POST', body, headers: { 'Content-Type': bytes } });

    const few = invites.splice(0, process.env.DEEP ? 10 : 16);
    const requests = [];
    for (const [i, invite] of few.entries()) {
      const one = trainee(wave, invite);
      if (i % 2 === 0) {
        requests.push(['/v1/issue', bytes, Buffer.from(one.issue)]);
        continue;
      }
      const { body, sealed } = one.redeem(one.take((await post('/v1/issue', one.issue)).body), row);
      requests.push(['/v1/redeem', bytes, Buffer.from(body), (answer) => one.receipt(sealed, answer)]);
    }
    for (let i = 0; i < 60; i++)
      requests.push([['/v1/issue', '/v1/redeem'][i % 2], bytes, Buffer.alloc(163, i)]);
    for (let i = 0; i < 10; i++)
      requests.push(['/logout', 'application/x-www-form-urlencoded', Buffer.from('csrf=x')]);

    const waiting = await Promise.all(requests.map(([path, type, body]) => accepted(port, path, type, body)));
    const first = waiting.splice(0, waiting.length / 2);
    const answers = first.map((one) => one.send());
    const ended = server.stop(); // SIGTERM now, in the middle of them
    answers.push(...waiting.map((one) => one.send()));
    const said = await Promise.all(answers);
    const { code, signal, log } = await ended;
    assert.equal(signal, null, log);
    assert.equal(code, 0, log);
    for (const [i, answer] of said.entries()) {
      assert.ok(complete(answer), `round ${round}: ${requests[i][0]} was answered with ${JSON.stringify(answer)}`);
      const status = Number(answer.slice(9, 12));
      tally[status] = (tally[status] ?? 0) + 1;
      if (status === 200 && requests[i][3])
        receipts.push(requests[i][3](Buffer.from(answer.slice(answer.indexOf('\r\n\r\n') + 4), 'latin1')));
    }
  }
  t.diagnostic(`${rounds} rounds; answers by status: ${JSON.stringify(tally)}; receipts: ${receipts.length}`);
  assert.ok(receipts.length > 0);
  assert.equal(Object.keys(tally).some((status) => !['200', '303', '403', '400', '404', '503'].includes(status)), false);
});
