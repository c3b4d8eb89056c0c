// What is measured over HTTP. Each part runs Chorus and its yardsticks in turn,
// A B A B, and returns lines for the table.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { build, chorusOk, closeWave, institution, openWave, populate, root } from '../system.mjs';
import { median, ratio, ratioApart, ratioCpu, sum } from './figures.mjs';
import { cpuSec, fetchRaw, folder, getRequest, load, memoryKib, slice, startBare, startPeer, yard } from './servers.mjs';
import { CLOSED, OPEN, closedWorld, messages, openWorld, people, signIn, startChorus } from './world.mjs';

const ROUNDS = 5;

// Runs each contender once a round. RUNS: {who: async (round) => numbers}.
async function inTurn(runs, rounds = ROUNDS) {
  const all = Object.fromEntries(Object.keys(runs).map((who) => [who, []]));
  for (let i = 0; i < rounds; i++) {
    for (const [who, run] of Object.entries(runs)) all[who].push(await run(i));
  }
  return all;
}

// Lines of one measure: Chorus first, then each yardstick with Chorus's ratio
// to it and the ratio that is wanted.
function measure(what, all, wanted) {
  const [[, ours], ...yards] = Object.entries(all);
  return { what, lines: [{ who: 'Chorus', ...sum(ours) },
    ...yards.map(([who, rounds]) => ({ who, ...sum(rounds), ratio: ratio(ours, rounds),
      ratioApart: ratioApart(ours, rounds),
      ...(rounds[0].cpuUs === undefined ? {} : { ratioCpu: ratioCpu(ours, rounds) }),
      wanted: wanted[who] }))] };
}

const gzip = { 'Accept-Encoding': 'gzip, br' };

export async function pages({ quick }) {
  const seconds = ['--seconds', quick ? '0.7' : '3'];
  const world = await closedWorld();
  const chorus = await startChorus(world);
  const open = openWave(world, OPEN, chorus.url).file;
  while (!(await fetch(`${chorus.url}/w/${OPEN}`)).ok) await new Promise((go) => setTimeout(go, 100));
  const survey = await fetchRaw(`${chorus.url}/w/${OPEN}`, gzip);
  const plain = await fetchRaw(`${chorus.url}/w/${OPEN}`);
  const html = path.join(folder, 'survey.html');
  fs.writeFileSync(html, plain.body);
  const peer = await startPeer([html, folder, '1', '1']);
  const bare = await startBare(survey, 'survey');
  const get = getRequest('survey', `/w/${OPEN}`, gzip);
  const measures = [measure('survey page, 64 connections', await inTurn({
    Chorus: () => load(chorus, get, seconds),
    libmicrohttpd: () => load(bare, get, seconds),
    'Node that renders': () => load(peer, get, seconds),
  }), { libmicrohttpd: 0.85, 'Node that renders': 5 })];
  const cookie = await signIn(chorus.url);
  const address = `/results/${CLOSED}`;
  const dashboard = await fetchRaw(chorus.url + address, { ...gzip, cookie });
  const file = await startBare(dashboard, 'dashboard');
  const ask = getRequest('dashboard', address, { ...gzip, Cookie: cookie });
  measures.push(measure('dashboard page of 150 units', await inTurn({
    Chorus: () => load(chorus, ask, seconds),
    'static file': () => load(file, ask, seconds),
  }), { 'static file': 0.3 }));
  for (const server of [chorus, peer, bare, file]) await server.stop();
  fs.rmSync(open);
  return { measures, facts: [
    { what: 'survey page', name: 'bytes on the wire', value: survey.body.length, unit: 'B' },
    { what: 'survey page', name: 'bytes of HTML', value: plain.body.length, unit: 'B' },
    { what: 'dashboard page', name: 'bytes on the wire', value: dashboard.body.length, unit: 'B' },
  ] };
}

const REDEEMED_BYTES = 129;
const slower = (a, b) => (a.rate < b.rate ? a : b);

