// A real mail server for a test, and what it got.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { scratch } from '../system.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

// A test that failed leaves its server behind, which would keep Node alive.
const running = new Set();
after(() => { for (const child of running) child.kill('SIGKILL'); });

// A certificate for localhost, and a name of it that is its own authority.
export function certificate(dir) {
  const cert = path.join(dir, 'cert.pem');
  const key = path.join(dir, 'key.pem');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
    '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
    '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert, key };
}

export async function mailServer(args = []) {
  const dir = scratch('mail');
  const child = spawn('/usr/bin/python3', [path.join(here, 'smtpd.py'), dir, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let trouble = '';
  const waiting = [];
  child.stderr.on('data', (chunk) => { trouble += chunk; });
  child.stdout.on('data', (chunk) => {
    out += chunk;
    for (const w of [...waiting]) if (w.pattern.test(out)) { waiting.splice(waiting.indexOf(w), 1); w.resolve(w.pattern.exec(out)); }
  });
  // Resolves when the server has printed PATTERN.
  const said = (pattern) => new Promise((resolve, reject) => {
    if (pattern.test(out)) resolve(pattern.exec(out));
    else waiting.push({ pattern, resolve });
    child.on('exit', () => reject(new Error(`smtpd ended: ${trouble}`)));
  });
  running.add(child);
  const port = Number((await said(/^PORT (\d+)$/m))[1]);
  const files = (suffix) => fs.readdirSync(dir).filter((f) => f.endsWith(suffix)).sort()
    .map((f) => path.join(dir, f));
  return {
    port,
    said,
    stop: () => child.kill('SIGKILL'),
    envelopes: () => files('.json').map((f) => JSON.parse(fs.readFileSync(f, 'utf8'))),
    mails: () => JSON.parse(execFileSync('/usr/bin/python3',
      [path.join(here, 'read.py'), ...files('.eml')], { encoding: 'utf8', maxBuffer: 1 << 28 })),
  };
}
