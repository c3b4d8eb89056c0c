// The attacker of link.c against the real programs: people answer a wave over
// HTTP while the server is frozen, killed and started again; the wave is closed
// and purged; the server's whole folder and its log are copied at each moment.
// Then its memory: after the close no secret of the wave is in it.
// DEEP=1: more waves.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import test from 'node:test';
import { noonZone } from '../cli/helpers.mjs';
import { inMemory } from './memory.mjs';
import { build, chorusOk, closeWave, institution, openWave, serve, served, smallRoster }
  from '../system.mjs';

const people = 200;
const waves = process.env.DEEP === '1' ? 8 : 1;
const moments = ['load', 'killed', 'open', 'closed', 'purged'];
const tool = (name) => path.join(build, 'tests/privacy/live', name);
const port = (url) => new URL(url).port;

process.env.TZ = noonZone(); // a purge on the day of the close
process.setMaxListeners(100);

// The crowd at work: what it says is what was acknowledged, in this order.
function crowd(links) {
  const child = spawn(tool('crowd'), [links, String(people)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const issued = new Map();
  const redeemed = new Map();
  const waiting = [];
  readline.createInterface({ input: child.stdout }).on('line', (line) => {
    const [what, i, ...rest] = line.split(' ');
    (what === 'issued' ? issued : redeemed).set(i, rest);
    for (const one of waiting) if (redeemed.size >= one.count) one.resolve();
  });
  return {
    issued, redeemed, ended: once(child, 'exit'),
    reached: (count) => new Promise((resolve) => waiting.push({ count, resolve })),
    // What the attacker knows, and what is true, as attack.c reads it.
    truth: () => {
      const order = [...issued.keys()];
      return [...redeemed].map(([i, [nullifier, hash, bytes]], at) => {
        const [group, invite] = issued.get(i);
        return `${group} ${order.indexOf(i)} ${at} ${bytes} ${invite} ${nullifier} ${hash}\n`;
      }).join('');
    },
  };
}

function copy(site, server, name, truth) {
  const dir = path.join(site.base, name);
  fs.cpSync(path.join(site.dir, 'server'), dir, { recursive: true, preserveTimestamps: true });
  fs.writeFileSync(path.join(dir, 'chorusd.log'), server.output());
  fs.writeFileSync(`${dir}.truth`, truth);
  return [`${dir}.truth`, dir];
}

// Until the server holds still, and the crowd has said what it was told.
const settle = (seen) => new Promise((resolve) => {
  let before = -1;
  const look = setInterval(() => {
    if (seen.redeemed.size + seen.issued.size === before) {
      clearInterval(look);
      resolve();
    }
    before = seen.redeemed.size + seen.issued.size;
  }, 100);
});

function onlineSecret(site, name) {
  const text = fs.readFileSync(path.join(site.dir, 'server/keys', name), 'utf8');
  return Buffer.from(/^secret: (\S+)$/m.exec(text)[1], 'base64url').toString('hex');
}

async function wave(number) {
  const site = institution(smallRoster({ Medicine: { A: 90, B: 60 }, Surgery: { C: 60 } }));
  fs.appendFileSync(path.join(site.dir, 'chorus.conf'), 'purge_days = 0\n');
  let server = await serve(site.dir);
  const again = ['--listen', `127.0.0.1:${port(server.url)}`];
  const { invites } = openWave(site, 'w', server.url, { closes: '+60m' });
  await served(server.url, 'w');
  const links = path.join(site.base, 'links');
  fs.writeFileSync(links, invites.map((invite) => invite.link).join('\n'));
  const copies = {};
  const seen = crowd(links);

  await seen.reached(60 + number);
  process.kill(server.pid, 'SIGSTOP');
  await settle(seen);
  copies.load = copy(site, server, 'load', seen.truth());
  process.kill(server.pid, 'SIGCONT');

  await seen.reached(120 + number);
  const { log: first } = await server.stop('SIGKILL');
  await settle(seen);
  copies.killed = copy(site, server, 'killed', seen.truth());
  server = await serve(site.dir, again);
  const [code] = await seen.ended;
  assert.equal(code, 0, 'the crowd has answered');
  assert.equal(seen.redeemed.size, people);
  copies.open = copy(site, server, 'open', seen.truth());

  const secrets = [
    ['token-secret-key', onlineSecret(site, 'w.poprf')],
    ['board-secret-key', onlineSecret(site, 'w.board')],
    ...[...seen.issued.values()].flatMap(([, , blinded, key, nonce]) =>
      [['blinded', blinded], ['token-key', key], ['nonce', nonce]]),
  ];
  const whileOpen = inMemory(server.pid, secrets);
  closeWave(site, 'w');
  await served(server.url, 'w', 'board');
  const afterClose = inMemory(server.pid, secrets);
  const limits = fs.readFileSync(`/proc/${server.pid}/limits`, 'utf8');
  copies.closed = copy(site, server, 'closed', seen.truth());
  chorusOk(site.dir, ['purge', 'w', '--yes']);
  copies.purged = copy(site, server, 'purged', seen.truth());
  const { log } = await server.stop();
  return { copies, whileOpen, afterClose, limits, log: first + log };
}

test('real servers, frozen, killed, closed and purged', async (t) => {
  const runs = [];
  for (let i = 0; i < waves; i++) runs.push(await wave(i));

  for (const moment of moments) {
    await t.test(`${moment}: chance is inside of every interval`, () => {
      const args = [String(moments.length), ...runs.flatMap((run) => run.copies[moment])];
      const run = spawnSync(tool('attack'), args, { encoding: 'utf8' });
      console.log(run.stdout.replaceAll(/^/mg, '# '));
      assert.equal(run.status, 0, run.stdout + run.stderr);
    });
  }

  await t.test('the folder holds no core, and none can be written', () => {
    for (const { copies, limits } of runs) {
      assert.match(limits, /^Max core file size\s+0\s+0\s/m);
      const names = fs.readdirSync(copies.killed[1], { recursive: true });
      assert.deepEqual(names.filter((name) => /core/.test(name)), []);
    }
  });

  const closed = runs.map((run) => run.afterClose);
  const why = closed.find((one) => one.why)?.why;
  await t.test('the search finds the keys of an open wave in memory', { skip: why }, () => {
    for (const { whileOpen: { found } } of runs) {
      assert.deepEqual(found['token-secret-key'], [1, 1]);
      assert.deepEqual(found['board-secret-key'], [1, 1]);
    }
  });
  await t.test('after the close no secret of it is in memory', { skip: why }, () => {
    for (const { found, where } of closed) {
      for (const line of where) console.log(line);
      console.log(`# after the close: ${JSON.stringify(found)}`);
      assert.deepEqual(Object.entries(found).filter(([, [there]]) => there > 0), []);
    }
  });
});
