// A disk that is full, broken, interrupted, or that cannot sync, at each call in
// turn: what the server acknowledged meanwhile is on the board, what it refused
// may be tried again; a command says what failed, and the next run finishes it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ask } from '../http/client.mjs';
import { chance, deep, errors, failures, instrument, order, report, seed, serve, turns } from './instrument.mjs';
import { callsOf, finishes, fresh, jobs, prepared, run } from './jobs.mjs';
import { boardHolds, openedWave, receiptsOf, vote } from './load.mjs';

// How many calls a trainee's two requests make, at most: with this many the
// last are never reached, and that is checked.
const MANY = 60;

test('a disk that fails the server at each call in turn loses no ballot', async () => {
  const below = chance();
  const most = deep ? MANY : 5;
  const place = await openedWave(failures.length * most);
  const left = [...place.voters];
  const tool = instrument(place.dir);
  const server = await serve(place.dir, [], { env: tool.env });
  for (const failure of failures) {
    const counts = { tries: 0, failed: 0, acknowledged: 0 };
    let beyond = 0;
    for (const at of turns(MANY, most, below)) {
      const voter = left.pop();
      tool.set({ ...order(failure, at), calls: 0, hits: 0 });
      if (await vote(server.url, voter)) counts.acknowledged++;
      tool.set({ failAt: 0 });
      counts.tries++;
      if (tool.get('hits') > 0) counts.failed++;
      else beyond++;
      while (!voter.told) await vote(server.url, voter);
    }
    assert.ok(counts.failed > 0, `${failure.what}: nobody met it: this tests nothing`);
    if (deep) assert.ok(beyond > 0, `${failure.what}: there are calls after the last that failed`);
    report(`${failure.what}: ${counts.tries} trainees, ${counts.failed} met it,`
      + ` ${counts.acknowledged} were acknowledged at once, all in the end`);
  }
  assert.equal((await ask(server.url, '/healthz')).status, 200);
  await server.stop('SIGKILL');
  const voters = place.voters.filter((v) => v.told);
  const { board } = await boardHolds(place, place.voters, { told: receiptsOf(voters) });
  assert.equal(board.redeemed, voters.length);
  report(`seed ${seed}: ${voters.length} receipts, on the board ${board.redeemed}, twice 0`);
});

for (const job of jobs) {
  test(`${job.name} on a disk that fails at each call in turn says so and can be run again`, async () => {
    const below = chance();
    const stage = await prepared(job);
    const made = callsOf(job, stage);
    for (const failure of failures.filter((f, i) => deep || i % 2 === 0)) {
      const counts = { before: 0, after: 0, through: 0, tries: 0 };
      const which = errors(made, failure.classes, below);
      for (const at of turns(which.length, deep ? failure.most ?? Infinity : 1, below).map((n) => which[n - 1])) {
        const what = `${failure.what} at call ${at} (seed ${seed})`;
        const place = fresh(stage);
        const tool = instrument(place.dir);
        tool.reset(order(failure, at));
        const { status, stderr } = run(job, place, tool.env);
        assert.ok(status === 0 || status === 1, `${what}: exit ${status}: ${stderr}`);
        if (status === 1) assert.match(stderr, /^chorus [^\n]+\n$/m, what);
        if (status === 0) assert.equal(job.state(place.dir, place), 'after', what);
        counts.through += status === 0 ? 1 : 0;
        counts[finishes(job, place, `${what}: ${stderr}`)]++;
        counts.tries++;
      }
      report(`${job.name}, ${failure.what}: ${which.length} calls that differ, ${counts.tries} tried,`
        + ` ${counts.through} went through; found before ${counts.before}, after ${counts.after}, half 0`);
    }
  });
}
