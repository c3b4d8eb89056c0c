// No memory at the Nth allocation: a command says so and changes nothing by
// halves; the server does not start, or starts whole; a request fails alone. Of
// the libraries that draw: drawing.test.mjs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { ask, post } from '../http/client.mjs';
import { build, chorus } from '../system.mjs';
import { chance, deep, instrument, report, seed, serve, turns } from './instrument.mjs';
import { finishes, fresh, jobs, prepared, run } from './jobs.mjs';
import { boardHolds, crowd, openedWave, receiptsOf, vote } from './load.mjs';

const pause = (msec) => new Promise((done) => { setTimeout(done, msec); });

for (const job of jobs) {
  test(`${job.name} without memory at any allocation is whole or not at all`, async () => {
    const stage = await prepared(job);
    const place = fresh(stage);
    const tool = instrument(place.dir);
    assert.equal(run(job, place, tool.env).status, 0);
    const count = tool.get('allocations');
    const counts = { before: 0, after: 0, refused: 0, tries: 0 };
    for (const at of turns(count, deep ? 60 : 3)) {
      const what = `allocation ${at} of ${count} (seed ${seed})`;
      const again = fresh(stage);
      tool.reset({ starveAt: at });
      const { status, stderr } = run(job, again, tool.env);
      assert.ok(status === 0 || status === 1, `${what}: exit ${status}: ${stderr}`);
      if (status === 0) assert.equal(job.state(again.dir, again), 'after', what);
      counts.refused += status;
      counts[finishes(job, again, `${what}: ${stderr}`)]++;
      counts.tries++;
    }
    report(`${job.name}: ${counts.tries} of ${count} allocations, ${counts.refused} refused;`
      + ` found before ${counts.before}, after ${counts.after}, half 0`);
  });
}

test('commands that only read say that there is no memory, and end', async () => {
  const stage = await prepared(jobs.find((j) => j.name === 'wave close'));
  const { dir, passphraseFile } = fresh(stage);
  assert.equal(chorus(dir, ['wave', 'close', 'w', '--early', '--passphrase-file', passphraseFile]).status, 0);
  const tool = instrument(dir);
  for (const args of [['wave', 'show', 'w'], ['wave', 'verify', 'w'], ['board', 'verify', 'w'],
    ['release', 'show', 'w'], ['roster', 'show']]) {
    tool.reset();
    assert.equal(chorus(dir, args, { env: tool.env }).status, 0);
    const count = tool.get('allocations');
    let refused = 0;
    const chosen = turns(count, deep ? 40 : 3);
    for (const at of chosen) {
      tool.reset({ starveAt: at });
      const { status, stderr } = chorus(dir, args, { env: tool.env });
      assert.ok(status === 0 || status === 1, `${args.join(' ')}: allocation ${at}: exit ${status}: ${stderr}`);
      refused += status;
    }
    report(`${args.join(' ')}: ${chosen.length} of ${count} allocations, ${refused} refused`);
  }
});

// A server that starts without memory at AT: its exit status, or its address.
async function started(dir, env) {
  const child = spawn(path.join(build, 'chorusd'), ['-d', dir, '--listen', '127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let out = '';
  const ended = new Promise((done) => { child.on('exit', (code, signal) => done({ code, signal, out })); });
  child.stderr.on('data', (chunk) => { out += chunk; });
  const ready = new Promise((done) => {
    child.stdout.on('data', (chunk) => {
      const found = /^READY (\S+)$/m.exec(chunk);
      if (found) done({ url: found[1] });
    });
  });
  return { ...(await Promise.race([ready, ended])), child, ended };
}

test('a server that starts without memory ends in a line, or serves what was acknowledged', async () => {
  const place = await openedWave(16);
  const { dir, voters } = place;
  const tool = instrument(dir);
  const first = await serve(dir, [], { env: tool.env });
  const count = tool.get('allocations');
  await crowd(first.url, voters.slice(0, 4));
  await first.stop();
  const counts = { tries: 0, refused: 0, served: 0 };
  for (const at of turns(count, deep ? 60 : 5)) {
    tool.reset({ starveAt: at });
    const { url, code, signal, out, child, ended } = await started(dir, tool.env);
    counts.tries++;
    if (url === undefined) {
      assert.equal(code, 1, `allocation ${at} of ${count}: ${code} ${signal} ${out}`);
      assert.match(out, /^chorusd: [^\n]+\n$/, `allocation ${at} of ${count}`);
      counts.refused++;
      continue;
    }
    const again = () => post(url, '/v1/redeem', voters[0].redeeming.body).catch(() => ({ status: 0 }));
    let answer = await again();
    while (answer.status !== 200) {
      assert.ok([0, 404, 503].includes(answer.status), `allocation ${at}: ${answer.status}`);
      await pause(20);
      answer = await again();
    }
    assert.deepEqual(answer.body, voters[0].receipt);
    counts.served++;
    child.kill('SIGTERM');
    assert.equal((await ended).code, 0, `allocation ${at} of ${count}`);
  }
  report(`start: ${counts.tries} of ${count} allocations: ${counts.refused} refused in a line,`
    + ` ${counts.served} served`);
  await boardHolds(place, voters);
});

test('a request without memory fails alone and is done again', async () => {
  const place = await openedWave(deep ? 160 : 24);
  const tool = instrument(place.dir);
  const server = await serve(place.dir, [], { env: tool.env });
  const left = [...place.voters];
  await crowd(server.url, [left.pop()]); // statements are prepared now
  tool.set({ allocations: 0 });
  await crowd(server.url, [left.pop()]);
  const count = tool.get('allocations');
  let starved = 0;
  for (const at of turns(count + 20, deep ? 150 : 12)) {
    const voter = left.pop();
    tool.set({ allocations: 0, starveAt: at, starved: 0 });
    await vote(server.url, voter);
    starved += tool.get('starved');
    tool.set({ starveAt: 0 });
    while (!voter.told) await vote(server.url, voter);
  }
  assert.ok(starved > 0);
  report(`issue and redeem: ${starved} of ${count} allocations failed; everybody has a receipt`);
  for (const page of ['/', '/w/w', '/v1/waves', '/login', '/receipt/w', '/results']) {
    tool.set({ allocations: 0, starveAt: 0 });
    const { status } = await ask(server.url, page);
    const most = tool.get('allocations');
    const chosen = turns(most, deep ? 40 : 3);
    for (const at of chosen) {
      tool.set({ allocations: 0, starveAt: at });
      const answer = await ask(server.url, page).catch(() => ({ status: 0 }));
      assert.ok([0, 500, 503, status].includes(answer.status), `${page}: ${answer.status}`);
    }
    report(`GET ${page}: ${chosen.length} of ${most} allocations failed`);
  }
  tool.set({ starveAt: 0 });
  assert.equal((await ask(server.url, '/healthz')).status, 200);
  assert.equal((await server.stop()).code, 0);
  const { board } = await boardHolds(place, place.voters);
  assert.equal(board.redeemed, receiptsOf(place.voters).length);
});
