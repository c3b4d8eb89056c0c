// A clock that jumps, a second server, a disk that cannot be written: what was
// acknowledged stays, and the refusals are those of the protocol.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ask, post } from '../http/client.mjs';
import { snapshot } from '../cli/helpers.mjs';
import { build, chorus, chorusOk } from '../system.mjs';
import { chance, deep, instrument, order, readOnly, report, seed, serve } from './instrument.mjs';
import { jobs, fresh, prepared, run } from './jobs.mjs';
import { boardHolds, crowd, openedWave, receiptsOf, vote } from './load.mjs';

const DAY = 86400;
const CLOSES = 10 * DAY; // what openedWave says

const redeem = (url, voter) => post(url, '/v1/redeem', voter.redeeming.body);

async function retriesHold(url, voters) {
  for (const voter of voters.filter((v) => v.told)) {
    const answer = await redeem(url, voter);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, voter.receipt);
  }
}

test('a clock that jumps past the closing time and back loses nothing and takes nothing late', async () => {
  const place = await openedWave(24);
  const { voters } = place;
  const tool = instrument(place.dir);
  const server = await serve(place.dir, [], { env: tool.env });
  await crowd(server.url, voters.slice(0, 4));
  tool.set({ shift: CLOSES + DAY });
  assert.equal(await vote(server.url, voters[4], [410]), false);
  assert.equal(voters[4].evaluated, undefined, 'no token after the closing time');
  await retriesHold(server.url, voters);
  tool.set({ shift: 0 });
  await crowd(server.url, voters.slice(4, 8));
  tool.set({ shift: -400 * DAY });
  await crowd(server.url, voters.slice(8, 10));
  await retriesHold(server.url, voters);
  tool.set({ shift: 0 });

  const close = ['wave', 'close', 'w', '--passphrase-file', place.passphraseFile];
  const early = chorus(place.dir, close, { env: tool.env });
  assert.equal(early.status, 1, 'not before its time');
  await retriesHold(server.url, voters);
  tool.set({ shift: CLOSES + DAY });
  chorusOk(place.dir, close, { env: tool.env });
  tool.set({ shift: -400 * DAY });
  while ((await ask(server.url, '/v1/waves/w/board')).status !== 200) { /* it notices within a second */ }
  assert.equal((await post(server.url, '/v1/issue', voters[10].one.issue)).status, 410, 'closed stays closed');
  await server.stop();
  const { leaves } = await boardHolds(place, voters);
  assert.equal(leaves.size, receiptsOf(voters).length);
});

test('a clock that jumps to and fro across the closing time, under load, is never half late', async () => {
  const below = chance();
  const place = await openedWave(deep ? 200 : 24);
  const { voters } = place;
  const tool = instrument(place.dir);
  const server = await serve(place.dir, [], { env: tool.env });
  let jumps = 0;
  const left = [...voters];
  const loop = async () => {
    while (left.length > 0) {
      const voter = left.shift();
      tool.set({ shift: CLOSES + [-DAY, -1, 0, 1, DAY][below(5)] });
      jumps++;
      if (!(await vote(server.url, voter, [410]))) left.push(voter);
    }
  };
  await Promise.all(Array.from({ length: 6 }, loop));
  tool.set({ shift: 0 });
  await retriesHold(server.url, voters);
  assert.equal((await server.stop()).code, 0);
  const { board } = await boardHolds(place, voters);
  assert.equal(board.redeemed, voters.length);
  report(`seed ${seed}: ${jumps} jumps, ${voters.length} receipts, on the board ${board.redeemed}`);
});

test('a second server on the folder is refused, even one that took the lock away', async () => {
  const place = await openedWave(16);
  const { dir, voters } = place;
  const server = await serve(dir);
  const voting = crowd(server.url, voters, { abreast: 2 });
  const second = spawnSync(path.join(build, 'chorusd'), ['-d', dir, '--listen', '127.0.0.1:0'],
    { encoding: 'utf8', timeout: 20000 });
  assert.equal(second.status, 1);
  assert.match(second.stderr, /another chorusd/);
  await voting;
  assert.equal(receiptsOf(voters).length, voters.length);
  fs.rmSync(path.join(dir, 'server/lock'));
  const forced = await serve(dir); // pages, but no door to the wave
  assert.equal((await redeem(forced.url, voters[0])).status, 503);
  assert.equal((await post(forced.url, '/v1/issue', voters[0].one.issue)).status, 503);
  assert.equal((await ask(forced.url, '/healthz')).status, 503);
  await retriesHold(server.url, voters);
  await forced.stop();
  await server.stop();
  await boardHolds(place, voters);
});

test('a disk that turns read-only while serving refuses, and goes on when it is well', async () => {
  const place = await openedWave(16);
  const { voters } = place;
  const tool = instrument(place.dir);
  const server = await serve(place.dir, [], { env: tool.env });
  await crowd(server.url, voters.slice(0, 4));
  tool.set({ ...order(readOnly, 1), calls: 0 });
  for (const voter of voters.slice(4, 8)) assert.equal(await vote(server.url, voter), false);
  assert.equal(voters.some((v, i) => i >= 4 && v.evaluated), false, 'nothing was taken');
  tool.set({ failAt: 0 });
  await crowd(server.url, voters);
  await retriesHold(server.url, voters);
  await server.stop();
  const { board } = await boardHolds(place, voters);
  assert.equal(board.redeemed, voters.length);
});

for (const job of jobs) {
  test(`${job.name} on a read-only disk changes nothing and says so in a line`, async () => {
    const place = fresh(await prepared(job));
    const tool = instrument(place.dir);
    const before = snapshot(place.dir);
    tool.reset(order(readOnly, 1));
    const { status, stderr } = run(job, place, tool.env);
    assert.equal(status, 1);
    assert.match(stderr, /^chorus [^\n]+\n$/m);
    assert.deepEqual(snapshot(place.dir), before);
  });
}

// The same with a mount, where this system lets a test make one.
function onReadOnly(dir, program, args) {
  const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
  return spawnSync('unshare', ['-rm', 'sh', '-c', script, dir, path.join(build, program), '-d', dir, ...args],
    { encoding: 'utf8', timeout: 20000 });
}

test('a folder that is mounted read-only is refused by both programs', async (t) => {
  const place = await openedWave(16);
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0) {
    t.skip('this system lets nobody make a mount namespace');
    return;
  }
  const before = snapshot(place.dir);
  const server = onReadOnly(place.dir, 'chorusd', ['--listen', '127.0.0.1:0']);
  assert.equal(server.status, 1, server.stderr);
  assert.match(server.stderr, /^chorusd: [^\n]+\n$/);
  assert.match(server.stderr, /read-only|Read-only/i);
  const close = onReadOnly(place.dir, 'chorus',
    ['wave', 'close', 'w', '--early', '--passphrase-file', place.passphraseFile]);
  assert.equal(close.status, 1);
  assert.match(close.stderr, /^chorus [^\n]+\n$/m);
  assert.deepEqual(snapshot(place.dir), before);
});
