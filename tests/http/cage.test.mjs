// chorusd behind its fences, seen from outside while it serves a wave. What it
// cannot do even when made to try: tests/unit/test_cage.c.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, institution, openWave, populate, serve, served, smallRoster } from '../system.mjs';

const site = institution(smallRoster({ Medicine: { A: 8, B: 8 } }));
openWave(site, 'w1', 'http://127.0.0.1');
const field = (status, name) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1];
const proc = (pid, name) => fs.readFileSync(`/proc/${pid}/${name}`, 'utf8');
const seccompHere = field(proc('self', 'status'), 'Seccomp') !== undefined;

// A chorusd that SHELL starts: how it is started is what is tested.
async function start(shell) {
  const child = spawn('sh', ['-c', shell, 'sh', path.join(build, 'chorusd'), '-d', site.dir,
    '--listen', '127.0.0.1:0'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  child.stderr.on('data', (part) => { text += part; });
  const ended = new Promise((resolve) => { child.on('exit', resolve); });
  process.on('exit', () => child.kill('SIGKILL'));
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (part) => { if (/READY/.test(part)) resolve(); });
    ended.then((code) => reject(new Error(`chorusd ended with ${code}: ${text}`)));
  });
  return { pid: child.pid, log: () => text, stop: () => { child.kill('SIGTERM'); return ended; } };
}

test('every thread of a server is fenced, and gains nothing new',
  { skip: seccompHere ? false : 'this kernel denies seccomp' }, async () => {
    const server = await serve(site.dir);
    const threads = fs.readdirSync(`/proc/${server.pid}/task`);
    assert.ok(threads.length >= 6, `${threads.length} threads`);
    for (const thread of threads) {
      const status = proc(server.pid, `task/${thread}/status`);
      assert.equal(field(status, 'Seccomp'), '2', 'a filter');
      assert.equal(field(status, 'NoNewPrivs'), '1');
      // at most CAP_DAC_OVERRIDE and CAP_IPC_LOCK, and only as root
      assert.equal(BigInt(`0x${field(status, 'CapEff')}`) & ~(1n << 1n | 1n << 14n), 0n);
      assert.equal(BigInt(`0x${field(status, 'CapInh')}`), 0n);
    }
    assert.equal((await server.stop()).code, 0);
  });

test('it keeps no file that it was given, reads no terminal, and dumps no core', async () => {
  const leak = path.join(site.base, 'leak');
  fs.writeFileSync(leak, 'names');
  const server = await start(`exec "$@" 7<'${leak}'`);
  const held = fs.readdirSync(`/proc/${server.pid}/fd`)
    .map((fd) => [fd, fs.readlinkSync(`/proc/${server.pid}/fd/${fd}`)]);
  assert.deepEqual(held.filter(([, to]) => to === leak), []);
  assert.equal(held.find(([fd]) => fd === '0')[1], '/dev/null');
  const office = path.join(site.dir, 'office');
  assert.deepEqual(held.filter(([, to]) => to.startsWith(office)), []);
  assert.match(proc(server.pid, 'limits'), /^Max core file size +0 +0 /m);
  // not dumpable: its files in /proc are root's, whoever runs it
  assert.equal(fs.statSync(`/proc/${server.pid}/mem`).uid, 0);
  assert.equal(await server.stop(), 0);
});

test('keys are locked into memory while a wave is open', async () => {
  const server = await serve(site.dir);
  const kib = () => Number(field(proc(server.pid, 'status'), 'VmLck'));
  const before = kib();
  const { file, invites } = openWave(site, 'w2', server.url);
  await served(server.url, 'w2');
  populate(file, ['--response', '100']);
  // at least a page for the key and each group's context, at each door
  const locked = kib() - before;
  assert.ok(locked >= 4 * 4, `${before} KiB, then ${kib()}`);
  // and no more than SECURITY.md says
  const units = new Set(invites.map((invite) => invite.unit)).size;
  assert.ok(locked <= 352 / 1024 * units + 20, `${locked} KiB for ${units} units`);
  const { log } = await server.stop();
  assert.doesNotMatch(log, /swap/);
});

test('where keys cannot be locked, the log says so at the start, and by how much', async () => {
  const root = process.getuid() === 0;
  const unlocked = await start(`exec ${root ? 'setpriv --bounding-set=-ipc_lock' : ''} prlimit --memlock=4096:4096 "$@"`);
  const [, kib] = /keys may reach swap: .*LimitMEMLOCK.* (\d+)\n/.exec(unlocked.log());
  assert.equal(Number(kib), 2 * 20 - 4, 'two waves of few units, and 4 KiB may be locked');
  assert.equal(await unlocked.stop(), 0);
});