export async function doors({ quick, cores }) {
  const count = quick ? 600 : 10000;
  const places = quick ? 10000 : 100000;
  const world = await openWorld(places);
  const redeem = messages(world, 'redeem', ROUNDS * count);
  const issue = messages(world, 'issue', ROUNDS * count);
  const copy = path.join(world.base, 'rows.db'); // on the same disk
  fs.copyFileSync(world.ballots, copy);
  const page = path.join(folder, 'survey.html');
  fs.writeFileSync(page, '<p>Chorus</p>');
  const peer = await startPeer([page, world.base, String(places), String(redeem.bodyBytes)]);
  const { rawHeaders } = await fetchRaw(`${world.server.url}/healthz`);
  const bare = await startBare({ body: Buffer.alloc(REDEEMED_BYTES), rawHeaders }, 'redeem');
  const second = quick ? 0.5 : 2;
  const sealed = redeem.bodyBytes - 99;
  let bound;
  const measures = [measure(`redeem, durable, 64 connections, ${places} rows`, await inTurn({
    Chorus: (i) => load(world.server, slice(redeem.file, i * count, count)),
    'smaller of both': () => {
      bound = { groups: yard('rows', copy, count, 50), crypto: yard('redeem', cores, second, sealed) };
      return { rate: slower(bound.groups, bound.crypto).rate, cpuUs: bound.groups.cpuUs + bound.crypto.cpuUs };
    },
    'SQLite, groups of 50': () => bound.groups,
    'SQLite, one by one': () => yard('rows', copy, quick ? 50 : 200, 1),
    libsodium: () => bound.crypto,
    libmicrohttpd: (i) => load(bare, slice(redeem.file, i * count, count)),
    Node: (i) => load(peer, slice(redeem.file, i * count, count)),
  }), { 'smaller of both': 0.6, Node: 1.3 })];
  measures.push(measure(`issue, durable, 64 connections, ${places} rows`, await inTurn({
    Chorus: (i) => load(world.server, slice(issue.file, i * count, count)),
    'evaluate, proof, signature': () => yard('issue', cores, second),
  }), { 'evaluate, proof, signature': 0.7 }));
  for (const server of [world.server, peer, bare]) await server.stop();
  fs.rmSync(copy);
  return { measures };
}

// The mail of 8:00: 2,500 people within a minute open the page, get a token
// and send, at a fixed rate. QUICK: a quarter of the minute.
export async function peak({ quick }) {
  const people = quick ? 500 : 2500;
  const rate = 2500 / 60;
  const world = await openWorld(2600);
  const redeem = messages(world, 'redeem', people);
  const issue = messages(world, 'issue', people);
  const page = getRequest('survey', `/w/${OPEN}`, gzip);
  const open = (file, args) => load(world.server, file, ['--rate', String(rate), ...args]);
  const runs = await Promise.all([
    open(page, ['--seconds', String(people / rate)]), open(issue.file, []), open(redeem.file, []),
  ]);
  await world.server.stop();
  const facts = ['page', 'issue', 'redeem'].flatMap((name, i) =>
    ['p50', 'p90', 'p99', 'p999', 'max'].map((q) => ({ what: `8:00, ${people} people at ${rate.toFixed(1)} a second`,
      name: `${name} ${q}`, value: runs[i][q] / 1000, unit: 'ms' })));
  return { facts };
}

const seconds = (since) => Number(process.hrtime.bigint() - since) / 1e9;

// How long a start takes, and reading what it reads.
async function startFacts(world, places) {
  const server = path.join(world.dir, 'server');
  const files = [`${OPEN}.invites.db`, `${OPEN}.ballots.db`].map((name) => path.join(server, name));
  let since = process.hrtime.bigint();
  for (const file of files) fs.readFileSync(file);
  const reading = seconds(since);
  since = process.hrtime.bigint();
  world.server = await startChorus(world);
  const starting = seconds(since);
  const cpu = cpuSec(world.server.pid);
  const what = `start, ${places} places`;
  return [
    { what, name: 'until it serves', value: starting, unit: 's' },
    { what, name: 'its CPU', value: cpu, unit: 's' },
    { what, name: 'reading its two files', value: reading, unit: 's' },
  ];
}

// Its own memory is what no other process could share; the files of libraries
// are mapped, and counted apart. A login takes Argon2's 64 MiB for as long as it
// lasts, one at a time.
export async function memory({ quick }) {
  const places = quick ? 20000 : 100000;
  const world = await openWorld(places);
  await world.server.stop();
  const facts = await startFacts(world, places);
  const chorus = world.server;
  const what = `chorusd, ${places} places`;
  const note = (name, wanted) => facts.push(
    { what, name: `${name}: its own`, value: memoryKib(chorus.pid, 'RssAnon') / 1024, unit: 'MiB', wanted },
    { what, name: `${name}: with library files`, value: memoryKib(chorus.pid, 'VmRSS') / 1024, unit: 'MiB' });
  note('after the start');
  const redeem = messages(world, 'redeem', 4000);
  const issue = messages(world, 'issue', 4000);
  await load(chorus, getRequest('survey', `/w/${OPEN}`, gzip), ['--seconds', '1', '--hold'], 1000);
  await load(chorus, redeem.file, ['--hold'], 1000);
  await load(chorus, issue.file, ['--hold'], 1000);
  note('1,000 connections', 'under 64');
  facts.push({ what, name: 'peak so far, with library files', value: memoryKib(chorus.pid) / 1024, unit: 'MiB' });
  await signIn(chorus.url).catch(() => {}); // nobody's password costs the same
  facts.push({ what, name: 'peak with a login', value: memoryKib(chorus.pid) / 1024, unit: 'MiB' });
  await chorus.stop();
  return { facts };
}

