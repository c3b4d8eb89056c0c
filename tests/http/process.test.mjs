// chorusd as a process: where it listens, who may run beside it, how it ends.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'node:test';
import { build, closeWave, institution, openWave, scratch, serve, smallRoster } from '../system.mjs';
import { ask, post, readWave, trainee } from './client.mjs';
import { rowBytes } from '../../src/client/answers.js';

const pause = (msec) => new Promise((done) => { setTimeout(done, msec); });
const people = smallRoster({ Medicine: { A: 20, B: 20 } });

function chorusd(...args) {
  const run = spawnSync(path.join(build, 'chorusd'), args, { encoding: 'utf8', timeout: 20000 });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

test('wrong usage is 2, with the usage on standard error', () => {
  for (const args of [['--nonsense'], ['-d'], ['extra']]) {
    const run = chorusd(...args);
    assert.equal(run.status, 2, args.join(' '));
    assert.match(run.stderr, /chorusd \[-d DIR\]/);
    assert.equal(run.stdout, '');
  }
  const help = chorusd('--help');
  assert.equal(help.status, 0);
  assert.match(help.stdout, /--listen WHERE/);
});

test('an address that others can reach is refused in one line', () => {
  for (const where of ['0.0.0.0:0', '[::]:0', ':8080', 'example.org:80', '8080', '127.0.0.1:99999', 'unix:']) {
    const run = chorusd('-d', scratch(), '--listen', where);
    assert.equal(run.status, 2, where);
    assert.match(run.stderr, /^chorusd: [^\n]+\n$/, where);
  }
});

test('a folder that is no institution is named', () => {
  const run = chorusd('-d', scratch(), '--listen', '127.0.0.1:0');
  assert.equal(run.status, 1);
  assert.match(run.stderr, /chorus init/);
});

test('a broken template, resource or script folder stops it at the start', () => {
  const { dir } = institution(people);
  const empty = scratch();
  const broken = scratch();
  fs.writeFileSync(path.join(broken, 'home.tpl'), '<p>{{NAME}}</p>\n');
  fs.writeFileSync(path.join(broken, 'resources.json'), '{"format":"chorus-resources-v1"}');
  for (const [args, said] of [
    [['--templates', empty], /no template/],
    [['--templates', broken], /home\.tpl.*AUTOESCAPE/],
    [['--client', empty], /receipt\.js/],
    [['--resources', path.join(broken, 'resources.json')], /resources\.json:\d+:\d+:/],
    [['--resources', path.join(empty, 'none.json')], /none\.json/],
  ]) {
    const run = chorusd('-d', dir, '--listen', '127.0.0.1:0', ...args);
    assert.equal(run.status, 1, args.join(' '));
    assert.match(run.stderr, said);
    assert.doesNotMatch(run.stdout, /READY/);
  }
});

test('two servers on one folder are refused, one after the other is not', async () => {
  const { dir } = institution(people);
  const first = await serve(dir);
  const second = chorusd('-d', dir, '--listen', '127.0.0.1:0');
  assert.equal(second.status, 1);
  assert.match(second.stderr, /another chorusd/);
  assert.equal((await first.stop()).code, 0);
  const third = await serve(dir);
  assert.equal((await ask(third.url, '/healthz')).text, 'ok\n');
  assert.equal((await third.stop()).code, 0);
});

test('a Unix socket serves the proxy, and is gone at the end', async () => {
  const { dir, base } = institution(people);
  fs.mkdirSync(path.join(base, 'run'));
  const socketPath = path.join(base, 'run/socket');
  const child = spawn(path.join(build, 'chorusd'), ['-d', dir, '--listen', `unix:${socketPath}`],
    { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => { child.on('exit', resolve); });
  process.on('exit', () => child.kill('SIGKILL'));
  const ready = await new Promise((resolve) => { child.stdout.once('data', resolve); });
  assert.equal(String(ready), `READY unix:${socketPath}\n`);
  assert.equal(fs.statSync(socketPath).mode & 0o777, 0o660);
  // the Host header is the proxy's business here
  const status = await new Promise((resolve, reject) => {
    http.get({ socketPath, path: '/', headers: { Host: 'survey.example.org' } },
      (response) => { response.resume(); resolve(response.statusCode); }).on('error', reject);
  });
  assert.equal(status, 200);
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
  assert.equal(fs.existsSync(socketPath), false);
});

test('on loopback too, any name that a proxy passes on is answered', async () => {
  const { dir } = institution(people);
  const server = await serve(dir);
  for (const Host of ['survey.example.org', 'survey.example.org:8443', 'localhost:1']) {
    assert.equal((await ask(server.url, '/', { headers: { Host } })).status, 200, Host);
    const answer = await ask(server.url, '/v1/redeem', { method: 'POST', body: 'x',
      headers: { Host, 'Content-Type': 'application/octet-stream' } });
    assert.equal(answer.status, 400, Host);
  }
  await server.stop();
});

test('with --host a name is one that was given, also for pages', async () => {
  const { dir } = institution(people);
  const server = await serve(dir, ['--host', 'survey.example.org']);
  const of = (Host, address = '/') => ask(server.url, address, { headers: { Host } });
  assert.equal((await of('survey.example.org')).status, 200);
  assert.equal((await of('localhost:1')).status, 200);
  for (const address of ['/', '/v1/waves', '/login']) {
    const answer = await of('rebound.example', address);
    assert.equal(answer.status, 421, address);
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
  }
  await server.stop();
});

test('its log has events only, whatever is asked', async () => {
  const { dir } = institution(people);
  const server = await serve(dir);
  for (const address of ['/', '/nope-canary', '/v1/waves', '/login'])
    await ask(server.url, address, { headers: { 'User-Agent': 'canary', 'X-Forwarded-For': '192.0.2.77' } });
  await post(server.url, '/v1/redeem', new Uint8Array(40).fill(1));
  const { log } = await server.stop();
  assert.match(log, /^READY http:\/\/127\.0\.0\.1:\d+\nchorusd: serving; port \d+\nchorusd: stopped 0\n$/);
});

// --- ballots and the end of a process ----------------------------------------

// Trainees who vote until their server is gone; what they were told.
async function voters(url, invites, survey) {
  const wave = await readWave(url, 'w1');
  const told = [];
  const vote = async (invite) => {
    const one = trainee(wave, invite);
    const taken = async (path, body) => {
      const answer = await post(url, path, body);
      if (answer.status === 503) throw new Error('the server is ending: nothing was taken');
      assert.equal(answer.status, 200);
      return answer.body;
    };
    const row = new Uint8Array(rowBytes(survey)).fill(1);
    const { body, sealed } = one.redeem(one.take(await taken('/v1/issue', one.issue)), row);
    const answer = await taken('/v1/redeem', body);
    told.push(one.receipt(sealed, answer));
  };
  const left = [...invites];
  const loop = async () => {
    while (left.length > 0) {
      try {
        await vote(left.pop());
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        return; // the connection was lost: nothing was promised
      }
    }
  };
  return { told, done: Promise.all([loop(), loop(), loop(), loop()]) };
}

async function boardHolds(site, server, told) {
  closeWave(site, 'w1');
  while ((await ask(server.url, '/v1/waves/w1/board')).status !== 200) await pause(50);
  const board = JSON.parse((await ask(server.url, '/v1/waves/w1/board')).text);
  const leaves = new Set(board.leaves);
  for (const { nullifier, sealedHash } of told)
    assert.ok(leaves.has(Buffer.concat([Buffer.from(nullifier), Buffer.from(sealedHash)]).toString('base64url')));
  return board;
}

for (const signal of ['SIGTERM', 'SIGKILL']) {
  test(`${signal} in the middle of voting loses nothing that was acknowledged`, async () => {
    const site = institution(people);
    const { invites } = openWave(site, 'w1', 'http://127.0.0.1');
    const first = await serve(site.dir);
    const survey = JSON.parse((await ask(first.url, '/v1/waves/w1/survey')).text);
    const voting = await voters(first.url, invites, survey);
    while (voting.told.length < 5) await pause(5);
    const ended = await first.stop(signal);
    assert.equal(signal === 'SIGTERM' ? ended.code : ended.signal, signal === 'SIGTERM' ? 0 : 'SIGKILL');
    await voting.done;
    const second = await serve(site.dir);
    const board = await boardHolds(site, second, voting.told);
    assert.ok(board.redeemed >= voting.told.length);
    assert.ok(board.redeemed <= board.issued);
    await second.stop();
  });
}

test('without its keys a wave answers 503 and healthz says so; with them it goes on', async () => {
  const site = institution(people);
  const { invites } = openWave(site, 'w1', 'http://127.0.0.1');
  const key = path.join(site.dir, 'server/keys/w1.poprf');
  fs.renameSync(key, `${key}.away`);
  const server = await serve(site.dir);
  const wave = await readWave(server.url, 'w1');
  const one = trainee(wave, invites[0]);
  const later = await post(server.url, '/v1/issue', one.issue);
  assert.equal(later.status, 503);
  assert.ok(Number(later.headers['retry-after']) > 0);
  assert.equal((await ask(server.url, '/healthz')).status, 503);
  fs.renameSync(`${key}.away`, key);
  while ((await ask(server.url, '/healthz')).status !== 200) await pause(50);
  assert.equal((await post(server.url, '/v1/issue', one.issue)).status, 200);
  await server.stop();
});
