// Commands of the office, killed at every call that changes the disk, and in
// the middle of every write: there is no half state, and the next run finishes
// the job.
import assert from 'node:assert/strict';
import test from 'node:test';
import { calls, chance, deep, how, instrument, order, report, seed, turns } from './instrument.mjs';
import { finishes, fresh, jobs, prepared, run } from './jobs.mjs';

const kinds = [
  { what: 'killed before', how: how.die, classes: calls.changing },
  { what: 'killed in the middle of', how: how.tear, classes: calls.write },
];

for (const job of jobs) {
  test(`${job.name}, killed at every write, is there whole or not at all`, async () => {
    const stage = await prepared(job);
    const below = chance();
    const counts = { before: 0, after: 0 };
    let tries = 0;
    for (const kind of kinds) {
      const whole = fresh(stage);
      const tool = instrument(whole.dir);
      tool.reset({ classes: kind.classes });
      assert.equal(run(job, whole, tool.env).status, 0);
      const count = tool.get('calls');
      assert.ok(count >= 3, `only ${count} calls: this tests nothing`);
      for (const at of turns(count, deep ? Infinity : 2, below)) {
        const what = `${kind.what} call ${at} of ${count} (seed ${seed})`;
        const place = fresh(stage);
        tool.reset(order(kind, at));
        const { status, stderr } = run(job, place, tool.env);
        // A few calls less than counted: passphrases and names differ.
        if (tool.get('hits') > 0) assert.equal(status, null, `${what}: ${stderr}`);
        counts[finishes(job, place, what)]++;
        tries++;
      }
    }
    report(`${job.name}: ${tries} kills; found before ${counts.before}, after ${counts.after},`
      + ' half 0; finished by the next run: all');
  });
}