// What chorus takes, all its threads: wall and CPU seconds.
function timedChorus(dir, args) {
  const since = process.hrtime.bigint();
  const run = spawnSync('sh', ['-c', '"$@" >/dev/null || exit; times', 'sh',
    path.join(build, 'chorus'), '-d', dir, ...args], { encoding: 'utf8' });
  const wall = seconds(since);
  if (run.status !== 0) throw new Error(run.stderr);
  const children = run.stdout.trim().split('\n')[1].match(/(\d+)m([\d.]+)s/g);
  const cpu = children.map((t) => /(\d+)m([\d.]+)s/.exec(t)).reduce((sum, [, m, s]) => sum + 60 * m + Number(s), 0);
  return { wall, cpu };
}

// A summary for paper of one unit, and of every unit of the demonstration.
export async function paper({ quick, cores }) {
  const world = await closedWorld();
  const out = path.join(folder, 'paper');
  const file = (name) => path.join(folder, `paper.${name}`);
  const run = (...args) => timedChorus(world.dir, ['release', 'export', CLOSED, ...args]);
  const rounds = [];
  let count = 0;
  for (let i = 0; i < (quick ? 2 : ROUNDS); i++) {
    const all = run('--format', 'pdf', '--all-units', '--out', out);
    const names = fs.readdirSync(out).filter((name) => name.endsWith('.pdf'));
    count = names.length;
    const unit = names[0].slice(`${CLOSED}-`.length, -'.pdf'.length);
    rounds.push({ all, one: run('--format', 'pdf', '--unit', unit, '--out', file('pdf')),
      start: run('--format', 'csv', '--unit', unit, '--out', file('csv')) });
  }
  fs.rmSync(out, { recursive: true });
  const of = (value) => median(rounds.map(value));
  const what = `PDF, ${count} units, ${cores} cores`;
  return { facts: [
    { what, name: 'one of all: CPU', value: of((r) => 1000 * (r.all.cpu - r.start.cpu) / count), unit: 'ms', wanted: 'under 50' },
    { what, name: 'one alone, fonts found: CPU', value: of((r) => 1000 * (r.one.cpu - r.start.cpu)), unit: 'ms' },
    { what, name: 'the command without it: CPU', value: of((r) => 1000 * r.start.cpu), unit: 'ms' },
    { what, name: 'all: cores at work', value: of((r) => r.all.cpu / r.all.wall), unit: '', wanted: `near ${cores}` },
    { what, name: 'all', value: of((r) => r.all.wall), unit: 's' },
  ] };
}

// A whole wave of a national body, with the programs as they are.
export async function whole({ quick }) {
  const size = quick ? 8000 : 160000;
  const facts = [];
  const what = `a wave of ${size.toLocaleString('en-US')} trainees in ${Math.round(size * 14 / 160).toLocaleString('en-US')} programs`;
  const timed = async (name, run) => {
    const since = process.hrtime.bigint();
    const out = await run();
    facts.push({ what, name, value: seconds(since), unit: 's' });
    return out;
  };
  const world = await timed('roster', () => institution(people(size, 160 / 14)));
  const chorus = await startChorus(world);
  const wave = await timed('open and invite', () => openWave(world, OPEN, chorus.url));
  await timed('everybody answers', () => populate(wave.file, ['--response', '60', '--connections', '64']));
  facts.push({ what, name: 'memory of chorusd', value: memoryKib(chorus.pid) / 1024, unit: 'MiB' });
  await timed('close, audit included', () => closeWave(world, OPEN));
  const release = path.join(folder, 'whole.release.json');
  chorusOk(world.dir, ['release', 'export', OPEN, '--format', 'json', '--out', release]);
  await timed('audit alone', () => {
    const run = spawnSync(path.join(build, 'chorus-audit'),
      [release, '--survey', path.join(root, 'surveys/gme-core.json')], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stdout + run.stderr);
  });
  await chorus.stop();
  return { facts };
}
