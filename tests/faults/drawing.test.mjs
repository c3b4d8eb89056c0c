// The libraries that draw end a program that gets no memory. A server that dies
// so in the middle of a PDF or of a chart has lost nothing that it acknowledged,
// the unit starts it again, and where the system says beforehand that there is
// no room it does not begin.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { as, ask, login } from '../http/client.mjs';
import { chorusOk, closeWave, root } from '../system.mjs';
import { chance, deep, instrument, lookAside, report, seed, serve, turns } from './instrument.mjs';
import { boardHolds, crowd, holds, openedWave, receiptsOf, votersOf } from './load.mjs';

const password = 'a password of an office';

// A place with results to draw and a wave to answer: {..., voters, session}.
async function drawable(people) {
  const place = await openedWave(people);
  const server = await serve(place.dir);
  await crowd(server.url, place.voters);
  await server.stop();
  closeWave(place, 'w');
  const voters = await votersOf(place, 'next');
  const file = path.join(place.base, 'password');
  fs.writeFileSync(file, `${password}\n`);
  chorusOk(place.dir, ['user', 'add', 'ana', '--role', 'office', '--password-file', file]);
  return { ...place, voters };
}

// What the server draws for the office: a document, and a chart as pixels.
async function drawings(url, session) {
  const page = await as(url, session, '/results/w');
  return ['/results/w.pdf', /\/results\/w\/chart\/[^"]+\.png/.exec(page.text)[0]];
}

// The ends that systemd takes for none: systemd.service(5), Restart=on-failure.
const clean = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE'];

const place = await drawable(deep ? 176 : 24);
const { dir, voters } = place;
let server = await serve(dir);
let { session } = await login(server.url, 'ana', password);
await server.stop();

test('where there is no room for a drawing it is refused, and the server goes on', async () => {
  server = await serve(dir);
  const addresses = await drawings(server.url, session);
  const size = Number(/^VmSize:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]);
  const limit = (bytes) => execFileSync('prlimit', ['--pid', String(server.pid), `--as=${bytes}:`]);
  limit((size + 24 * 1024) * 1024);
  for (const address of addresses) {
    assert.equal((await as(server.url, session, address)).status, 503, address);
  }
  await crowd(server.url, voters.slice(0, 8));
  limit('unlimited');
  for (const address of addresses) {
    assert.equal((await as(server.url, session, address)).status, 200, address);
  }
  assert.equal((await ask(server.url, '/healthz')).status, 200);
  assert.equal((await server.stop()).code, 0);
});

test('a server that dies while it draws loses nothing, and the unit starts it again', async () => {
  const below = chance();
  const tool = instrument(dir);
  server = await serve(dir, [], { env: tool.env });
  const counts = { tries: 0, died: 0, refused: 0, drawn: 0 };
  const left = voters.filter((v) => !v.told);
  for (const address of await drawings(server.url, session)) {
    tool.set({ drawingAllocations: 0 });
    assert.equal((await as(server.url, session, address)).status, 200);
    const count = tool.get('drawingAllocations');
    assert.ok(count > 100, `${count} allocations: this draws nothing`);
    for (const at of turns(count, deep ? 40 : 4, below)) {
      await server.stop(); // what was drawn before is kept, and not drawn again
      server = await serve(dir, [], { env: tool.env });
      // Sessions end, and get a new cookie now and then.
      if ((await as(server.url, session, '/results')).status !== 200) {
        ({ session } = await login(server.url, 'ana', password));
      }
      tool.set({ drawingAllocations: 0, starveDrawingAt: at, starvedDrawing: 0 });
      const one = left.splice(0, 2);
      const voting = crowd(server.url, one);
      const { status } = await as(server.url, session, address).catch(() => ({ status: 0 }));
      await voting;
      assert.ok([0, 200, 503].includes(status), `${address}: ${status}`);
      if (tool.get('starvedDrawing') > 0 && status !== 0) counts[status === 200 ? 'drawn' : 'refused']++;
      tool.set({ starveDrawingAt: 0 });
      counts.tries++;
      if (status === 0) {
        const { signal } = await server.stop();
        assert.ok(signal !== null && !clean.includes(signal), `${address}: ended by ${signal}`);
        counts.died++;
        holds(lookAside(dir, 'next'), voters, { what: `seed ${seed}, ${address}, allocation ${at}` });
        server = await serve(dir, [], { env: tool.env });
      }
      await crowd(server.url, one);
      assert.equal(one.every((v) => v.told), true);
    }
  }
  assert.ok(counts.died > 0, 'nobody died: this tests nothing');
  ({ session } = await login(server.url, 'ana', password));
  assert.equal((await as(server.url, session, '/results/w.pdf')).status, 200, 'it draws again');
  await server.stop();
  const { board } = await boardHolds(place, voters, { wave: 'next' });
  assert.equal(board.redeemed, receiptsOf(voters).length);
  report(`seed ${seed}: ${counts.tries} drawings without memory: the server died in ${counts.died},`
    + ` refused ${counts.refused}, drew ${counts.drawn} all the same; ${board.redeemed} receipts,`
    + ' all on the board');
  const unit = fs.readFileSync(path.join(root, 'scripts/systemd/chorusd.service'), 'utf8');
  assert.match(unit, /^Restart=on-failure$/m);
});
