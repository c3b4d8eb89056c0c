// The real programs in a folder of their own, for every test that needs a whole
// system: an institution, a wave, a server, ballots. Used by tests/http,
// tests/cli, tests/privacy and tests/browser; run these from anywhere.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const build = path.resolve(root, process.env.B || 'build');

// A folder that goes when the test process ends.
export function scratch(name = 'chorus') {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
  process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}

// Runs build/chorus; never throws: the test looks at status, stdout, stderr.
export function chorus(dir, args, { input = '', env = {} } = {}) {
  const run = spawnSync(path.join(build, 'chorus'), ['-d', dir, ...args], {
    input, encoding: 'utf8', maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

// As chorus(), for a step that must work.
export function chorusOk(dir, args, options) {
  const run = chorus(dir, args, options);
  if (run.status !== 0) {
    throw new Error(`chorus ${args.join(' ')}: exit ${run.status}\n${run.stderr}${run.stdout}`);
  }
  return run.stdout;
}

// Runs the population (or part of it) through the real protocol.
export function populate(invites, args) {
  const run = spawnSync(path.join(build, 'chorus-demo'), [invites, ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`chorus-demo: exit ${run.status}\n${run.stderr}`);
  return run.stdout;
}

// Starts chorusd on a free port; stop() ends it with SIGTERM and gives its log.
export async function serve(dir, args = [], { env = {} } = {}) {
  const child = spawn(process.env.CHORUSD || path.join(build, 'chorusd'),
    ['-d', dir, '--listen', '127.0.0.1:0', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let out = '';
  let log = '';
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  child.stderr.on('data', (chunk) => { log += chunk; });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const ready = /^READY (\S+)$/m.exec(out);
      if (ready) resolve(ready[1]);
    });
    ended.then(({ code }) => reject(new Error(`chorusd ended with ${code}: ${log}`)));
  });
  const stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    const how = await ended;
    return { ...how, log: out + log };
  };
  process.on('exit', () => child.kill('SIGKILL'));
  return { url, stop, pid: child.pid, output: () => out + log };
}

// PEOPLE: rows of {person, email, department, program_id, program, ...}.
export function rosterCsv(people) {
  const columns = ['person', 'email', 'department', 'program_id', 'program',
    'type', 'site', 'unit', 'language'].filter((c) => people.some((p) => p[c] !== undefined));
  const cell = (text = '') => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns, ...people.map((p) => columns.map((c) => p[c]))]
    .map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

// A small institution with as many people in each program as COUNTS says:
// {department: {program: people}}. Addresses are of example.org.
export function smallRoster(counts) {
  const people = [];
  for (const [department, programs] of Object.entries(counts)) {
    for (const [program, size] of Object.entries(programs)) {
      for (let i = 1; i <= size; i++) {
        const person = `${program}-${i}`;
        people.push({ person, email: `${person}@example.org`.toLowerCase(), department,
          program_id: program, program: `Program ${program}` });
      }
    }
  }
  return people;
}

export const passphrase = 'anchor violet harbor simple copper meadow lantern';

// An institution with a roster, in a folder of its own. The lighter limits of
// the key file are for tests; one test uses the real ones.
export function institution(people, { name = 'Test Institution' } = {}) {
  const base = scratch();
  const dir = path.join(base, 'site');
  chorusOk(base, ['init', dir, '--institution', name]);
  fs.copyFileSync(path.join(root, 'surveys/information.json'), path.join(dir, 'information.json'));
  const csv = path.join(base, 'roster.csv');
  fs.writeFileSync(csv, rosterCsv(people));
  chorusOk(dir, ['roster', 'import', csv]);
  const file = path.join(base, 'passphrase');
  fs.writeFileSync(file, `${passphrase}\n`);
  fs.appendFileSync(path.join(dir, 'chorus.conf'), '\nkdf = light\n');
  return { base, dir, passphraseFile: file };
}

// Opens a wave and returns its invites: [{person, email, unit, code, link, fingerprint}].
export function openWave({ base, dir, passphraseFile }, wave, url,
  { survey = path.join(root, 'surveys/gme-core.json'), closes = '+10d', args = [] } = {}) {
  chorusOk(dir, ['wave', 'open', wave, '--survey', survey, '--closes', closes, '--yes',
    '--passphrase-file', passphraseFile, ...args]);
  const out = path.join(base, `${wave}.csv`);
  chorusOk(dir, ['invite', wave, '--out', out, '--base', url]);
  return { file: out, invites: readCsv(fs.readFileSync(out, 'utf8')) };
}

// A running server notices a new wave, or a close, within a second; a test waits
// for the wave's manifest, or its board.
export async function served(url, wave, document = 'manifest') {
  while (!(await fetch(`${url}/v1/waves/${wave}/${document}`)).ok) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function closeWave({ dir, passphraseFile }, wave) {
  return chorusOk(dir, ['wave', 'close', wave, '--early', '--passphrase-file', passphraseFile]);
}

export function readCsv(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += '"'; i++; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') { row.push(cell); cell = ''; }
    else if (c === '\n') { row.push(cell.replace(/\r$/, '')); rows.push(row); row = []; cell = ''; }
    else cell += c;
  }
  if (cell !== '' || row.length > 0) { row.push(cell); rows.push(row); }
  const [head, ...body] = rows;
  return body.map((r) => Object.fromEntries(head.map((name, i) => [name.replace(/^\ufeff/, ''), r[i]])));
}
