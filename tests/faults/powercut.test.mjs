// A power cut at any moment: the disk keeps what was synced, and any part, whole
// or torn, of what was not. The instrument wrote down what the real programs
// wrote, synced and answered; disk.mjs puts the disk together again.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { atCuts, before, changesIn, sentAt } from './cuts.mjs';
import { Disk } from './disk.mjs';
import { chance, deep, instrument, look, report, seed, serve, turns } from './instrument.mjs';
import { finishes, fresh, jobs, prepared, run } from './jobs.mjs';
import { boardHolds, crowd, holds, openedWave, receiptsOf } from './load.mjs';

test('a power cut under load loses no ballot and no token that was acknowledged', async () => {
  const below = chance();
  const place = await openedWave(deep ? 60 : 24);
  const { base, dir, voters } = place;
  const log = path.join(base, 'log');
  const disk = new Disk(dir);
  const server = await serve(dir, [], { env: instrument(dir, { log }).env });
  await crowd(server.url, voters, { abreast: 12 });
  await server.stop('SIGKILL');
  const lines = changesIn(log);
  const told = sentAt(lines, voters.map((v) => [v.told, v.receipt]));
  const issued = sentAt(lines, voters.map((v) => [v.key, v.evaluated]));
  const counts = { disks: 0, receipts: 0, found: 0, boards: 0 };
  const aside = path.join(base, 'aside');
  const cuts = await atCuts(disk, lines, below, deep ? Infinity : 40, async (i) => {
    for (let n = 0; n < (deep ? 2 : 1); n++) {
      const what = `seed ${seed}, cut ${i}`;
      const due = before(told, i);
      const image = disk.found(below, n === 0 ? undefined : i % 2);
      disk.write(image, aside);
      const found = look(path.join(aside, 'server'));
      holds(found, voters, { told: due, issued: before(issued, i), what });
      counts.disks++;
      counts.receipts += due.length;
      counts.found += due.filter((receipt) => found.ballots.has(receipt)).length;
      if (counts.disks % (deep ? 100 : 40) !== 0) continue;
      disk.write(image, aside); // a look leaves its marks
      await boardHolds({ ...place, dir: aside }, voters, { told: due });
      counts.boards++;
    }
  });
  report(`seed ${seed}: ${cuts} cuts, ${counts.disks} disks, ${counts.receipts} receipts due,`
    + ` ${counts.found} found, twice 0; ${counts.boards} of them served, closed, and compared`
    + ' with their boards');
});

for (const job of jobs) {
  test(`a power cut in ${job.name} leaves it whole or not at all`, async () => {
    const below = chance();
    const stage = await prepared(job);
    const place = fresh(stage);
    const log = path.join(place.base, 'log');
    const disk = new Disk(place.dir);
    const { status, stderr } = run(job, place, instrument(place.dir, { log }).env);
    assert.equal(status, 0, stderr);
    const lines = changesIn(log);
    const counts = { before: 0, after: 0 };
    let disks = 0;
    const cuts = await atCuts(disk, lines, below, deep ? Infinity : 2, async (i) => {
      for (let n = 0; n < (deep ? 2 : 1); n++) {
        disk.write(disk.found(below, n === 0 ? undefined : i % 2), place.dir);
        counts[finishes(job, place, `seed ${seed}, cut ${i} of ${lines.length}`)]++;
        disks++;
      }
    });
    report(`${job.name}: seed ${seed}: ${cuts} cuts, ${disks} disks; found before`
      + ` ${counts.before}, after ${counts.after}, half 0; finished by the next run: all`);
  });
}
