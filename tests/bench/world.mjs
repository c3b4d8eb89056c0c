// The institution of a bench: one wave that is closed, with results to show,
// and one that is open for as many people as asked for.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build, chorusOk, closeWave, institution, openWave, populate, readCsv, root, served,
  smallRoster } from '../system.mjs';
import { folder, program, start } from './servers.mjs';

export const CLOSED = '2026-spring';
export const OPEN = '2026-fall';
const PASSWORD = 'a password that only this bench has';

export const startChorus = (world) =>
  start(path.join(build, 'chorusd'), ['-d', world.dir, '--listen', '127.0.0.1:0']);

// SIZE people in programs of PROGRAM_SIZE on average, 14 programs a department.
export function people(size, programSize) {
  const departments = {};
  const before = (program) => Math.min(size, Math.round(program * programSize));
  for (let i = 0; before(i) < size; i++) {
    const department = `Department ${String(Math.floor(i / 14)).padStart(5, '0')}`;
    departments[department] ??= {};
    departments[department][`P${String(i).padStart(5, '0')}`] = before(i + 1) - before(i);
  }
  return smallRoster(departments);
}

// The demonstration's roster of 150 programs; its wave is answered and closed.
export async function closedWorld() {
  const world = institution(readCsv(fs.readFileSync(path.join(root, 'tests/data/roster.csv'), 'utf8')));
  const server = await startChorus(world);
  const wave = openWave(world, CLOSED, server.url);
  populate(wave.file, ['--response', '60', '--connections', '32']);
  await server.stop();
  closeWave(world, CLOSED);
  const file = path.join(world.base, 'password');
  fs.writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
  chorusOk(world.dir, ['user', 'add', 'committee', '--role', 'subcommittee', '--password-file', file]);
  return world;
}

// The cookie of somebody who is signed in.
export async function signIn(url) {
  const page = await fetch(`${url}/login`);
  const cookie = page.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())[1];
  const answer = await fetch(`${url}/login`, { method: 'POST', redirect: 'manual',
    headers: { cookie, origin: url },
    body: new URLSearchParams({ name: 'committee', password: PASSWORD, csrf }) });
  const session = answer.headers.getSetCookie().map((c) => c.split(';')[0]).find((c) => c.startsWith('session='));
  if (!session) throw new Error(`no session: ${answer.status}`);
  return session;
}

// An open wave of PLACES people.
export async function openWorld(places) {
  const world = institution(people(places, 16));
  const server = await startChorus(world);
  const wave = openWave(world, OPEN, server.url);
  await served(server.url, OPEN);
  return { ...world, server, invites: wave.file, ballots: path.join(world.dir, 'server', `${OPEN}.ballots.db`) };
}

// Requests that trainees would send, made beforehand. Out: the file, and how
// many bytes the body of one has.
export function messages(world, kind, count) {
  const file = path.join(folder, `${kind}.requests`);
  const run = spawnSync(program('messages'), [world.server.url, OPEN, world.invites, kind, String(count), file,
    ...(kind === 'redeem' ? [path.join(world.dir, 'server/keys')] : [])], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return { file, ...JSON.parse(run.stdout) };
}
