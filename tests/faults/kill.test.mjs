// The server, killed at moments of chance while trainees answer: what was
// acknowledged is in its files, and a retry ends with each ballot once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build } from '../system.mjs';
import { chance, deep, lookAside, report, seed, serve } from './instrument.mjs';
import { boardHolds, crowd, holds, isZeros, openedWave, receiptsOf } from './load.mjs';

// On a disk that takes its time to sync, so that kills meet commits.
delete process.env.TMPDIR;

const kills = deep ? 200 : 6;

const pause = (msec) => new Promise((done) => { setTimeout(done, msec); });

// A server killed so soon that it may not even serve yet.
async function killedAtStart(dir, msec) {
  const child = spawn(path.join(build, 'chorusd'), ['-d', dir, '--listen', '127.0.0.1:0'],
    { stdio: 'ignore' });
  const ended = new Promise((done) => { child.on('exit', done); });
  await pause(msec);
  child.kill('SIGKILL');
  await ended;
}

test(`${kills} kills -9 under load lose nothing that was acknowledged`, async () => {
  const below = chance();
  const place = await openedWave(deep ? 1200 : 60);
  const { dir, voters } = place;
  let inRecovery = 0;
  for (let i = 0; i < kills; i++) {
    if (i % 8 === 7) {
      await killedAtStart(dir, below(60));
    } else {
      const server = await serve(dir);
      let over = false;
      const voting = crowd(server.url, voters, { isOver: () => over });
      // Only so many may answer each time, or the last kills would meet nobody.
      const upto = Math.ceil((voters.length * (i + 1)) / kills);
      const by = Date.now() + below(150);
      while (Date.now() < by && receiptsOf(voters).length < upto) await pause(1);
      await server.stop('SIGKILL');
      over = true;
      await voting;
    }
    const journal = path.join(dir, 'server/w.ballots.db-journal');
    inRecovery += fs.existsSync(journal) && !isZeros(journal) ? 1 : 0;
    holds(lookAside(dir), voters, { what: `seed ${seed}, kill ${i}` });
  }
  const midway = receiptsOf(voters).length;
  const server = await serve(dir);
  await crowd(server.url, voters);
  await server.stop();
  assert.equal(receiptsOf(voters).length, voters.length, 'in the end everybody answered once');
  const { board } = await boardHolds(place, voters);
  assert.equal(board.redeemed, voters.length);
  report(`seed ${seed}: ${kills} kills, ${inRecovery} in the middle of a commit; ${midway} receipts`
    + ` under kills, ${voters.length} in all; on the board ${board.redeemed}, lost 0, twice 0`);
});
