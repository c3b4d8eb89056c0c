// A sync that fails once, and then the power. Most file systems take what they
// could not write for written, so that the next sync succeeds and the disk never
// has it; btrfs forgets it, so that the next read finds what was there before.
// Whatever was acknowledged after such a failure is on the disk all the same, and
// a command that says that it is done has done it there.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { before, changesIn, sentAt } from './cuts.mjs';
import { Disk } from './disk.mjs';
import { calls, chance, deep, failures, how, instrument, look, order, report, seed, serve, turns }
  from './instrument.mjs';
import { finishes, fresh, jobs, prepared, run } from './jobs.mjs';
import { boardHolds, crowd, holds, openedWave, receiptsOf, vote } from './load.mjs';

const once = failures.find((f) => f.what === 'a failed fsync');
const systems = [['believes', once], ['forgets', { ...once, how: how.forget }]];

// More than a trainee's two requests have; that the last are not met is checked.
const MANY = 20;
const rounds = deep ? 3 : 1;

for (const [system, failure] of systems) {
  test(`a server whose sync failed acknowledges nothing that the power can take: a disk that ${system}`, async () => {
    const below = chance();
    const place = await openedWave(MANY * rounds * 2);
    const { base, dir, voters } = place;
    const log = path.join(base, 'log');
    const disks = [new Disk(dir), new Disk(dir)];
    const tool = instrument(dir, { log });
    const server = await serve(dir, [], { env: tool.env });
    const met = [];
    const counts = { failed: 0, refused: 0, cuts: 0, disks: 0, due: 0 };
    for (let i = 0; i < MANY * rounds; i++) {
      const [one, other] = voters.slice(2 * i, 2 * i + 2);
      tool.set({ ...order(failure, 1 + (i % MANY)), calls: 0, hits: 0 });
      const told = await vote(server.url, one);
      const failed = tool.get('hits');
      tool.set({ failAt: 0 });
      counts.failed += failed;
      if (failed > 0) met.push(one);
      counts.refused += failed > 0 && !told ? 1 : 0;
      await crowd(server.url, [one, other]); // the next syncs all succeed
    }
    assert.ok(counts.failed >= 8 * rounds, `${counts.failed} syncs failed: this tests little`);
    assert.ok(counts.failed < MANY * rounds, 'there are syncs after the last that failed');
    await server.stop('SIGKILL');
    const lines = changesIn(log);
    assert.equal(lines.filter((line) => line.kind === 'f').length, counts.failed);
    const told = sentAt(lines, voters.map((v) => [v.told, v.receipt]));
    const issued = sentAt(lines, voters.map((v) => [v.key, v.evaluated]));
    const cuts = (deep ? voters : met).flatMap((v) => [issued.get(v.key), told.get(v.told)]);
    const acknowledged = new Set(cuts.map((i) => i + 1));
    const aside = path.join(base, 'aside');
    for (let i = 0; i <= lines.length; i++) {
      if (acknowledged.has(i)) {
        counts.cuts++;
        // What failed brought nothing, or a part; what was not synced is not there.
        for (const disk of deep ? disks : [disks[counts.cuts % 2]]) {
          disk.write(disk.found(below, 0), aside);
          const due = before(told, i);
          holds(look(path.join(aside, 'server')), voters,
            { told: due, issued: before(issued, i), what: `seed ${seed}, cut ${i}` });
          counts.disks++;
          counts.due += due.length;
        }
      }
      if (i === lines.length) break;
      disks[0].take(lines[i]);
      disks[1].take(lines[i], below);
    }
    report(`a disk that ${system}, seed ${seed}: ${counts.failed} syncs failed,`
      + ` ${counts.refused} of their trainees were refused at first;`
      + ` ${counts.cuts} cuts right after an answer, ${counts.disks} disks, ${counts.due} receipts due, all found, twice 0`);
    disks[0].write(disks[0].found(below, 0), aside);
    const { board } = await boardHolds({ ...place, dir: aside }, voters);
    assert.equal(board.redeemed, receiptsOf(voters).length);
  });
}

for (const job of jobs) {
  test(`${job.name}: what is done after a failed sync is on the disk`, async () => {
    const stage = await prepared(job);
    const counts = { failed: 0, through: 0, again: 0, before: 0, after: 0, disks: 0 };
    const whole = fresh(stage);
    const first = instrument(whole.dir);
    first.reset({ classes: calls.sync });
    assert.equal(run(job, whole, first.env).status, 0);
    const below = chance();
    for (const at of turns(first.get('calls'), deep ? Infinity : 1, below)) {
      const [system, failure] = systems[(at + seed) % 2];
      const what = `sync ${at}, a disk that ${system} (seed ${seed})`;
      const place = fresh(stage);
      const log = path.join(place.base, 'log');
      const disks = deep ? [new Disk(place.dir), new Disk(place.dir)] : [new Disk(place.dir)];
      const tool = instrument(place.dir, { log });
      tool.reset(order(failure, at));
      let { status, stderr } = run(job, place, tool.env);
      assert.ok(status === 0 || status === 1, `${what}: exit ${status}: ${stderr}`);
      counts.failed += tool.get('hits');
      counts.through += status === 0 ? 1 : 0;
      if (status === 1) {
        assert.match(stderr, /^chorus [^\n]+\n$/m, what);
        tool.reset();
        ({ status, stderr } = run(job, place, tool.env));
        counts.again++;
      }
      const lines = changesIn(log);
      const failed = lines.findIndex((line) => line.kind === 'f');
      for (const [n, disk] of disks.entries()) {
        const cut = failed + 1 + below(lines.length - failed);
        for (const [i, line] of lines.entries()) {
          disk.take(line, n === 0 ? undefined : below);
          if (i !== cut) continue;
          disk.write(disk.found(below), place.dir);
          counts[finishes(job, place, `${what}, cut ${cut}`)]++;
        }
        disk.write(disk.found(below, 0), place.dir);
        const state = finishes(job, place, `${what}: ${stderr}`);
        assert.equal(state, 'after', `${what}: exit ${status}: ${stderr}`);
        counts.disks++;
      }
    }
    assert.ok(counts.failed > 0);
    report(`${job.name}: seed ${seed}: ${counts.failed} syncs failed, ${counts.through} runs went through,`
      + ` ${counts.again} were run again; cut between: before ${counts.before}, after ${counts.after}, half 0;`
      + ` ${counts.disks} disks after a power cut at the end, all of them done`);
  });
}
