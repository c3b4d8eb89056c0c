// The servers that a bench asks, the load on them, and what it cost them.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { build, root } from '../system.mjs';

export const program = (name) => path.join(build, 'tests/bench', name);
export const folder = path.join(build, 'bench');
fs.mkdirSync(folder, { recursive: true });

const TICKS_A_SECOND = 100; // USER_HZ, on every Linux that Chorus runs on

// User and system seconds of a process, all its threads.
export function cpuSec(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

// A line of /proc/PID/status, in KiB.
export function memoryKib(pid, name = 'VmHWM') {
  const line = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
    .split('\n').find((text) => text.startsWith(`${name}:`));
  return Number(/\d+/.exec(line)[0]);
}

// Starts a program that prints READY and its address.
export async function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], ...options });
  const url = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const ready = /^READY (\S+)$/m.exec(out);
      if (ready) resolve(ready[1]);
    });
    child.on('exit', (code) => reject(new Error(`${command} ended with ${code}`)));
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  process.on('exit', () => child.kill('SIGKILL'));
  return { url, pid: child.pid, stop: () => { child.kill('SIGTERM'); return ended; } };
}

// The bytes of a page as they go over the wire, and its header fields.
export function fetchRaw(url, headers = {}) {
  return new Promise((resolve, reject) => {
    http.get(url, { headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode,
        rawHeaders: answer.rawHeaders, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

const THREADS = 8; // as src/http/daemon.c
const OWN_FIELDS = new Set(['date', 'content-length', 'connection', 'keep-alive']);

// libmicrohttpd alone, answering with the bytes and the fields of a page.
export function startBare(page, name) {
  const body = path.join(folder, `${name}.body`);
  const headers = path.join(folder, `${name}.headers`);
  const lines = [];
  for (let i = 0; i < page.rawHeaders.length; i += 2) {
    if (!OWN_FIELDS.has(page.rawHeaders[i].toLowerCase())) {
      lines.push(`${page.rawHeaders[i]}: ${page.rawHeaders[i + 1]}\n`);
    }
  }
  fs.writeFileSync(body, page.body);
  fs.writeFileSync(headers, lines.join(''));
  return start(program('bare'), [String(THREADS), body, headers]);
}

// The Node peer: tests/bench/peer. ARGS: a page to render, rows of SEALED bytes.
export function startPeer(args) {
  return start(process.execPath, [path.join(root, 'tests/bench/peer/server.mjs'), ...args]);
}

// A file of requests for load.c that holds one GET.
export function getRequest(name, route, headers = {}) {
  const lines = Object.entries({ Host: '127.0.0.1', ...headers }).map(([k, v]) => `${k}: ${v}\r\n`);
  return requestFile(name, [Buffer.from(`GET ${route} HTTP/1.1\r\n${lines.join('')}\r\n`)]);
}

export function requestFile(name, requests) {
  const file = path.join(folder, `${name}.requests`);
  const parts = requests.flatMap((bytes) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  fs.writeFileSync(file, Buffer.concat(parts));
  return file;
}

// COUNT requests of FILE, from the FIRST on, as a file of their own.
export function slice(file, first, count) {
  const all = fs.readFileSync(file);
  const requests = [];
  let at = 0;
  for (let i = 0; i < first + count && at < all.length; i++) {
    const length = all.readUInt32LE(at);
    if (i >= first) requests.push(all.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  if (requests.length !== count) throw new Error(`${file} has too few requests`);
  return requestFile(`${path.basename(file, '.requests')}-slice`, requests);
}

// Runs load.c on a server. Out: its numbers, and CPU of the server for one.
export async function load(server, file, args = [], connections = 64) {
  const before = cpuSec(server.pid);
  const child = spawn(program('load'), [new URL(server.url).port, String(connections), file, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => { out += chunk; });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`load ended with ${code}`);
  const result = JSON.parse(out);
  result.cpuUs = (cpuSec(server.pid) - before) * 1e6 / Math.max(1, result.answered);
  // As many a second as it would be with all cores for the server.
  result.apart = result.answered / (result.seconds - result.ownSeconds / os.cpus().length);
  const good = result.statuses[200] ?? 0;
  if (good !== result.answered || result.broken > 0) {
    throw new Error(`not every answer was 200: ${JSON.stringify(result)}`);
  }
  return result;
}

// A yardstick of yard.c.
export function yard(...args) {
  const run = spawnSync(program('yard'), args.map(String), { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`yard ${args.join(' ')}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

// A program that prints lines of JSON.
export function lines(name, ...args) {
  const run = spawnSync(program(name), args.map(String),
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`${name} ${args.join(' ')}: ${run.stderr}`);
  return run.stdout.trim().split('\n').map((line) => JSON.parse(line));
}
